// The exports of all scenarios, read by the tools that they are for: netlab itself makes a lab of a seventh of them (of all in
// lab-tools.long.test.ts), Kathará's own parser reads each, and each containerlab topology keeps the rules of its schema: a part of
// it that is written here, and the original where a file is given.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Ajv from "ajv";
import { parse } from "yaml";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { labTargets, type Lab } from "../../../lib/kit/routers/labs/index.js";
import { sliceOf } from "../../long-tests.mjs";
import { clabSchema, katharaPython, needs } from "../../needs.js";
import { clabTopology } from "./clab-schema.js";
import { acceptedByNetlab, labs, read, write } from "./every-lab.js";

let place: string;
beforeAll(() => void (place = mkdtempSync(join(tmpdir(), "anycast-tools-"))));
afterAll(() => rmSync(place, { recursive: true, force: true }));

needs("netlab").it(
  "netlab create accepts the topology of a seventh of the scenarios, and writes our filters into each node's configuration",
  async () => {
    const { slice, slices, files: today } = sliceOf(labs, new Date());
    console.log(`netlab, slice ${slice + 1} of ${slices}: ${today.map(({ title }) => title).join("; ")}`);
    await acceptedByNetlab(today, join(place, "netlab"));
  },
  600_000, // 15 s alone; beside other test files several times that
);

needs("kathara").describe("Kathará's parser", () => {
  const joined = ({ nodes }: Lab) =>
    Object.fromEntries(
      nodes.map(({ name, interfaces }) => [
        name.replaceAll("-", "_"),
        Object.fromEntries(interfaces.map(({ link }, i) => [i, `L${link}`])),
      ]),
    );
  it("reads every scenario's lab: the devices, and the domain of each interface", async () => {
    const folders = write(labs, join(place, "kathara"), "kathara");
    const found = await read(katharaPython, "kathara/parse_labs.py", folders);
    expect(found).toEqual(labs.map((lab) => ({ name: expect.any(String) as string, devices: joined(lab) })));
  }, 60_000);
  it("refuses the names that other tools take", async () => {
    const own = join(place, "dashes");
    mkdirSync(own);
    writeFileSync(join(own, "lab.conf"), 's64510-a[0]="L0"\n');
    await expect(read(katharaPython, "kathara/parse_labs.py", [own])).resolves.toEqual([
      { error: expect.stringMatching(/SyntaxError/) as string },
    ]);
  });
});

it("sites with similar names have different letters, of one word", () => {
  const letters = labs.find(({ title }) => title.startsWith("IPv6 only"))!.nodes.flatMap(({ letter }) => letter ?? []);
  expect(new Set(letters).size).toBe(2);
  for (const letter of letters) expect(letter).toMatch(/^[\w.-]+$/);
});

describe("the import filters of a lab", () => {
  const lab = labs.find(({ title }) => title === "IPv6 prefixes longer than a /48")!;
  it.each([
    [
      "frr",
      /^ipv6 prefix-list LONGER-48 seq 5 permit ::\/0 ge 49$/m,
      /^ipv6 prefix-list LONGER-56 seq 5 permit ::\/0 ge 57$/m,
    ],
    ["bird", /if net\.len > 48 then reject;/, /if net\.len > 56 then reject;/],
  ] as const)("reject IPv6 prefixes longer than a /48, and have exceptions, in %s", (to, usual, exception) => {
    const text = (router: string) => {
      const node = lab.nodes.find(({ name }) => name === router)!;
      return labTargets[to](lab).find(({ name }) => name === `r${node.router.number}.conf`)!.text;
    };
    for (const router of ["r64500", "r64501", "r64502"]) expect(text(router)).toMatch(usual);
    expect(text("r64502")).toMatch(exception);
    expect(text("r64501")).not.toMatch(exception);
  });
});

it.each([
  ["frr", /route-map \S+ in/, "maximum-prefix 100"],
  ["bird", /import filter/, "receive limit 100 action disable;"],
] as const)("every import filter of a session between ASes has a limit beside it, in %s", (to, filter, limit) => {
  for (const lab of labs)
    for (const { name, text } of labTargets[to](lab).filter(({ name }) => /^r\d+\.conf$/.test(name))) {
      const count = (of: RegExp | string) => text.split(of).length - 1;
      expect([lab.title, name, count(limit)]).toEqual([lab.title, name, count(filter)]);
    }
});

describe("containerlab's schema", () => {
  const files = labs.map(
    (lab) => labTargets.containerlab(lab).find(({ name }) => name === `${lab.name}.clab.yml`)!.text,
  );
  const altered = [
    ["another key of a node", "network-mode: none", "network: none"],
    ["another network mode", "network-mode: none", "network-mode: off"],
    ["another kind", "kind: linux", "kind: frr"],
    ["an end without an interface", /- (\S+):eth1\n/, "- $1\n"],
  ] as const;
  const alter = (from: string | RegExp, to: string) => {
    const text = files[0].replace(from, to);
    expect(text).not.toBe(files[0]);
    return parse(text) as unknown;
  };
  describe("as the tests have it", () => {
    it("accepts the topology of every scenario", () => {
      for (const text of files) expect(clabTopology.safeParse(parse(text)).error?.issues ?? []).toEqual([]);
    });
    it.each(altered)("refuses %s", (_what, from, to) => {
      expect(clabTopology.safeParse(alter(from, to)).success).toBe(false);
    });
  });
  // The original says nothing about what is in a group, so that is checked as a node's.
  needs("ANYCAST_CLAB_SCHEMA").describe("of its own module", () => {
    const originalErrors = (topology: unknown) => {
      const validate = new Ajv({ logger: false }).compile(JSON.parse(readFileSync(clabSchema, "utf8")) as object);
      return validate(topology) ? [] : (validate.errors ?? []).map(({ dataPath, message }) => `${dataPath} ${message}`);
    };
    it("accepts the topology of every scenario", () => {
      for (const text of files) expect(originalErrors(parse(text))).toEqual([]);
    });
    it("accepts the groups' settings as those of a node", () => {
      for (const text of files) expect(originalErrors(groupsAsNodes(parse(text) as Topology))).toEqual([]);
    });
    it.each(altered)("refuses %s", (_what, from, to) => {
      expect(originalErrors(groupsAsNodes(alter(from, to) as Topology))).not.toEqual([]);
    });
  });
});

interface Topology {
  readonly name: string;
  readonly topology: {
    readonly nodes: Record<string, { group: string }>;
    readonly groups: Record<string, object>;
  };
}

/** The topology as containerlab reads it: a node has its group's settings, and its own. */
const groupsAsNodes = ({ topology: { groups, nodes, ...rest }, ...file }: Topology) => ({
  ...file,
  topology: {
    ...rest,
    nodes: Object.fromEntries(Object.entries(nodes).map(([name, node]) => [name, { ...groups[node.group], ...node }])),
  },
});
