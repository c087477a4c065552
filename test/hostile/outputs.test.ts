// Where a command shall write: a folder, a pipe, a device, a socket or its own input is refused before anything is computed, and stays as it was.
import { execFileSync } from "node:child_process";
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { OutputError, writePage, writeWhole } from "../../lib/kit/files/index.js";
import { repository } from "../needs.js";

const folder = mkdtempSync(join(tmpdir(), "anycast-outputs-"));
const server = createServer();
const scenario = join(repository, "test", "routers", "scenarios", "local-pref-beats-prepending.json");

const odd = {
  "folder.json": /is a folder\.\n {2}Name a file in it/,
  "pipe.json": /is a pipe, not a file on a disk\.\n {2}Name another file/,
  "socket.json": /is a socket, not a file on a disk/,
  "to-device.json": /is a device, not a file on a disk/,
  "missing/x.json": /Folder not found: missing \(to write missing\/x\.json\)\.\n {2}Create it first/,
  "mine.json/x.json": /mine\.json is not a folder/,
};

const commands = {
  generate: (out: string) => ["generate", "--ases", "100", "--seed", "1", out],
  "catchment --paths": (out: string) => ["catchment", "mine.json", "--paths", out],
  "compare --json": (out: string) => ["compare", join(repository, "data", "designs", "five-sites.json"), "--json", out],
  "notebook new": (out: string) => ["notebook", "new", out.replace(/json$/, "ipynb")],
};

const anycast = (words: readonly string[]) =>
  execa(process.execPath, [join(repository, "lib", "kit", "cli", "anycast.mjs"), ...words], {
    reject: false,
    cwd: folder,
    timeout: 60_000,
  });

beforeAll(async () => {
  for (const ending of ["json", "ipynb"]) {
    mkdirSync(join(folder, `folder.${ending}`));
    execFileSync("mkfifo", [join(folder, `pipe.${ending}`)]);
    symlinkSync("/dev/null", join(folder, `to-device.${ending}`));
  }
  writeFileSync(join(folder, "mine.json"), readFileSync(scenario));
  await new Promise<void>((done) => server.listen(join(folder, "socket.json"), done));
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

describe.each(Object.keys(odd))("writing to %s", (out) => {
  it("is refused by the writer of all commands", async () => {
    await expect(writeWhole(join(folder, out), "x")).rejects.toBeInstanceOf(OutputError);
    if (!out.startsWith("missing")) await expect(writePage(join(folder, out), "x")).rejects.toBeInstanceOf(OutputError);
  });

  it.each(Object.keys(commands).slice(0, 3) as (keyof typeof commands)[])("is refused by %s", async (command) => {
    const before = readdirSync(folder).map((name) => [name, lstatSync(join(folder, name)).mode]);
    const { exitCode, stdout, stderr } = await anycast(commands[command](out));
    expect([exitCode, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(odd[out as keyof typeof odd]);
    expect(stderr).not.toContain(".tmp");
    expect(readdirSync(folder).map((name) => [name, lstatSync(join(folder, name)).mode])).toEqual(before);
  });
});

describe("writing over what is there", () => {
  it("is refused for an input, under any name", async () => {
    const { exitCode, stderr } = await anycast(["catchment", "mine.json", "--paths", "./folder.json/../mine.json"]);
    expect([exitCode, stderr]).toEqual([1, expect.stringMatching(/mine\.json is an input and is not overwritten/)]);
    expect(readFileSync(join(folder, "mine.json"))).toEqual(readFileSync(scenario));
  });

  it("is refused for a new notebook, whatever is there", async () => {
    for (const there of ["folder.json", "pipe.json", "to-device.json"]) {
      const { exitCode, stderr } = await anycast(commands["notebook new"](there));
      expect([exitCode, stderr]).toEqual([1, expect.stringMatching(/✖ .*\n? *.*(?:there|exists|folder|pipe|device)/)]);
    }
  });
});
