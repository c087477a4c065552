// A lesson's quiz as QTI, checked by a library that did not write it: manifest, files, and an answer for each question.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect } from "vitest";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { needs, repository, venv } from "../../needs.js";

const { describe, it } = needs("jupyter");
const folder = mkdtempSync(join(tmpdir(), "anycast-qti-"));
const python = join(venv, "bin", "python");
const packages = join(folder, "packages");
const requirements = [
  "lib/course/classroom/class/nbgrader/requirements-quiz.txt",
  "test/classroom/server/requirements-qti-checker.txt",
];
const check =
  "import json, sys\nfrom qti_package_maker.common.package_integrity import check_package\n" +
  "print(json.dumps([str(each) for each in check_package(sys.argv[1])]))";

describe("class quiz --qti", { timeout: 600_000 }, () => {
  const env = { ...process.env, PYTHONPATH: packages, ANYCAST_JUPYTER: venv };
  const problems = (file: string) =>
    JSON.parse(execFileSync(python, ["-c", check, file], { env, encoding: "utf8" })) as string[];
  const quiz = join(folder, "quiz.zip");

  beforeAll(() => {
    for (const file of requirements) {
      const words = [
        "-m",
        "pip",
        "install",
        "--quiet",
        "--require-hashes",
        "--target",
        packages,
        "-r",
        join(repository, file),
      ];
      execFileSync(python, words, { stdio: ["ignore", "ignore", "inherit"] });
    }
    const anycast = (...words: string[]) => {
      const all = [join(repository, "lib/kit/cli/anycast.mjs"), "class", ...words];
      const { status, stdout, stderr } = spawnSync(process.execPath, all, { cwd: folder, env, encoding: "utf8" });
      expect(status, stdout + stderr).toBe(0);
    };
    anycast("init", join(folder, "class"), "--lessons", "1");
    anycast("quiz", "1", "--qti", quiz, "--class", join(folder, "class"));
  }, 300_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("writes a package without a problem", () => {
    expect(problems(quiz)).toEqual([]);
  });

  it("would be caught: a question whose right answer is not among its options, a file that is missing", () => {
    const files = unzipSync(readFileSync(quiz));
    const changed = join(folder, "changed.zip");
    const [name] = Object.keys(files).filter((each) => strFromU8(files[each]).includes("<varequal"));
    const text = strFromU8(files[name]).replace(/(<varequal[^>]*>)[^<]*/, "$1nobody");
    writeFileSync(changed, zipSync({ ...files, [name]: strToU8(text) }));
    expect(problems(changed).join()).toContain("nobody");
    writeFileSync(changed, zipSync(Object.fromEntries(Object.entries(files).filter(([each]) => each !== name))));
    expect(problems(changed)).not.toEqual([]);
  });
});
