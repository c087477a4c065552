// What goes wrong between a scenario and real routers: a scenario they cannot be given, a machine that cannot run them.

export class RoutersError extends Error {
  override readonly name = "RoutersError";
  constructor(
    message: string,
    /** What to do about it. */
    readonly remedy?: string,
  ) {
    super(message);
  }
}
