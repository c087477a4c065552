// A class of lesson 1, by the commands that an instructor types: submissions that all differ are graded in the jail, two at a time.
// The library must be built, and .venv must be there (`npm start`). `node test/bench/classroom.mjs 100` measures the whole class.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { chosenJail } from "../../lib/course/dist/classroom/index.js";
import { row } from "./measure.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const environment = process.env.ANYCAST_JUPYTER ?? join(root, ".venv");
const lesson = "1-shared-ip";
const jobs = 2;

/** A class of 100 must be graded within 12 minutes. */
const target = (12 * 60_000) / 100;

/** @param count submissions to grade. @returns a row with the time of one submission; no row without .venv */
export function classroomRows(count = 10) {
  if (!existsSync(join(environment, "bin", "python"))) return [];
  chosenJail(); // throws with the remedy
  const folder = mkdtempSync(join(tmpdir(), "anycast-bench-class-"));
  const run = (...words) =>
    execFileSync(process.execPath, [join(root, "lib/kit/cli/anycast.mjs"), "class", ...words], {
      cwd: folder,
      env: { ...process.env, ANYCAST_JUPYTER: environment, ANYCAST_CLASS: join(folder, "class") },
      encoding: "utf8",
    });
  try {
    run("init", join(folder, "class"), "--lessons", lesson);
    run("release", lesson);
    handIn(folder, count);
    run("collect", lesson, join(folder, "in"));
    const start = performance.now();
    const said = run("grade", lesson, "--jobs", String(jobs));
    const ms = performance.now() - start;
    const graded = said.match(/: graded/g)?.length;
    if (graded !== count) throw new Error(`${graded} of ${count} submissions were graded:\n${said}`);
    const minutes = Math.round(((ms / count) * 100) / 6000) / 10;
    return [
      row(`grade one submission of lesson 1, ${jobs} at a time`, [ms / count], {
        target,
        submissions: count,
        minutesForOneHundred: minutes,
      }),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes what students hand in: the solution, of which each leaves out another exercise; every tenth has an endless loop instead. */
function handIn(folder, count) {
  const read = (file) => JSON.parse(readFileSync(file, "utf8"));
  const textOf = ({ source }) => [source].flat().join("");
  const release = read(join(folder, "class", "release", lesson, `${lesson}.ipynb`));
  const solutions = new Map(
    read(join(root, "notebooks", `${lesson}.ipynb`)).cells.flatMap((cell) => {
      const mark = cell.metadata.nbgrader;
      if (cell.cell_type !== "code" || !mark?.solution || mark.grade) return [];
      return [[cell.id, textOf(cell).replace(/^.*(BEGIN|END) SOLUTION.*\n?/gm, "")]];
    }),
  );
  const exercises = [...solutions.keys()];
  for (let i = 0; i < count; i++) {
    const student = `student${i}`;
    const answers = new Map(solutions);
    const left = exercises[i % exercises.length];
    if (i % 10 === 9) answers.set(left, "while (true) {}");
    else answers.delete(left);
    const cells = release.cells.map((cell) =>
      answers.has(cell.id) ? { ...cell, source: `// ${student}\n${answers.get(cell.id)}` } : cell,
    );
    mkdirSync(join(folder, "in", student), { recursive: true });
    writeFileSync(join(folder, "in", student, `${lesson}.ipynb`), JSON.stringify({ ...release, cells }));
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  console.log(JSON.stringify(classroomRows(process.argv[2] ? Number(process.argv[2]) : undefined), undefined, 1));
