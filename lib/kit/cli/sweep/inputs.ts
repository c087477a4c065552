// The files of `anycast compare`: each a comparison, or designs over the sites of the first; all under the same users.
import { decodeText, readBytes } from "../../files/index.js";
import { basename, extname } from "node:path";
import {
  parseComparison,
  readDesignComparison,
  type DesignComparison,
  type FitOptions,
} from "../../anycast/designs/index.js";
import { Failure } from "../failure.js";
import { digest } from "./digest.js";

export interface ComparisonFile {
  /** As named on the command line. */
  readonly file: string;
  readonly comparison: DesignComparison;
  /** Of the bytes that were read. */
  readonly sha256: string;
}

/** One design of one file, by the name it has in the report. */
export interface NamedDesign {
  readonly name: string;
  readonly file: ComparisonFile;
  /** Its name in the file. */
  readonly design: string;
}

/**
 * Reads all files. A file without `sites` takes missing fields from the first.
 * @throws DesignComparisonError or Failure, with file and field
 */
export async function readComparisonFiles(
  names: readonly string[],
  fit: Pick<FitOptions, "anyCity"> = {},
): Promise<readonly ComparisonFile[]> {
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new Failure(`Duplicate file ${twice}.`, "Name each file once.");
  const read = await Promise.all(names.map(bytesOf));
  const texts = read.map(decodeText);
  const files = names.map((file, i) => {
    const sha256 = digest(read[i]);
    const own = parseComparison(texts[i], file);
    if (i === 0 || "sites" in own)
      return { file, sha256, comparison: readDesignComparison(texts[i], { file, ...fit }) };
    const first = parseComparison(texts[0], names[0]);
    return { file, sha256, comparison: readDesignComparison(JSON.stringify({ ...first, ...own }), { file, ...fit }) };
  });
  files.forEach((each) => checkUsers(files[0], each));
  return files;
}

async function bytesOf(file: string): Promise<Uint8Array> {
  try {
    return await readBytes(file, { what: "a comparison" });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT")
      throw new Failure(`File not found: ${file}.`, "Name a comparison file, such as data/designs/five-sites.json.");
    if (code === "EISDIR") throw new Failure(`${file} is a folder.`, "Name the files in it.");
    throw error;
  }
}

/** Designs are compared only under the same users: the same Internets, and the same demand. */
function checkUsers(first: ComparisonFile, other: ComparisonFile): void {
  for (const field of ["ases", "cities", "seeds", "demand"] as const) {
    const [one, two] = [first, other].map(({ comparison }) => JSON.stringify(comparison[field]) ?? "nothing");
    if (one !== two)
      throw new Failure(
        `${other.file}: ${field} is ${two}, but ${first.file} has ${one}.`,
        "Designs are compared under the same users: make the two equal, or compare the files one by one.",
      );
  }
}

/** All designs of all files. If two files use the same name, it is prefixed with the file's name. */
export function namedDesigns(files: readonly ComparisonFile[]): readonly NamedDesign[] {
  const all = files.flatMap((file) => Object.keys(file.comparison.designs).map((design) => ({ file, design })));
  const stems = files.map(({ file }) => basename(file, extname(file)));
  const stem = (file: ComparisonFile) => {
    const own = stems[files.indexOf(file)];
    return stems.filter((each) => each === own).length > 1 ? file.file : own;
  };
  return all.map(({ file, design }) => {
    const shared = all.filter((each) => each.design === design).length > 1;
    return { name: shared ? `${stem(file)}: ${design}` : design, file, design };
  });
}
