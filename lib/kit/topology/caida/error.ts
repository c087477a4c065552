// The one error of the AS-relationship readers.

/** Thrown where a file cannot be read as AS relationships; names the file and, where there is one, the line. */
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
