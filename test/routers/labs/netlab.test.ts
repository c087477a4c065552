import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { labOf, type Lab } from "../../../lib/kit/routers/labs/index.js";
import { openNamespaces } from "../../../lib/kit/routers/namespaces.js";
import { planRouters } from "../../../lib/kit/routers/plan-routers.js";
import { readScenario } from "../../../lib/kit/routing/scenario/read.js";
import { needs, netlab, repository } from "../../needs.js";
import { faults } from "./lab-stages.js";
import { netlabSays, wrongAbout } from "./netlab-faults.js";
import { catchments, createLab, startNodes, validate } from "./netlab-lab.js";

interface Seen {
  readonly lab: Lab;
  readonly right: readonly string[];
  readonly wrong: readonly string[];
  /** The lines of `netlab validate`. */
  readonly said: readonly string[];
  /** By router and address, the site that answers. */
  readonly arrivals: ReadonlyMap<string, string | undefined>;
}

async function see(name: string): Promise<Seen> {
  const file = join(repository, "test", "routers", "scenarios", `${name}.json`);
  const lab = labOf(planRouters(readScenario(readFileSync(file, "utf8"), { file })));
  const folder = mkdtempSync(join(tmpdir(), "anycast-netlab-"));
  const namespaces = await openNamespaces([{ name: "bgpd", from: "frr" }]);
  try {
    const entries = await createLab(netlab, folder, lab);
    await startNodes(namespaces, folder);
    const said = (await validate(namespaces, netlab)).split("\n");
    return { lab, ...entries, said, arrivals: await catchments(namespaces, lab) };
  } finally {
    await namespaces.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const names = [
  "anycast-two-sites-one-origin",
  "prepend-per-neighbour",
  "ipv4-and-ipv6",
  // Route reflectors and IGP costs inside an AS.
  "igp-cost-of-links",
  "route-reflector-hides-an-exit",
  "ipv6-behind-a-reflector",
  // An AS whose own prefix covers one that it has no route to; an AS that honours BLACKHOLE.
  "no-advertise",
  "blackhole-beyond-the-filter",
];

needs("netlab", "frr", "root").describe("netlab, from its topology to FRR in namespaces", () => {
  let seen: readonly Seen[];
  beforeAll(async () => {
    seen = await Promise.all(names.map(see));
  }, 400_000);
  /** The verdicts on one entry: netlab prints a line for each node. */
  const verdicts = ({ said }: Seen, entry: string) => {
    const start = said.findIndex((line) => line.startsWith(`[${entry}]`));
    const rest = said.slice(start + 1);
    const end = rest.findIndex((line) => /^\[[a-z_0-9]+\] /.test(line));
    return rest.slice(0, end < 0 ? undefined : end).flatMap((line) => /^\[(PASS|FAIL)\]/.exec(line)?.[1] ?? []);
  };

  it.each(names)("%s: each entry of validate: passes on FRR's own output", (name) => {
    const one = seen[names.indexOf(name)];
    expect(one.right.length).toBeGreaterThan(5);
    for (const entry of one.right) expect([entry, new Set(verdicts(one, entry))]).toEqual([entry, new Set(["PASS"])]);
  });

  it.each(names)("%s: each entry fails when its prediction is altered", (name) => {
    const one = seen[names.indexOf(name)];
    for (const entry of one.wrong) expect([entry, new Set(verdicts(one, entry))]).toEqual([entry, new Set(["FAIL"])]);
  });

  it.each(names)("%s: packets from each router arrive at the predicted site", (name) => {
    const { lab, arrivals } = seen[names.indexOf(name)];
    for (const { node, address, site } of lab.predictions.catchment)
      expect([node, address, arrivals.get(`${node} ${address}`)]).toEqual([node, address, site]);
  });
});

/** The other faults: netlab-faults.long.test.ts. */
needs("netlab", "frr", "root").it.concurrent(
  "a lab with a small MTU: its check passes on best paths and small queries, and fails on large ones",
  async () => {
    const broken = faults.find(({ fault }) => fault === "MTU too small")!;
    expect(wrongAbout(await netlabSays(broken), broken)).toBe("");
  },
  180_000,
);

needs("netlab", "frr", "root").it.concurrent(
  "a lab without a fault: its check passes, and each site withdraws when its server stops",
  async () => {
    const said = await netlabSays();
    expect(said).not.toMatch(/WRONG|^ended/m);
    expect(said.match(/^ok .* withdraws/gm)).toHaveLength(2);
  },
  180_000,
);
