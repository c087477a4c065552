// A learner's code as one TypeScript file, for plagiarism detectors such as JPlag.
import { readFile } from "node:fs/promises";
import { readNotebook } from "../../notebook/index.js";
import { placesIn, type ClassFolder } from "./folder.js";
import type { Submission } from "./grade.js";
import { completeSubmission } from "./submission.js";
import { sheetsOf } from "./variants.js";

/** The learner's answers and added cells, without cells that are unchanged from the release. */
export async function answersAsCode(folder: ClassFolder, { assignment, student }: Submission): Promise<string> {
  const at = placesIn(folder.root);
  const { release: given, releaseFile: file } = await sheetsOf(folder, { assignment, student });
  const release = readNotebook(given, { file });
  const text = await readFile(`${at.submitted(assignment, student)}/${assignment}.ipynb`, "utf8").catch(() => "");
  const unchanged = new Map(release.cells.map(({ id, source }) => [id, source]));
  const own = completeSubmission(text, release).notebook.cells.filter(
    ({ id, cell_type, source }) => cell_type === "code" && source !== unchanged.get(id),
  );
  return own.map(({ id, source }) => `// ${id}\n${source}\n`).join("\n");
}
