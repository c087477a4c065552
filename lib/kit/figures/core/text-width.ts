// Estimates the width of a text without a screen. Overestimates rather than underestimates, because labels are placed by it and
// the reader's system font is unknown (advance widths in em, between Helvetica's and DejaVu's).

/** A figure space (U+2007), which stands for a digit in a column of numbers, is as wide as one. */
const NARROW = /(?!\u2007)[iljtfrI.,:;'|()\s-]/;
const WIDE = /[mwMW%@]/;
const CAPITAL = /[A-Z]/;

/** Width in px at this font size. */
export function textWidth(text: string, fontSize: number, bold = false): number {
  let em = 0;
  for (const character of text)
    em += NARROW.test(character) ? 0.36 : WIDE.test(character) ? 0.92 : CAPITAL.test(character) ? 0.68 : 0.59;
  return em * fontSize * (bold ? 1.08 : 1);
}
