// A chart is drawn twice, for a desk and for a phone, and the style sheet shows one of the two. While a reader moves a
// control, an explorer draws only the one that is shown, and the other when the control rests.

export type SizeName = "ak-wide" | "ak-narrow";

let only: SizeName | undefined;

/**
 * Runs a function that draws charts, in one of their two sizes only; in both where the size is undefined.
 * @example drawOnly("ak-narrow", () => sharesFigure(shares(result), { name: "shares", title: "Share of the clients" })).html.includes("ak-wide") // false
 */
export function drawOnly<T>(size: SizeName | undefined, draw: () => T): T {
  const outer = only;
  only = size;
  try {
    return draw();
  } finally {
    only = outer;
  }
}

/** The sizes of a chart that are to be drawn now. */
export const sizesDrawn = <S extends { readonly className: string }>(sizes: readonly S[]): readonly S[] =>
  only === undefined ? sizes : sizes.filter(({ className }) => className === only);
