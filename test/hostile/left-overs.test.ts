// What a killed command leaves is removed when the next one starts: files beside an output, folders, data sets half-made. Files of
// living processes, of other containers and of the user stay.
import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spawnSync } from "node:child_process";
import { afterAll, expect, it } from "vitest";
import { writeFolder } from "../../lib/kit/cli/out-folder.js";
import { getDataSet, temporaryFolder, writeWhole } from "../../lib/kit/files/index.js";
import { processSpace } from "../../lib/kit/files/temporary/left-overs.js";

const base = mkdtempSync(join(tmpdir(), "anycast-leftovers-"));
const at = (...names: string[]) => join(base, ...names);
const before = process.env.TMPDIR;
afterAll(() => {
  if (before === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = before;
  rmSync(base, { recursive: true, force: true });
});
/** The id of a process that has ended. */
const dead = spawnSync(process.execPath, ["--eval", ""]).pid;
const file = (name: string) => (writeFileSync(at(name), "half"), name);
const folder = (name: string) => (mkdirSync(at(name, "in"), { recursive: true }), writeFileSync(at(name, "in", "x"), ""), name); // prettier-ignore
const those = (names: readonly string[]) => names.filter((name) => existsSync(at(name)));

it("beside a file that is written", async () => {
  const gone = [file(`out.${dead}-0123456789ab.tmp`), file(`out.${dead}.tmp`)];
  const stay = [file(`out.${process.ppid}-0123456789ab.tmp`), file(`other.${dead}-0123456789ab.tmp`), file("out.tmp")];
  await writeWhole(at("out"), "new");
  expect([those(gone), those(stay)]).toEqual([[], stay]);
});

it("beside a folder that is written", async () => {
  const gone = [folder(`lab.${dead}-AbCd12`)];
  const stay = [folder(`lab.${process.ppid}-AbCd12`), folder("lab.1-mine"), folder(`lab2.${dead}-AbCd12`)];
  await writeFolder(at("lab"), [{ name: "a/b", text: "x" }]);
  expect([those(gone), those(stay), existsSync(at("lab", "a", "b"))]).toEqual([[], stay, true]);
});

it("of folders in the system's folder for temporary files", () => {
  process.env.TMPDIR = base;
  const space = processSpace();
  const gone = [folder(`anycast-key-${space}-${dead}-AbCd12`), folder(`anycast-judge-${space}-${process.ppid}-Old000`)];
  const old = new Date(Date.now() - 2 * 86_400_000);
  utimesSync(at(gone[1]), old, old);
  const stay = [folder(`anycast-key-${space}-${process.ppid}-AbCd12`), folder(`anycast-key-other-${dead}-AbCd12`), folder("anycast-mine")]; // prettier-ignore
  const own = temporaryFolder("key");
  expect([those(gone), those(stay), existsSync(own.path)]).toEqual([[], stay, true]);
  own.remove();
});

it("of a data set that was not finished", async () => {
  writeFileSync(at("links.txt"), "1|2|-1\n2|3|0\n");
  const gone = [file(`toposcope-201712.as-rel.txt.${dead}-0123456789ab.tmp`)];
  await getDataSet("toposcope:2017-12", { from: at("links.txt"), folder: base, accept: () => true });
  expect(those(gone)).toEqual([]);
});
