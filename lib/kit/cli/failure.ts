// The error of the command line: what is wrong, and what to do about it.

export class Failure extends Error {
  override readonly name = "Failure";
  constructor(
    message: string,
    /** What to do about it, in one or more lines. */
    readonly remedy?: string,
  ) {
    super(message);
  }
}
