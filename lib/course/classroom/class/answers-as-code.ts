// A learner's code as one TypeScript file, for plagiarism detectors such as JPlag.
import { transformSync } from "esbuild";
import { readNotebook, type Cell } from "../../notebook/index.js";
import { placesIn, type ClassFolder } from "./folder.js";
import type { Submission } from "./grade.js";
import { completeSubmission } from "./submission.js";
import { submittedText } from "./submitted-text.js";
import { sheetsOf } from "./variants.js";

/** The learner's answers and added cells, without cells that are unchanged from the release. */
export async function answersAsCode(folder: ClassFolder, submission: Submission): Promise<string> {
  return (await ownCells(folder, submission)).map(({ id, source }) => `// ${id}\n${source}\n`).join("\n");
}

/**
 * The same for JPlag, whose TypeScript parser knows neither `readonly` in a type nor operators newer than 2015: types are
 * removed and such operators replaced. JPlag compares structure, so nothing is lost.
 * @returns the code, empty if the student wrote none; and the ids of cells that are not TypeScript, which are left out
 */
export async function codeForJPlag(
  folder: ClassFolder,
  submission: Submission,
): Promise<{ readonly code: string; readonly unreadable: readonly string[] }> {
  const parts: string[] = [];
  const unreadable: string[] = [];
  for (const { id, source } of await ownCells(folder, submission)) {
    try {
      const { code } = transformSync(source, { loader: "ts", target: "es2018", supported, logLevel: "silent" });
      if (code.trim() !== "") parts.push(`// ${id}\n${code}`);
    } catch {
      unreadable.push(id);
    }
  }
  return { code: parts.join("\n"), unreadable };
}

/** Of ES2018, JPlag's parser lacks `**`; it reads BigInts, and cells may await. */
const supported = { "exponent-operator": false, bigint: true, "top-level-await": true };

async function ownCells(folder: ClassFolder, { assignment, student }: Submission): Promise<readonly Cell[]> {
  const at = placesIn(folder.root);
  const { release: given, releaseFile: file } = await sheetsOf(folder, { assignment, student });
  const release = readNotebook(given, { file });
  const { text = "" } = await submittedText(at.submitted(assignment, student), assignment);
  const unchanged = new Map(release.cells.map(({ id, source }) => [id, source]));
  return completeSubmission(text, release).notebook.cells.filter(
    ({ id, cell_type, source }) => cell_type === "code" && source !== unchanged.get(id),
  );
}
