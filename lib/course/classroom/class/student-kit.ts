// The files that students may have: the library and the kernel as source, student copies of the lessons, pages without answers.
// Solutions, hidden tests, mark schemes and the tests of this repository are not included.
import { existsSync } from "node:fs";
import { readFile, readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { readNotebook, writeNotebook, type Notebook } from "../../notebook/index.js";
import { studentCopy } from "../student-copy.js";

const topLevel = [
  "lib",
  "data",
  "LICENSE",
  "package.json",
  "package-lock.json",
  "requirements.txt",
  "tsconfig.json",
  ".npmrc",
];
const leftOut = new Set(["dist", "generated", "node_modules", "instructors.md"]);

const readme = `# Anycast lessons: the students' copy

You need Node 20.19 or newer and Python 3.10 or newer. In this folder:

    npm start

opens the lessons in JupyterLab; your own copies are in workspace/. Without Python: open pages/*.html in a browser.
`;

/** Whether a notebook is already a student copy. A copy of a copy would lose the first lines of its answer cells. */
export const isStudentCopy = ({ metadata }: Notebook): boolean => metadata.anycast?.copy === "student";

/**
 * @param repository the checkout
 * @param lessons files of the lessons, with solutions
 * @returns content by path
 */
export async function studentKit({
  repository,
  lessons,
  pages,
}: {
  readonly repository: string;
  readonly lessons: readonly string[];
  /** HTML without solutions, by name of the lesson. */
  readonly pages: ReadonlyMap<string, string>;
}): Promise<ReadonlyMap<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  const put = (path: string, text: string) => files.set(path, Buffer.from(text, "utf8"));
  const add = async (path: string): Promise<void> => {
    const entries = await readdir(join(repository, path), { withFileTypes: true }).catch(() => undefined);
    if (!entries) files.set(path, await readFile(join(repository, path)));
    else for (const { name } of entries) if (!leftOut.has(name)) await add(`${path}/${name}`);
  };
  for (const path of topLevel) if (existsSync(join(repository, path))) await add(path);
  for (const file of lessons) {
    const copy = studentCopy(readNotebook(await readFile(file, "utf8"), { file }), { file });
    const metadata = { ...copy.metadata, anycast: { ...copy.metadata.anycast, copy: "student" } };
    put(`notebooks/${basename(file)}`, writeNotebook({ ...copy, metadata }));
  }
  for (const [name, html] of pages) put(`pages/${name}.html`, html);
  put("README.md", readme);
  return files;
}
