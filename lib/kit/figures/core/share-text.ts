// A part of a whole as figures write it.

/** Whole per cent; what is neither nothing nor all is never written as 0 % or 100 %. @example shareText(0.004) // "<1 %" */
export function shareText(share: number): string {
  const rounded = Math.round(100 * share);
  if (share > 0 && rounded === 0) return "<1 %";
  if (share < 1 && rounded === 100) return ">99 %";
  return `${rounded} %`;
}
