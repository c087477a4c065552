// Thrown by a figure for invalid input.

/** The message names the figure, the fault and the remedy. */
export class FigureError extends Error {
  override readonly name = "FigureError";
}
