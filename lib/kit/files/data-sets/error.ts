// The error of data sets: what is wrong, and what to do about it.

/** Thrown for an unknown data set, a failed download or a file that is not the data set. */
export class DataSetError extends Error {
  override readonly name = "DataSetError";
  constructor(
    message: string,
    /** What to do about it, in one or more lines. */
    readonly remedy: string,
  ) {
    super(message);
  }
}

/** For a failed import: the packages that only `anycast data get` needs are optional, and may have been left out. */
export const notInstalled =
  (name: string) =>
  (error: Error): never => {
    if ((error as NodeJS.ErrnoException).code !== "ERR_MODULE_NOT_FOUND") throw error;
    throw new DataSetError(`The package ${name} is not installed.`, `Install it: npm install ${name}`);
  };
