// What students hand in, and the zip of an LMS around it: bytes, expansion, numbers of cells; pipes and devices; names with line breaks.
import { spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  openSync,
  closeSync,
  ftruncateSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import { zipSync } from "fflate";
import { afterAll, describe, expect, it } from "vitest";
import {
  collectFrom,
  completeSubmission,
  placesIn,
  readRoster,
  type ClassFolder,
} from "../../lib/course/classroom/class/index.js";
import { submittedText } from "../../lib/course/classroom/class/submitted-text.js";
import { unzipNotebooks } from "../../lib/course/classroom/class/unzip.js";
import { oneLine, visible } from "../../lib/kit/cli/terminal/index.js";
import { markdown, notebook } from "../publish/lesson-notebook.js";

const root = mkdtempSync(join(tmpdir(), "anycast-submissions-"));
const at = (...names: string[]) => join(root, ...names);
afterAll(() => rmSync(root, { recursive: true, force: true }));
const folder: ClassFolder = { root, version: 1, course: "c", lessons: ["1-x"], cellSeconds: 1, due: {}, latePerDay: 0 };
const collect = async (from: string) =>
  collectFrom({ folder, assignment: "1-x", from, roster: await readRoster(folder) });

/** A zip with one file, of which it says what it likes. */
function zipOf(name: string, packed: Uint8Array, size: number): Uint8Array {
  const head = (signature: number, more: number) => {
    const bytes = Buffer.alloc(more);
    bytes.writeUInt32LE(signature);
    return bytes;
  };
  const local = head(0x04034b50, 30);
  const central = head(0x02014b50, 46);
  for (const [bytes, from] of [
    [local, 4],
    [central, 6],
  ] as const) {
    // prettier-ignore
    bytes.writeUInt16LE(20, from);
    bytes.writeUInt16LE(8, from + 4);
    bytes.writeUInt32LE(packed.length, from + 14);
    bytes.writeUInt32LE(size, from + 18);
    bytes.writeUInt16LE(name.length, from + 22);
  }
  const end = head(0x06054b50, 22);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(46 + name.length, 12);
  end.writeUInt32LE(30 + name.length + packed.length, 16);
  return Buffer.concat([local, Buffer.from(name), packed, central, Buffer.from(name), end]);
}

describe("a zip", () => {
  const packed = deflateRawSync(Buffer.alloc(300e6, 32));

  it("that is honest is unpacked", () => {
    const honest = zipOf("s1/1-x.ipynb", deflateRawSync("{}"), 2);
    expect([...unzipNotebooks(honest, "z").files].map(([name, bytes]) => [name, bytes.toString()])).toEqual([["s1/1-x.ipynb", "{}"]]); // prettier-ignore
    const usual = zipSync({ "a/1-x.ipynb": Buffer.from("{}"), "b/1-x.ipynb": [Buffer.from("stored"), { level: 0 }], "c.txt": Buffer.from("c") }); // prettier-ignore
    expect([...unzipNotebooks(usual, "z").files.keys()]).toEqual(["a/1-x.ipynb", "b/1-x.ipynb"]);
  });

  it("that says less than it unpacks to is damaged, at once", () => {
    for (const size of [0, 10, 40e6])
      expect(() => unzipNotebooks(zipOf("s1/1-x.ipynb", packed, size), "z")).toThrow(/^z is neither .*1-x\.ipynb is (?:larger than the zip says|not whole)/); // prettier-ignore
    expect(() => unzipNotebooks(zipOf("s1/1-x.ipynb", deflateRawSync("{}"), 30), "z")).toThrow(/is not whole/);
  });

  it("with a file beyond the limit gives the others, and says so", async () => {
    writeFileSync(at("big.zip"), zipOf("s1/1-x.ipynb", packed, 300e6));
    expect(await collect(at("big.zip"))).toEqual({ taken: [], left: ["s1/1-x.ipynb: has more than 50 MB; not taken. Ask for it without outputs."] }); // prettier-ignore
  });

  it("that is a device, a pipe or cut off is refused", async () => {
    expect(spawnSync("mkfifo", [at("pipe")]).status).toBe(0);
    await expect(collect("/dev/zero")).rejects.toThrow(/^\/dev\/zero is a device, not a folder or a zip/);
    await expect(collect(at("pipe"))).rejects.toThrow(/is a pipe/);
    const whole = zipOf("s1/1-x.ipynb", deflateRawSync("{}"), 2);
    for (const cut of [10, 40, whole.length - 10])
      expect(() => unzipNotebooks(whole.subarray(0, cut), "z")).toThrow(/^z is neither a folder nor a whole zip/);
  });
});

it("a folder with a sparse file of 3 GB, a link and a pipe gives the plain files", async () => {
  for (const name of ["s1", "s2", "s3", "s4"]) mkdirSync(at("in", name), { recursive: true });
  const sparse = openSync(at("in", "s1", "1-x.ipynb"), "w");
  ftruncateSync(sparse, 3e9);
  closeSync(sparse);
  symlinkSync("/dev/zero", at("in", "s2", "1-x.ipynb"));
  spawnSync("mkfifo", [at("in", "s3", "1-x.ipynb")]);
  writeFileSync(at("in", "s4", "1-x.ipynb"), "{}");
  const { taken, left } = await collect(at("in"));
  expect(taken.map(({ student }) => student)).toEqual(["s4"]);
  expect(left).toEqual(["s1/1-x.ipynb: has more than 50 MB; not taken. Ask for it without outputs."]);
});

describe("a submission", () => {
  it("that is a device, a pipe or too large is not read, and the reason is said", async () => {
    const place = placesIn(root).submitted("1-x", "s9");
    mkdirSync(place, { recursive: true });
    expect(await submittedText(place, "1-x")).toEqual({ why: "The submission does not contain 1-x.ipynb." });
    const file = join(place, "1-x.ipynb");
    symlinkSync("/dev/zero", file);
    expect((await submittedText(place, "1-x")).why).toMatch(/^1-x\.ipynb is not a file on a disk of at most 50 MB/);
    rmSync(file);
    spawnSync("mkfifo", [file]);
    expect((await submittedText(place, "1-x")).why).toMatch(/^1-x\.ipynb is not a file/);
  });

  it("of millions of cells is not read; thousands of equal ones are, at once", () => {
    const release = notebook([markdown("title", "# T"), markdown("a", "text")]);
    const handedIn = (times: number) =>
      `{"cells":[{"id":"title"}${',{"cell_type":"code","source":"1"}'.repeat(times)}]}`;
    expect(completeSubmission(handedIn(1_000_000), release).remarks.join()).toMatch(/^The file has 1000001 cells, so it was not read/); // prettier-ignore
    const { cells } = completeSubmission(handedIn(9_000), release).notebook;
    expect(cells).toHaveLength(9_002);
    expect(new Set(cells.map(({ id }) => id)).size).toBe(9_002);
  });
});

it("a name is one line of a terminal, and moves nothing on it", () => {
  expect(oneLine("a\n✔ s1: taken\r\u001b[2J\t\u2028\u202e")).toBe(
    "a\\u000a✔ s1: taken\\u000d\\u001b[2J\\u0009\\u2028\\u202e",
  );
  expect(visible("two\nlines\u009b\u200f\u2066")).toBe("two\nlines\\u009b\\u200f\\u2066");
});
