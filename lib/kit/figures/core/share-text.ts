// Formats a share for figures.

/** Whole per cent; a share strictly between 0 and 1 is never written as 0 % or 100 %. @example shareText(0.004) // "<1 %" */
export function shareText(share: number): string {
  const rounded = Math.round(100 * share);
  if (share > 0 && rounded === 0) return "<1 %";
  if (share < 1 && rounded === 100) return ">99 %";
  return `${rounded} %`;
}
