// Ctrl-C and SIGTERM end every command of a class, and every command that runs a notebook, within a second and at random moments: exit
// code 130 or 143, no process left (nbgrader, kernel, jail, browser), nothing half-written. The command then runs to its end.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect } from "vitest";
import { needs, repository } from "../../needs.js";
import { classCommands } from "./class-commands.js";
import { interrupted, moments } from "./interrupt.js";

const { describe, it } = needs("jupyter", "bwrap", "chromium");
const folder = mkdtempSync(join(tmpdir(), "anycast-signals-class-"));
const temporary = mkdtempSync(join(tmpdir(), "anycast-signals-tmp-"));
const at = (...names: string[]) => join(folder, ...names);
const lesson = "1-shared-ip";
const notebooks = join(repository, "notebooks");
const old = "what was there before\n";
const written = ["key.pdf", "quiz.txt", "marks.csv", "kit.zip", "mended.ipynb", "page/1-shared-ip.html"];

/** Commands that take minutes: they are only interrupted. */
const long: readonly string[] = ["lessons", "test"];

const commands = classCommands(at);

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
      const moment = Math.max(700, wholeMs * (next.next().value as number));
      const begin = performance.now();
      const { early, status, said, ms, left } = await interrupted(commands[name], {
        cwd: folder,
        signal,
        afterMs: moment,
      });
      expect(left.join("\n"), `left after ${moment} ms`).toBe("");
      if (early) wholeMs = Math.min(wholeMs, performance.now() - begin);
      // A command that has written its result when the signal comes ends as if there had been none.
      else if (status !== 0) {
        expect(status, `after ${moment} ms: ${said}`).toBe(signal === "SIGINT" ? 130 : 143);
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
    const { status, said } = await whole(commands[name]);
    expect(status, said).toBe(0);
    if (name === "class init") writeFileSync(at("class", "students.csv"), "id\ns1\ns2\ns3\n");
    expect(readdirSync(temporary)).toEqual([]);
  });
});

describe("the marks of a class whose every command was interrupted", () => {
  it("are right", async () => {
    const { said, status } = await whole(["class", "marks", "--class", at("class")]);
    expect(status, said).toBe(0);
    expect(said).toMatch(/s1\D+[1-9]/);
    expect(said).not.toContain("s3"); // forgotten
  });
});
