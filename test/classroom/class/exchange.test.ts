// Collecting from nbgrader's exchange, a folder that every account of the machine can write to.
import { execFileSync } from "node:child_process";
import { linkSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { collectFromExchange } from "../../../lib/course/classroom/class/exchange.js";
import { placesIn, type ClassFolder } from "../../../lib/course/classroom/class/folder.js";
import { readRoster } from "../../../lib/course/classroom/class/roster.js";

const me = userInfo().username;
const lesson = "1-a";
let base: string;
let folder: ClassFolder;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), "anycast-exchange-"));
  const root = join(base, "class");
  mkdirSync(root);
  folder = { root, version: 1, course: "ip", lessons: [lesson], cellSeconds: 20, due: {}, latePerDay: 0 };
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

/** A time that this machine's clock gives now, as nbgrader writes it. */
const now = (secondsAgo = 0) =>
  `${new Date(Date.now() - secondsAgo * 1000).toISOString().replace("T", " ").replace("Z", "000")} UTC`;

/** A folder in the exchange, and the path of its notebook. */
function inbound(student: string, time: string, assignment = lesson): string {
  const place = join(base, "exchange", "ip", "inbound", `${student}+${assignment}+${time}+r4nd`);
  mkdirSync(place, { recursive: true });
  return join(place, `${lesson}.ipynb`);
}

const collect = async (checkOwner = true) =>
  collectFromExchange({
    folder,
    exchange: { root: join(base, "exchange"), course: "ip", checkOwner },
    assignment: lesson,
    roster: await readRoster(folder),
  });
const taken = (student: string) =>
  readFileSync(join(placesIn(folder.root).submitted(lesson, student), `${lesson}.ipynb`), "utf8");

describe("the exchange", () => {
  it("gives the latest submission of each student, with its time and secret, once", async () => {
    writeFileSync(inbound(me, now(60)), "older");
    const latest = inbound(me, now());
    writeFileSync(latest, "latest");
    writeFileSync(join(latest, "..", "submission_secret.txt"), "s3cret");
    writeFileSync(inbound(me, now(), "2-b"), "another lesson");
    const { taken: list, left } = await collect();
    expect(list.map(({ student, state }) => [student, state])).toEqual([[me, "new"]]);
    expect(left).toEqual([expect.stringContaining("submitted a later version")]);
    expect(taken(me)).toBe("latest");
    const beside = (name: string) => readFileSync(join(placesIn(folder.root).submitted(lesson, me), name), "utf8");
    expect(beside("submission_secret.txt")).toBe("s3cret");
    expect(Math.abs(Date.parse(beside("timestamp.txt").trim()) - Date.now())).toBeLessThan(60_000);
    expect((await collect()).taken.map(({ state }) => state)).toEqual(["unchanged"]);
  });

  it("does not take what belongs to another account, unless that check is off", async () => {
    writeFileSync(inbound("ada", now()), "forged");
    expect(await collect()).toEqual({
      taken: [],
      left: [expect.stringContaining(`says it is from ada and belongs to ${me}; not taken`)],
    });
    expect((await collect(false)).taken.map(({ student }) => student)).toEqual(["ada"]);
  });

  it.each<[string, (notebook: string, secret: string) => void, RegExp]>([
    ["a link to a file", (notebook, secret) => symlinkSync(secret, notebook), /is a link; not taken/],
    ["a second name of a file", (notebook, secret) => linkSync(secret, notebook), /has a second name; not taken/],
    ["a pipe", (notebook) => void execFileSync("mkfifo", [notebook]), /is not a plain file/],
    ["a folder", (notebook) => void mkdirSync(notebook), /is not a plain file/],
    ["nothing", () => {}, /cannot be read \(ENOENT\)/],
  ])("names and leaves %s", async (_, make, why) => {
    const secret = join(base, "solutions.ipynb");
    writeFileSync(secret, "solutions");
    make(inbound(me, now()), secret);
    const { taken: list, left } = await collect();
    expect(list).toEqual([]);
    expect(left).toEqual([expect.stringMatching(why)]);
  });

  it("leaves a folder that is a link to another's work", async () => {
    const theirs = inbound("ada", now(30));
    writeFileSync(theirs, "ada's");
    symlinkSync(join(theirs, ".."), join(base, "exchange", "ip", "inbound", `eve+${lesson}+${now()}+x`));
    const { taken: list, left } = await collect();
    expect(list).toEqual([]);
    expect(left).toHaveLength(2);
  });

  it("says that work was written later than its name says, and that a name is nobody's", async () => {
    writeFileSync(inbound(me, "2020-02-03 04:05:06.000000 UTC"), "{}");
    const { taken: list, left } = await collect();
    expect(list).toHaveLength(1);
    expect(left).toEqual([expect.stringContaining("later than its name says")]);
    writeFileSync(join(folder.root, "students.csv"), "id\nada\n");
    expect((await collect()).left).toEqual([expect.stringContaining(`"${me}" is nobody in students.csv`)]);
  });

  it("that is missing, or is not a folder, is a sentence with the remedy", async () => {
    await expect(collect()).rejects.toThrow(/ENOENT.*class release 1-a --exchange/);
    const roster = await readRoster(folder);
    const exchange = { root: null, course: "ip", checkOwner: true };
    await expect(collectFromExchange({ folder, exchange, assignment: lesson, roster })).rejects.toThrow(
      /nbgrader collect 1-a/,
    );
  });
});
