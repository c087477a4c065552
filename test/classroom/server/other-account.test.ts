// The whole life of a class by the commands that an instructor types, under an account of its own, in its home folder.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { execFileSync } from "node:child_process";
import { afterAll, beforeAll, expect } from "vitest";
import { csvParse } from "d3-dsv";
import { readNotebook } from "../../../lib/course/notebook/read.js";
import { writeNotebook } from "../../../lib/course/notebook/write.js";
import { needs, repository, venv } from "../../needs.js";
import { makeAccounts, must, pythonHome, type Accounts } from "./accounts.js";
import { twiceNotebook } from "../class/tiny.js";

const { describe, it } = needs("jupyter", "bwrap", "root");

describe("a class of six under another account", { timeout: 600_000 }, () => {
  let accounts: Accounts;
  let root: string;
  const lesson = "6-tiny";
  const anycast = join(repository, "lib/kit/cli/anycast.mjs");
  const teach = (...words: string[]) =>
    must(
      accounts.run("teacher", [process.execPath, anycast, "class", ...words], {
        env: { ANYCAST_CLASS: root, ANYCAST_JUPYTER: venv },
      }),
    );
  /** Writes a file as the teacher, whose home is closed to others. */
  const write = (path: string, text: string) =>
    must(accounts.run("teacher", ["sh", "-c", 'mkdir -p "$(dirname "$0")" && cat > "$0"', path], { input: text }));

  beforeAll(async () => {
    accounts = await makeAccounts({ names: ["teacher"], shown: [repository, venv, pythonHome()] });
    root = join(accounts.home("teacher"), "my class");
    teach("init", root, "--lessons", "1");
    write(join(root, "source", lesson, `${lesson}.ipynb`), writeNotebook(twiceNotebook(3)));
    const settings = JSON.parse(readFileSync(join(root, "class.json"), "utf8")) as object;
    write(join(root, "class.json"), JSON.stringify({ ...settings, lessons: ["1-shared-ip", lesson], cellSeconds: 3 }));
    teach("release", lesson);
  }, 400_000);
  afterAll(() => accounts?.remove());

  const right = Object.fromEntries(
    [1, 2, 3].map((n) => [`a${n}`, `function twice${n}(n: number): number { return 2 * n; }`]),
  );
  const cheat = `function check(claim: string, ..._: unknown[]): void { console.log("✔ " + claim); }\nObject.is = () => true;`;
  const steal = (file: string) => `console.log(require("node:fs").readFileSync(${JSON.stringify(file)}, "utf8"));`;
  const six: Readonly<Record<string, { answers: () => Readonly<Record<string, string>>; points: number }>> = {
    perfect: { answers: () => right, points: 6 },
    blank: { answers: () => ({}), points: 0 },
    partly: { answers: () => ({ ...right, a2: "function twice2(n: number): number { return 4; }" }), points: 5 },
    loops: {
      answers: () => ({
        ...right,
        a1: "function twice1(n: number): number { while (true) {} }",
        a3: `for (let i = 0; i < 150_000; i++) console.log("flood");\n${right.a3}`,
      }),
      points: 4,
    },
    cheat: { answers: () => ({ a1: cheat, a2: cheat, a3: cheat }), points: 0 },
    hostile: {
      answers: () => ({
        ...right,
        a1: `process.kill(process.ppid, "SIGKILL"); process.exit(0);`,
        a2: `${steal(join(root, "source", lesson, `${lesson}.ipynb`))}\nfunction twice2(n: number): number { return 2 * n; }`,
      }),
      points: 4, // the file is not there to be read; the function in its cell is right
    },
  };

  it("releases, collects, grades, gives back and exports, and leaves nothing outside its folder", async () => {
    const file = join(root, "release", lesson, `${lesson}.ipynb`);
    const release = readNotebook(readFileSync(file, "utf8"), { file });
    const from = join(accounts.home("teacher"), "handed in");
    for (const [student, { answers }] of Object.entries(six)) {
      const mine = answers();
      const cells = release.cells.map((cell) => ({ ...cell, source: mine[cell.id] ?? cell.source }));
      write(join(from, student, `${lesson}.ipynb`), writeNotebook({ ...release, cells }));
    }
    expect(teach("collect", lesson, from).match(/: (?:new|unchanged)/g)).toHaveLength(6); // unchanged at a second try
    const graded = teach("grade", lesson, "--jobs", "2");
    expect(graded.match(/: graded/g)).toHaveLength(6);
    expect(graded).toContain("[6/6]");
    expect(teach("grade", lesson).match(/: unchanged/g)).toHaveLength(6);

    const csv = join(accounts.home("teacher"), "marks.csv");
    teach("marks", "--csv", csv);
    expect(
      Object.fromEntries(csvParse(readFileSync(csv, "utf8")).map(({ student, points }) => [student, Number(points)])),
    ).toEqual(Object.fromEntries(Object.entries(six).map(([student, { points }]) => [student, points])));
    expect(teach("feedback", lesson).trim().split("\n")).toHaveLength(6);
    const page = readFileSync(join(root, "feedback", "hostile", lesson, `${lesson}.html`), "utf8");
    expect(page).not.toMatch(/twice\d\(2100\)|HIDDEN TESTS|BEGIN SOLUTION/);
    expect(teach("status")).toContain(`${lesson}: 6 submitted, 6 graded`);
    // Whatever the submissions started has ended, and what was written belongs to the account.
    // A process that is just ending has no arguments any more, or is a zombie (Z) until process 1 takes note.
    const ofTeacher = () =>
      execFileSync("ps", ["-eo", "user:32,stat,args"], { encoding: "utf8" })
        .split("\n")
        .filter((line) => line.startsWith(accounts.name("teacher")) && !/^\S+ +Z/.test(line));
    await expect.poll(ofTeacher, { timeout: 10_000, interval: 250 }).toEqual([]);
    const others = `find "${root}" ! -user ${accounts.name("teacher")}`;
    expect(must(accounts.run("root", ["sh", "-c", others]))).toBe("");
  });

  it("mends a damaged copy, and grades without a jail where that is asked for", () => {
    const file = join(root, "release", lesson, `${lesson}.ipynb`);
    const release = readNotebook(readFileSync(file, "utf8"), { file });
    const home = accounts.home("teacher");
    // Without its first test cell, with another one spoilt, and one answer.
    const cells = release.cells
      .filter(({ id }) => id !== "v1")
      .map((cell) => ({ ...cell, source: { v2: "check(", ...right }[cell.id] ?? cell.source }));
    write(join(home, "damaged.ipynb"), writeNotebook({ ...release, cells }));
    const mended = join(home, "trusted", "partly", `${lesson}.ipynb`);
    must(accounts.run("teacher", ["mkdir", "-p", dirname(mended)]));
    expect(teach("mend", join(home, "damaged.ipynb"), "--release", file, "--out", mended)).toMatch(
      /t-1-test was deleted[\s\S]*complete/,
    );
    const whole = readNotebook(readFileSync(mended, "utf8"), { file: mended });
    expect(whole.cells.map(({ id, source }) => [id, source])).toEqual(
      release.cells.map(({ id, source }) => [id, right[id] ?? source]),
    );
    expect(teach("collect", lesson, join(home, "trusted"))).toContain("partly: replaced");
    expect(teach("grade", lesson, "--student", "partly", "--no-jail")).toMatch(/partly: graded/);
    expect(teach("marks")).toContain(`${lesson} partly: 6 of 6`);
  });
});
