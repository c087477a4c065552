import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { repository } from "../needs.js";

let folder: string;
const anycast = (...words: string[]) =>
  execa(process.execPath, [join(repository, "lib", "kit", "cli", "anycast.mjs"), ...words], {
    reject: false,
    cwd: folder,
  });

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "anycast-generate-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("anycast generate", () => {
  it("writes an Internet in each format, the same for every reader", async () => {
    const answers: unknown[] = [];
    for (const file of ["net.txt", "net.txt.gz", "net.json", "net.asg"]) {
      const made = await anycast("generate", "--ases", "200", "--seed", "3", file);
      expect([made.exitCode, made.stderr]).toEqual([0, ""]);
      expect(made.stdout).toMatch(
        new RegExp(`^${file}: 200 ASes, \\d+ links; 4 ASes at the top, 17 exchange points; made in \\d+ ms\\.$`),
      );
      const read = await anycast("catchment", "--as-rel", file, "--site", "A=150", "--site", "B=199", "--json");
      const { ases, links, reached, catchments } = JSON.parse(read.stdout) as Record<string, unknown>;
      answers.push({ ases, links, reached, catchments });
    }
    expect(answers[0]).toMatchObject({ ases: 200, reached: 200 });
    expect(new Set(answers.map((each) => JSON.stringify(each))).size).toBe(1);
    expect(readFileSync(join(folder, "net.txt"), "utf8")).toMatch(/^# input clique: /);
    expect(readdirSync(folder).sort()).toEqual(["net.asg", "net.json", "net.txt", "net.txt.gz"]);
  });

  it.each([
    [["--ases", "99", "--seed", "1", "x.txt"], /ases must be an integer from 100/],
    [["--ases", "many", "--seed", "1", "x.txt"], /"many" is not an integer/],
    [["--ases", "100", "--seed", "1", "x.png"], /x\.png: unknown format/],
    [["--ases", "100", "--seed", "1", "no/such/folder/x.txt"], /Folder not found: no\/such\/folder/],
    [["--ases", "100", "x.txt"], /required option '--seed/],
  ])("refuses %j and writes nothing", async (words, message) => {
    const before = readdirSync(folder);
    const { exitCode, stderr } = await anycast("generate", ...words);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(message);
    expect(readdirSync(folder)).toEqual(before);
  });
});
