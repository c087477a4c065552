// A chart is drawn twice, for a desk and for a phone, and the style sheet shows one of the two. While a reader moves a
// control, an explorer draws only the one that is shown, and the other when the control rests.

export type SizeName = "ak-wide" | "ak-narrow";

let only: SizeName | undefined;

/** Runs `draw`, in which charts are drawn in this size only; in both where it is undefined. */
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
