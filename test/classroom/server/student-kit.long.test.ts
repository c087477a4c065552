// The student kit under an account that cannot read the clone.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect } from "vitest";
import { readNotebook } from "../../../lib/course/notebook/read.js";
import { needs, repository, venv } from "../../needs.js";
import { makeAccounts, must, pythonHome, type Accounts } from "./accounts.js";

const { describe, it } = needs("jupyter", "bwrap", "root");

describe("the student kit under an account that cannot read the clone", { timeout: 600_000 }, () => {
  let accounts: Accounts;
  let kit: string;
  beforeAll(async () => {
    accounts = await makeAccounts({
      names: ["student"],
      shown: [pythonHome()],
      // npm ci would install the same packages again.
      alsoAt: { [venv]: "jupyter", [join(repository, "node_modules")]: "home/student/kit/node_modules" },
      covered: [repository],
    });
    kit = join(accounts.home("student"), "kit");
    const given = join(accounts.base, "given");
    const words = ["class", "student-kit", given, "--no-pages", "--lessons", "1"];
    execFileSync(process.execPath, [join(repository, "lib/kit/cli/anycast.mjs"), ...words]);
    execFileSync("chown", [accounts.name("student"), kit]);
    must(accounts.run("student", ["cp", "-r", `${given}/.`, kit]));
  }, 400_000);
  afterAll(() => accounts?.remove());

  it("builds, registers its kernel and runs a lesson", () => {
    const study = (...words: string[]) =>
      accounts.run("student", words, { cwd: kit, env: { JUPYTER_PATH: join(kit, "share", "jupyter") } });
    expect(study("ls", repository).stderr).toContain("Permission denied");
    must(study(process.execPath, "lib/build.mjs"));
    must(study(process.execPath, "lib/kit/cli/anycast.mjs", "kernel", "install", "--prefix", kit));
    const words = ["-m", "nbconvert", "--to", "notebook", "--execute", "--allow-errors"];
    must(
      study(
        join(accounts.base, "jupyter/bin/python"),
        ...words,
        "--output",
        "ran.ipynb",
        "notebooks/1-shared-ip.ipynb",
      ),
    );
    const file = join(kit, "notebooks", "ran.ipynb");
    const { cells } = readNotebook(readFileSync(file, "utf8"), { file });
    const outputs = cells.flatMap((cell) => (cell.cell_type === "code" ? cell.outputs : []));
    const errors = outputs.flatMap((output) => (output.output_type === "error" ? [output.evalue] : []));
    expect(outputs.filter((output) => output.output_type === "display_data").length).toBeGreaterThan(10);
    // Exercises that are not written yet, and their checks; nothing else fails.
    expect(errors.filter((text) => !/Not implemented|checks? failed|not pass/i.test(text))).toEqual([]);
  });
});
