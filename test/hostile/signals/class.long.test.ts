// Ctrl-C and SIGTERM end every command of a class, and every command that runs a notebook, within a second and at random moments: exit
// code 130 or 143, no process left (nbgrader, kernel, jail, browser), nothing half-written. The command then runs to its end.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect } from "vitest";
import { needs, repository } from "../../needs.js";
import { interrupted, moments } from "./interrupt.js";

const { describe, it } = needs("jupyter", "bwrap", "chromium");
const folder = mkdtempSync(join(tmpdir(), "anycast-signals-class-"));
const temporary = mkdtempSync(join(tmpdir(), "anycast-signals-tmp-"));
const at = (...names: string[]) => join(folder, ...names);
const own = (words: readonly string[]) => [...words, "--class", at("class")];
const lesson = "1-shared-ip";
const notebooks = join(repository, "notebooks");
const old = "what was there before\n";
const written = ["key.pdf", "quiz.txt", "marks.csv", "kit.zip", "mended.ipynb", "page/1-shared-ip.html"];

/** Commands that take minutes: they are only interrupted. */
const long: readonly string[] = ["lessons", "test"];

/** Command -> words. The order is that of a class: each finds what those before it made. */
const commands: Readonly<Record<string, readonly string[]>> = {
  "class init": ["class", "init", at("class"), "--lessons", "1"],
  "class release": own(["class", "release", "--variants"]),
  "class collect": own(["class", "collect", "1", at("in")]),
  "class grade": own(["class", "grade", "1", "--jobs", "2"]),
  "class feedback": own(["class", "feedback", "1"]),
  "class marks": own(["class", "marks", "--csv", at("out", "marks.csv")]),
  "class status": own(["class", "status"]),
  "class code": own(["class", "code", "1", "--out", at("out", "code")]),
  "class quiz": own(["class", "quiz", "1", "--gift", at("out", "quiz.txt")]),
  "class plan": own(["class", "plan"]),
  "class answer-key": own(["class", "answer-key", "1", "--out", at("out", "key.pdf")]),
  "class student-kit": ["class", "student-kit", at("out", "kit.zip")],
  "class mend": ["class", "mend", at("in", "s1", `${lesson}.ipynb`), "--release", at("in", "s2", `${lesson}.ipynb`), "--out", at("out", "mended.ipynb")], // prettier-ignore
  "class forget": own(["class", "forget", "s3"]),
  "notebook points": ["notebook", "points", join(notebooks, `${lesson}.ipynb`)],
  publish: ["publish", "--out", at("out", "page"), join(notebooks, `${lesson}.ipynb`)],
  lessons: ["lessons"],
  doctor: ["doctor"],
  test: ["test", "test/geo"],
  "kernel install": ["kernel", "install", "--prefix", at("out", "prefix")],
};

function putBack(): void {
  rmSync(at("out"), { recursive: true, force: true });
  mkdirSync(at("out", "page"), { recursive: true });
  for (const name of written) writeFileSync(at("out", name), old);
}

beforeAll(() => {
  process.env.TMPDIR = temporary;
  const source = readFileSync(join(notebooks, `${lesson}.ipynb`), "utf8");
  const student = spawnSync(process.execPath, [join(repository, "lib", "kit", "cli", "anycast.mjs"), "notebook", "student", "--out", at("students"), join(notebooks, `${lesson}.ipynb`)], { encoding: "utf8" }); // prettier-ignore
  expect(student.status, student.stderr).toBe(0);
  const blank = readFileSync(at("students", `${lesson}.ipynb`), "utf8");
  for (const [name, text] of Object.entries({ s1: source, s2: blank, s3: source })) {
    mkdirSync(at("in", name), { recursive: true });
    writeFileSync(at("in", name, `${lesson}.ipynb`), text);
  }
});
afterAll(() => {
  delete process.env.TMPDIR;
  for (const each of [folder, temporary]) rmSync(each, { recursive: true, force: true });
});

const whole = (words: readonly string[]) => interrupted(words, { cwd: folder, signal: "SIGKILL", afterMs: 300_000 });

describe.each(Object.keys(commands))("%s", (name) => {
  const next = moments(name.length * 7919 + 1);

  it("ends on SIGINT and SIGTERM within a second, and runs afterwards", { timeout: 900_000 }, async () => {
    let wholeMs = 12_000;
    for (const signal of ["SIGINT", "SIGTERM", "SIGINT", "SIGTERM"] as const) {
      putBack();
      if (name === "class init") rmSync(at("class"), { recursive: true, force: true });
      // Before about 200 ms Node has not started, and the system ends it: signal instead of code.
      const moment = Math.max(700, wholeMs * (next.next().value as number));
      const begin = performance.now();
      const { early, end, said, ms, left } = await interrupted(commands[name], {
        cwd: folder,
        signal,
        afterMs: moment,
      });
      expect(left.join("\n"), `left after ${moment} ms`).toBe("");
      if (early) wholeMs = Math.min(wholeMs, performance.now() - begin);
      // A command that has written its result when the signal comes ends as if there had been none.
      else if (end?.code !== 0) {
        expect(end, `after ${moment} ms: ${said}`).toEqual({ code: signal === "SIGINT" ? 130 : 143, signal: null });
        expect(ms, `after ${moment} ms: ${said}`).toBeLessThan(1000);
        for (const file of written)
          expect(readFileSync(at("out", file), "latin1").startsWith(old), `${file} after ${moment} ms`).toBe(true);
        const names = [at("out"), at("class")].flatMap((each) =>
          existsSync(each) ? readdirSync(each, { recursive: true }).map(String) : [],
        );
        expect(names.filter((file) => /\btmp\b|\.tmp|anycast-(?!course|kit)/.test(file))).toEqual([]);
        expect(readdirSync(temporary), `temporary files after ${moment} ms`).toEqual([]);
      }
    }
    putBack();
    if (long.includes(name)) return;
    if (name === "class init") rmSync(at("class"), { recursive: true, force: true });
    const { end, said } = await whole(commands[name]);
    expect(end, said).toEqual({ code: 0, signal: null });
    if (name === "class init") writeFileSync(at("class", "students.csv"), "id\ns1\ns2\ns3\n");
    expect(readdirSync(temporary)).toEqual([]);
  });
});

describe("the marks of a class whose every command was interrupted", () => {
  it("are right", async () => {
    const { said, end } = await whole(own(["class", "marks"]));
    expect(end?.code, said).toBe(0);
    expect(said).toMatch(/s1\D+[1-9]/);
    expect(said).not.toContain("s3"); // forgotten
  });
});
