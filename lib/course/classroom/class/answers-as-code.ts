// A learner's code as one TypeScript file, for plagiarism detectors such as JPlag.
import { readFile } from "node:fs/promises";
import { readNotebook } from "../../notebook/index.js";
import { placesIn, type ClassFolder } from "./folder.js";
import type { Submission } from "./grade.js";
import { completeSubmission } from "./submission.js";

/** The learner's answers and added cells, without cells that are unchanged from the release. */
export async function answersAsCode({ root }: ClassFolder, { assignment, student }: Submission): Promise<string> {
  const at = placesIn(root);
  const file = at.release(assignment);
  const release = readNotebook(await readFile(file, "utf8"), { file });
  const text = await readFile(`${at.submitted(assignment, student)}/${assignment}.ipynb`, "utf8").catch(() => "");
  const given = new Map(release.cells.map(({ id, source }) => [id, source]));
  const own = completeSubmission(text, release).notebook.cells.filter(
    ({ id, cell_type, source }) => cell_type === "code" && source !== given.get(id),
  );
  return own.map(({ id, source }) => `// ${id}\n${source}\n`).join("\n");
}
