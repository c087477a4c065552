// Small hostile inputs to commands, one test for each class: values that vanish, break a line of output or count to infinity.
import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";
import { publishLesson } from "../../lib/course/publish/index.js";
import { copyLessons } from "../../lib/course/cli/workspace.js";
import { readDesignComparison } from "../../lib/kit/index.js";
import { sayWhileSlow } from "../../lib/kit/cli/index.js";
import { planRouters } from "../../lib/kit/routers/index.js";
import { queryStream } from "../../lib/kit/routing/convergence/index.js";
import { playScenario, readScenario } from "../../lib/kit/routing/scenario/index.js";
import { repository } from "../needs.js";
import { markdown, notebook } from "../publish/lesson-notebook.js";

const folder = mkdtempSync(join(tmpdir(), "anycast-small-"));
const at = (...names: string[]) => join(folder, ...names);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const scenario = (more: object = {}, prefix = "192.0.2.0/24") => ({
  format: "anycast-scenario",
  version: 1,
  ases: [{ asn: 64501 }, { asn: 64510 }],
  links: [{ provider: 64501, customer: 64510 }],
  announcements: [{ site: "A", origin: 64510, prefix }],
  ...more,
});
const read = (json: object | string) =>
  readScenario(typeof json === "string" ? json : JSON.stringify(json), { file: "story.json" });

describe("a file of the kit's own formats", () => {
  it.each([
    [{ name: "two\nlines" }, /story\.json.*name: has a line break/],
    [{ ases: [{ asn: 64501, name: "\u001b[31mred" }, { asn: 64510 }] }, /ases\[0\]\.name: has a line break or another/],
    [{ announcements: [{ site: "A\r", origin: 64510 }] }, /announcements\[0\]\.site: has a line break/],
    [{ policies: { "\u0007": {} } }, /policies\.\?: a key has a line break/],
  ])("has names of one line: %#", (more, message) => {
    expect(() => read(scenario(more))).toThrow(message);
  });
  it("may describe itself in several lines", () => {
    expect(read(scenario({ description: "One.\nTwo." })).description).toBe("One.\nTwo.");
  });
  it.each(["policies", "announcements"])("drops no key in silence: __proto__ in %s", (field) => {
    const text = JSON.stringify(scenario()).replace(/^\{/, `{"${field}": {"__proto__": {"localPref": 7}}, `);
    const own = text.replace(/,"announcements":.*\]/, field === "announcements" ? "" : "$&");
    expect(() => read(own)).toThrow(new RegExp(`${field}\\.__proto__: a key must not be`));
  });
  it("holds for comparisons too", () => {
    const text = '{"format": "anycast-comparison", "designs": {"__proto__": {"kind": "global"}}}';
    expect(() => readDesignComparison(text, { file: "five.json" })).toThrow(/five\.json.*designs\.__proto__/);
  });
});

describe("prefixes that real routers ignore", () => {
  it.each([
    "127.0.0.0/8",
    "127.1.2.0/24",
    "0.1.0.0/16",
    "239.0.0.0/8",
    "240.0.0.0/8",
    "fe80::/64",
    "ff02::/16",
    "::1/128",
  ])("are named before a router starts: %s", (prefix) => {
    expect(() => planRouters(read(scenario({}, prefix)))).toThrow(`${prefix}: real routers ignore it`);
  });
  it.each(["192.0.2.0/24", "0.0.0.0/0", "::/0", "2001:db8::/32"])("and others are planned: %s", (prefix) => {
    expect(planRouters(read(scenario({}, prefix))).states).toHaveLength(1);
  });
});

it("queries are counted or refused, never infinite", () => {
  const [history] = playScenario(read(scenario({ clients: [{ asn: 64501 }] })));
  const asked = { history, clients: [{ asn: 64501 }], fromMs: 0 };
  expect(() => queryStream({ ...asked, perSecond: 1e6, toMs: 1e300 })).toThrow(/more than can be counted/);
  expect(() => queryStream({ ...asked, perSecond: 1e300, toMs: 1e9 })).toThrow(/more than can be counted/);
  expect(queryStream({ ...asked, perSecond: 1e6, toMs: 1e9 }).sent).toBe(1e12);
});

describe("commands", () => {
  const run = (...words: string[]) => {
    const program = join(repository, "lib", "kit", "cli", "anycast.mjs");
    return spawnSync(process.execPath, [program, ...words], { cwd: folder, encoding: "utf8" });
  };
  it.each([
    ["routers", "story.json", "--export", ""],
    ["publish", "x.ipynb", "--out="],
    ["catchment", "story.json", "--paths", ""],
    ["converge", ""],
  ])("refuse an empty value: %s %s %s", (...words) => {
    const before = readdirSync(folder);
    const { status, stderr } = run(...words);
    expect(status).toBe(1);
    expect(stderr).toMatch(/empty value/);
    expect(readdirSync(folder)).toEqual(before);
  });

  it("write behind a link to an empty folder, keep the link, and quote what they suggest", () => {
    writeFileSync(at("story.json"), JSON.stringify(scenario()));
    mkdirSync(at("real lab"));
    symlinkSync(at("real lab"), at("my lab; ls"));
    const { status, stdout, stderr } = run("routers", "story.json", "--export", "my lab; ls");
    expect(stderr).toBe("");
    expect(status).toBe(0);
    expect(readdirSync(at("real lab"))).toContain("lab.sh");
    expect(stdout).toContain("sudo sh 'my lab; ls/lab.sh'");
    symlinkSync(at("nothing"), at("dangling"));
    expect(run("routers", "story.json", "--export", "dangling").stderr).toMatch(
      /dangling is a link to a missing folder/,
    );
  });
});

describe("a learner's copy", () => {
  const notebooks = join(repository, "notebooks");
  const copy = (workspace: string, fresh: readonly string[] = []) =>
    copyLessons({ notebooks, workspace, fresh, now: new Date(0) });
  it("that is a link to nothing is named, and nothing is called kept", async () => {
    mkdirSync(at("dangling-lesson"));
    symlinkSync(at("no-such-lesson.ipynb"), at("dangling-lesson", "1-shared-ip.ipynb"));
    await expect(copy(at("dangling-lesson"))).rejects.toThrow(/1-shared-ip\.ipynb is a link that leads nowhere/);
  });
  it("stays in place where the fresh one cannot be written", async () => {
    await copy(at("work"));
    const mine = at("work", "1-shared-ip.ipynb");
    writeFileSync(mine, "mine");
    // A place to move it to that is a file: as on a full disk, the fresh copy never comes.
    writeFileSync(at("work", "old"), "");
    await expect(copy(at("work"), ["1-shared-ip.ipynb"])).rejects.toThrow();
    expect(readFileSync(mine, "utf8")).toBe("mine");
    expect(readdirSync(at("work")).filter((name) => name.endsWith(".tmp"))).toEqual([]);
    expect(existsSync(mine)).toBe(true);
  });
});

it("long work says how far it is, short work says nothing", () => {
  const said: string[] = [];
  const write = vi.spyOn(process.stderr, "write").mockImplementation((text) => said.push(String(text)) > 0);
  const short = sayWhileSlow();
  const long = sayWhileSlow(0);
  const cells = [markdown("a", "# A"), markdown("b", "B")];
  for (const say of [short, long])
    publishLesson({ notebook: notebook(cells), file: "x.ipynb", onCell: (n, of) => say(`cell ${n} of ${of}`) });
  write.mockRestore();
  expect(said).toEqual(["cell 1 of 2 [0 s]\n", "cell 2 of 2 [0 s]\n"]);
});
