// What the command line throws when it cannot go on: what is wrong, and what a person does about it.

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
