// `npm start -- --instructor DIR`: nbgrader's formgrader on a class folder outside the clone. The mark scheme stands beside the
// answer there, and not in what students get.
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, vi } from "vitest";
import {
  chosenJail,
  gradeSubmissions,
  initClass,
  openClass,
  openCourse,
  placesIn,
  submissionsOf,
  type ClassFolder,
} from "../../../lib/course/classroom/class/index.js";
import type { Cell } from "../../../lib/course/notebook/types.js";
import { writeNotebook } from "../../../lib/course/notebook/write.js";
import { needs, repository, venv } from "../../needs.js";
import { twiceNotebook } from "./tiny.js";

const { describe, it } = needs("jupyter", "bwrap");
const lesson = "1-tiny";
const anycast = join(repository, "lib", "kit", "cli", "anycast.mjs");
const scheme = "- 2 points: names the second address.";
const open: Cell = {
  id: "open",
  cell_type: "markdown",
  source: `=== BEGIN MARK SCHEME ===\n${scheme}\n=== END MARK SCHEME ===`,
  metadata: {
    nbgrader: {
      schema_version: 3,
      grade: true,
      solution: true,
      locked: false,
      task: false,
      grade_id: "t-open",
      points: 4,
    },
  },
};

describe("marking by hand", { timeout: 300_000 }, () => {
  let base: string;
  let folder: ClassFolder;
  let server: ChildProcess;
  let address: URL;

  beforeAll(async () => {
    base = await mkdtemp(join(tmpdir(), "anycast marking "));
    const file = join(base, `${lesson}.ipynb`);
    const tiny = twiceNotebook(1);
    await writeFile(file, writeNotebook({ ...tiny, cells: [...tiny.cells, open] }));
    const { root } = await initClass({
      folder: join(base, "class"),
      lessons: [file],
      command: [process.execPath, anycast],
    });
    folder = await openClass(root);
    const course = openCourse({ root, python: join(venv, "bin", "python") });
    try {
      await course.release(lesson);
      const text = await readFile(placesIn(root).release(lesson), "utf8");
      expect(text).not.toContain("second address");
      const own = join(placesIn(root).submitted(lesson, "ada"), `${lesson}.ipynb`);
      await mkdir(dirname(own), { recursive: true });
      await writeFile(own, text.replace("YOUR ANSWER HERE", "Because of the second one."));
      const submissions = await submissionsOf(folder, lesson);
      await gradeSubmissions({ folder, course, submissions, confinement: chosenJail() });
    } finally {
      course.close();
    }
    server = spawn(process.execPath, [anycast, "start", "--instructor", folder.root, "--no-browser"], {
      cwd: repository,
      env: { ...process.env, ANYCAST_JUPYTER: venv },
    });
    let said = "";
    server.stdout!.on("data", (bytes: Buffer) => (said += String(bytes)));
    server.stderr!.on("data", (bytes: Buffer) => (said += String(bytes)));
    await vi.waitFor(() => expect(said).toMatch(/http\S+token=\w+/), { timeout: 200_000, interval: 200 });
    address = new URL(/http\S+token=\w+/.exec(said)![0]);
  }, 300_000);
  afterAll(async () => {
    server.kill("SIGINT");
    await new Promise((done) => server.once("close", done));
    await rm(base, { recursive: true, force: true });
  });

  const get = async (path: string) => {
    const answer = await fetch(new URL(path, address), {
      headers: { Authorization: `token ${address.searchParams.get("token")}` },
    });
    return { status: answer.status, text: await answer.text() };
  };

  it("opens on the assignments of the class", async () => {
    expect(address.pathname).toBe("/formgrader/");
    expect((await get("/formgrader/")).status).toBe(200);
    const { text } = await get("/formgrader/api/assignments");
    expect(
      (JSON.parse(text) as { name: string; num_submissions: number }[]).map(({ name, num_submissions }) => [
        name,
        num_submissions,
      ]),
    ).toEqual([[lesson, 1]]);
  });

  it("shows the mark scheme after the answer, and keeps it from the learner's page", async () => {
    const { text } = await get(`/formgrader/api/submitted_notebooks/${lesson}/${lesson}`);
    const [{ id }] = JSON.parse(text) as { id: string }[];
    const page = await get(`/formgrader/submissions/${id}/`);
    expect(page.status).toBe(200);
    const [answer, earns, points] = ["Because of the second one.", "What earns points", "names the second address"].map(
      (words) => page.text.indexOf(words),
    );
    expect(answer).toBeGreaterThan(0);
    expect(earns).toBeGreaterThan(answer);
    expect(points).toBeGreaterThan(earns);

    const env = { ...process.env, PATH: `${join(venv, "bin")}:${process.env.PATH}` };
    const words = ["-m", "nbgrader", "generate_feedback", lesson, "--force"];
    const { status, stderr } = spawnSync(join(venv, "bin", "python"), words, {
      cwd: folder.root,
      env,
      encoding: "utf8",
    });
    expect(status, stderr).toBe(0);
    const own = await readFile(join(placesIn(folder.root).feedback(lesson, "ada"), `${lesson}.html`), "utf8");
    expect(own).toContain("Because of the second one.");
    expect(own).not.toContain("second address");
  });
});
