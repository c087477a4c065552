// Errors of running a scenario on real routers: an unsupported scenario, or a machine that cannot run them.

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
