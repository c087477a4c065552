// The model's errors name fields; the user has to know of which file.
import { OutputError } from "../files/index.js";
import { Failure } from "./failure.js";

/** Runs what computes from a file. An error of the model gets the file's name in front, unless it has it. */
export async function inFile<T>(file: string, compute: () => T | Promise<T>): Promise<T> {
  try {
    return await compute();
  } catch (error) {
    throw inTheFile(file, error);
  }
}

/** The error with the file's name. Errors of the command line, of outputs and of the file system (which have a code) stay. */
export function inTheFile(file: string, error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof Failure || error instanceof OutputError) return error;
  if ("code" in error || error.message.startsWith(file)) return error;
  const remedy = "remedy" in error && typeof error.remedy === "string" ? error.remedy : undefined;
  const inside = new Failure(`${file}: ${error.message}`, remedy);
  inside.stack = error.stack ?? "";
  return inside;
}
