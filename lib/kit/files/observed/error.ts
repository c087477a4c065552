// The error of observations.

/** Thrown for a file of observations that cannot be read; the message names the file and the place, `remedy` what to do. */
export class ObservationError extends Error {
  override readonly name = "ObservationError";
  constructor(
    message: string,
    readonly remedy: string,
  ) {
    super(message);
  }
}
