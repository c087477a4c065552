// Copies with numbers of their own: the seed of `ownNumbers(...)` in a student's notebook comes from the class's secret, so it
// cannot be computed from a name. `variants/STUDENT/ASSIGNMENT/` holds each student's release.
import { createHmac } from "node:crypto";
import { existsSync } from "node:fs";
import { readText, writePage } from "anycast-kit/files";
import { readNotebook, writeNotebook, type Notebook } from "../../notebook/index.js";
import { typescript as ts, type ts as TypeScript } from "../kernel-typescript.js";
import { studentCopy } from "../student-copy.js";
import { checkStudent, ClassError, placesIn, type ClassFolder } from "./folder.js";

/** The seed of a student's copy: 1 to 2^48. The secret and both names decide it. */
export function seedOf(secret: string, assignment: string, student: string): number {
  const bytes = createHmac("sha256", secret)
    .update(JSON.stringify([assignment, student]))
    .digest();
  return bytes.readUIntBE(0, 6) + 1;
}

/** The notebook with another seed in its calls of `ownNumbers`; unchanged if it has none. */
export function withSeed(notebook: Notebook, seed: number): Notebook {
  return { ...notebook, cells: notebook.cells.map((cell) => ({ ...cell, source: seeded(cell.source, seed) })) };
}

/** Whether exercises of the notebook draw numbers. */
export const hasVariants = (notebook: Notebook): boolean => notebook.cells.some(holdsSeed);

/** Whether the cell holds the seed. Grading takes such a cell from the release, never from a submission. */
export const holdsSeed = ({ cell_type, source }: Notebook["cells"][number]): boolean =>
  cell_type === "code" && seedsIn(source).length > 0;

function seeded(source: string, seed: number): string {
  let text = source;
  for (const { pos, end } of [...seedsIn(source)].reverse()) text = text.slice(0, pos) + String(seed) + text.slice(end);
  return text;
}

/** Where the numbers in calls `ownNumbers(NUMBER)` stand. */
function seedsIn(source: string): { readonly pos: number; readonly end: number }[] {
  if (!source.includes("ownNumbers")) return [];
  const tree = ts.createSourceFile("cell.ts", source, ts.ScriptTarget.ES2022, true, ts.ScriptKind.TS);
  const found: { pos: number; end: number }[] = [];
  const visit = (node: TypeScript.Node): void => {
    if (ts.isCallExpression(node) && node.expression.getText(tree) === "ownNumbers" && node.arguments.length === 1) {
      const [argument] = node.arguments;
      if (ts.isNumericLiteral(argument)) found.push({ pos: argument.getStart(tree), end: argument.getEnd() });
    }
    node.forEachChild(visit);
  };
  visit(tree);
  return found;
}

/**
 * Writes a release for each student; the same class and student always get the same numbers.
 * @returns the files; none if no exercise of the lesson draws numbers
 */
export async function releaseVariants(
  { root }: ClassFolder,
  { assignment, students }: { readonly assignment: string; readonly students: readonly string[] },
): Promise<readonly string[]> {
  const at = placesIn(root);
  const file = at.source(assignment);
  const source = readNotebook(await readText(file), { file });
  if (!hasVariants(source)) return [];
  const secret = await secretOf(root);
  const written: string[] = [];
  for (const student of students) {
    const copy = studentCopy(withSeed(source, seedOf(secret, assignment, checkStudent(student))), { file });
    const target = at.variant(assignment, student);
    await writePage(target, writeNotebook(copy));
    written.push(target);
  }
  return written;
}

/** Source and release of one student: with the student's own numbers if a variant was released, the common ones otherwise. */
export async function sheetsOf(
  { root }: ClassFolder,
  { assignment, student }: { readonly assignment: string; readonly student: string },
): Promise<{ readonly source: string; readonly release: string; readonly releaseFile: string }> {
  const at = placesIn(root);
  const source = await readText(at.source(assignment));
  const own = at.variant(assignment, student);
  if (!existsSync(own)) {
    const releaseFile = at.release(assignment);
    const release = await readText(releaseFile).catch(() => {
      throw new ClassError(
        `${assignment} was not released, so nothing can be graded. Run: anycast class release ${assignment}`,
      );
    });
    return { source, release, releaseFile };
  }
  const seed = seedOf(await secretOf(root), assignment, student);
  const notebook = withSeed(readNotebook(source, { file: at.source(assignment) }), seed);
  return { source: writeNotebook(notebook), release: await readText(own), releaseFile: own };
}

const secretOf = async (root: string): Promise<string> => {
  const file = placesIn(root).secret;
  return readText(file).catch(() => {
    throw new ClassError(
      `${file} is missing: without it the students' numbers cannot be computed. Restore it from a backup, or run class init again and release again.`,
    );
  });
};
