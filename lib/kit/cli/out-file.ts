// Checks the output files of a command before it computes anything: they must be writable, and must not be its input or a file
// written by a person.
import { access, constants } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { checkOutput, readText } from "../files/index.js";
import { Failure } from "./failure.js";

export interface OutFiles {
  /** Option -> file. */
  readonly outs: Readonly<Record<string, string>>;
  readonly inputs: readonly string[];
}

/**
 * Checks the output files of a command before it computes: they must be writable, and not its input or a comparison file.
 * @example await checkOutFiles({ outs: { "--html": `${folder}/report.html`, "--csv": `${folder}/report.html` }, inputs: [] }) // throws Failure
 * @throws Failure, or the file system's error when a folder is not writable
 */
export async function checkOutFiles({ outs, inputs }: OutFiles): Promise<void> {
  const taken = new Map<string, string>();
  for (const [option, out] of Object.entries(outs)) {
    const before = taken.get(resolve(out));
    if (before !== undefined)
      throw new Failure(`${before} and ${option} name the same file: ${out}.`, "Name two files.");
    taken.set(resolve(out), option);
    await checkOut(option, out, inputs);
  }
}

async function checkOut(option: string, out: string, inputs: readonly string[]): Promise<void> {
  await checkOutput(out, { like: `report.${option.slice(2)}` });
  const isOneOf = inputs.some((each) => resolve(each) === resolve(out));
  const what = (await isComparison(out)) ? "a comparison" : isOneOf ? "an input" : undefined;
  if (what !== undefined)
    throw new Failure(
      `${out} is ${what} and is not overwritten.`,
      "Name another file to write, or put the option after the inputs.",
    );
  await access(dirname(out), constants.W_OK);
}

/** Whether an option may have taken this argument as its value. */
async function isComparison(path: string): Promise<boolean> {
  try {
    const { format } = JSON.parse(await readText(path)) as { readonly format?: unknown };
    return format === "anycast-comparison";
  } catch {
    return false;
  }
}
