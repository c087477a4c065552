// What a figure throws where its input makes no sense.

/** The message says which figure, what was wrong and what to give instead. */
export class FigureError extends Error {
  override readonly name = "FigureError";
}
