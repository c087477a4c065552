// Every command of every lab sheet runs, and gives the output that the sheet shows. Blocks of a sheet: "sh" runs anywhere,
// "sh routers" and "sh play" on real daemons, "sh lab" writes a folder, "sh home" is for the reader's own machine. All run side by
// side, each command in namespaces of its own: those on daemons mostly wait, and start first.
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, it } from "vitest";
import { needs, repository } from "../../needs.js";

const folder = join(repository, "lib", "docs", "labs");
const sheets = readdirSync(folder).filter((file) => /^\d-/.test(file));
const scratch = mkdtempSync(join(tmpdir(), "lab-sheets-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

interface Block {
  readonly sheet: string;
  readonly kind: string;
  readonly commands: readonly string[];
  /** The text block that follows, if one does. */
  readonly output?: string;
}

const blocks = sheets.flatMap((sheet) => {
  const text = readFileSync(join(folder, sheet), "utf8");
  return [...text.matchAll(/```(sh[ \w]*)\n([\s\S]*?)```\n(?:\n```text\n([\s\S]*?)```)?/g)].map(
    ([, info, body, output]): Block => ({
      sheet,
      kind: info,
      commands: body.trim().split("\n"),
      ...(output !== undefined && { output }),
    }),
  );
});
const of = (kind: string) =>
  blocks
    .filter((block) => block.kind === kind)
    .map((block) => [`${block.sheet}: ${block.commands[0]}`, block] as const);

/** Runs a command of a sheet as a reader would. */
async function run(command: string, more: readonly string[] = []): Promise<string> {
  const [npx, anycast, ...args] = command.split(" ");
  expect([npx, anycast]).toEqual(["npx", "anycast"]);
  const bin = join(repository, "node_modules", ".bin", "anycast");
  const { stdout, stderr } = await promisify(execFile)(bin, [...args, ...more], { cwd: repository });
  return stdout + stderr;
}

/** Only the time that a command took differs from run to run. */
const plain = (text: string) => text.replace(/\d+ ms, indexed in \d+ ms, solved in \d+ ms/g, "- ms").trimEnd();

needs("bird", "frr").describe.concurrent("on real routers", { timeout: 240_000 }, () => {
  // Times are divided by 10; then the model and the daemons still have to agree.
  it.each(of("sh play"))("%s --scale 10", async (_name, { commands: [command] }) => {
    await expect(run(command, ["--scale", "10"])).resolves.toMatch(/\S/);
  });
  it.each(of("sh routers"))("%s", async (_name, { commands: [command], output }) => {
    expect(plain(await run(command))).toBe(plain(output!));
  });
});

describe.concurrent("the lab sheets", () => {
  it("are six, each with a prediction before its first command, and with all kinds of blocks", () => {
    expect(sheets).toHaveLength(6);
    for (const sheet of sheets) {
      const text = readFileSync(join(folder, sheet), "utf8");
      expect(text.indexOf("## Predict")).toBeGreaterThan(0);
      expect(text.indexOf("## Predict")).toBeLessThan(text.indexOf("```sh"));
      const kinds = blocks.filter((block) => block.sheet === sheet).map(({ kind }) => kind);
      for (const kind of ["sh", "sh lab", "sh play", "sh home"]) expect(kinds).toContain(kind);
    }
  });

  it.each(of("sh"))("%s", async (_name, { commands, output }) => {
    expect(output).toBeDefined();
    expect(plain((await Promise.all(commands.map((command) => run(command)))).join("\n"))).toBe(plain(output!));
  });

  it.each(of("sh lab"))("%s writes the lab", async (name, { commands: [command] }) => {
    const out = join(scratch, name.replace(/\W+/g, "-"));
    await run(command.replace(/ (?:my|broken)-lab /, ` ${out} `));
    expect(existsSync(join(out, "topology.yml"))).toBe(true);
    expect(existsSync(join(out, "solution"))).toBe(command.includes("--break"));
  });
});
