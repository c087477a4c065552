// The one error of the AS-relationship readers.

/** Thrown when a file cannot be read as AS relationships; the message names the file and, if known, the line. */
export class AsRelError extends Error {
  override readonly name = "AsRelError";
  constructor(
    problem: string,
    readonly file: string,
    readonly line?: number,
  ) {
    super(`${line === undefined ? file : `${file}:${line}`}: ${problem}`);
  }
}
