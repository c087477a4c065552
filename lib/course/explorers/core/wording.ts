// How explorers write numbers and sentences.
import { escapeHtml, numberText } from "anycast-kit/figures";

/** 12,000 with a comma: the same in every browser. */
export const count = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ",");

/** A share of users: "18 %", "4.2 %", with tenths below ten. */
export function percent(share: number): string {
  const hundredth = 100 * share;
  if (hundredth > 0 && hundredth < 0.05) return "less than 0.1 %";
  return `${hundredth < 9.95 ? Number(hundredth.toFixed(1)) : Math.round(hundredth)} %`;
}

/** A probability, which may be tiny: "6.25 %", "0.0693 %", with as many digits as an axis. */
export const percentText = (share: number): string => `${numberText(100 * share)} %`;

/** With a capital letter first. */
export const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What a pointer can do in the first figure; not printed, and not shown without a script. */
export const hintHtml = (what: string): string => `<p class="ak-hint">In the picture: ${escapeHtml(what)}.</p>`;
