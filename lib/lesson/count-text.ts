// How a count is written in figures and sentences of an explorer.

/** 12,000 with a comma: the same in every browser. */
export const count = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ",");
