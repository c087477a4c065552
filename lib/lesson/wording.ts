// How explorers write numbers and sentences.
import { numberText } from "../figures/chart-axis.js";

/** 12,000 with a comma: the same in every browser. */
export const count = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ",");

/** 6.25 % of 0.0625, with as many digits as an axis has. */
export const percentText = (share: number): string => `${numberText(100 * share)} %`;

/** With a capital letter first. */
export const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
