import { afterAll, beforeAll, expect, it } from "vitest";
import {
  disruption,
  flowHashes,
  hashThreshold,
  hashThresholdDisruption,
  replaceMembers,
  resilientGroup,
  routeChange,
  useBucket,
} from "../../../lib/traffic/index.js";
import { needs } from "../../needs.js";
import { laboratory, type GroupOptions, type Laboratory } from "./laboratory.js";

const SERVERS = ["S1", "S2", "S3", "S4"];
const FLOWS = 800;
let firstPort = 10_000;
const ports = (count = FLOWS) => Array.from({ length: count }, () => firstPort++);
/** The kernel's hash has a key of its own: shares are compared, five standard errors wide. */
const near = (observed: number, predicted: number, flows = FLOWS) =>
  expect(Math.abs(observed - predicted)).toBeLessThan(5 * Math.sqrt((predicted * (1 - predicted)) / flows));

interface Row {
  readonly scheme: GroupOptions["type"];
  readonly change: string;
  readonly predicted: number;
  readonly observed: number;
}

/** What the simulator says: the part of flows whose server changes. */
function predicted(scheme: Row["scheme"], before: readonly string[], after: readonly string[]): number {
  const hashes = flowHashes(40_000);
  if (scheme === "hash-threshold")
    return disruption({ before: hashThreshold(before), after: hashThreshold(after), hashes }).moved;
  // Every flow has just been used: no bucket is idle.
  let group = resilientGroup({ members: before, buckets: 256, idleTimerMs: 60_000 });
  for (let bucket = 0; bucket < 256; bucket++) group = useBucket(group, bucket, 0).group;
  const choose = (of: typeof group) => (hash: number) => of.buckets[hash % 256].member;
  const changed = replaceMembers(group, after, 1);
  return disruption({
    before: { choose: choose(group) },
    after: { choose: choose(changed), members: changed.members },
    hashes,
  }).moved;
}

needs("root", "bird").describe("real kernels, beside the simulator", () => {
  let lab: Laboratory;
  beforeAll(async () => {
    lab = await laboratory(SERVERS);
  });
  afterAll(() => lab?.close());

  it("hash addresses only by default, so that one client has one server; the 5-tuple spreads its flows evenly", async () => {
    lab.group(SERVERS, { type: "hash-threshold" });
    lab.hashPolicy(0);
    expect(new Set(await lab.client({ do: "udp", ports: ports(60) })).size).toBe(1);
    lab.hashPolicy(1);
    const answers = await lab.client({ do: "udp", ports: ports() });
    for (const name of SERVERS) near(answers.filter((each) => each === name).length / FLOWS, 1 / 4);
  });

  const changes: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    ["S1 of 4 goes", SERVERS, ["S2", "S3", "S4"]],
    ["S3 of 4 goes", SERVERS, ["S1", "S2", "S4"]],
    ["a fourth joins", ["S1", "S2", "S3"], SERVERS],
  ];
  const table: Row[] = [];
  for (const scheme of ["hash-threshold", "resilient"] as const)
    for (const [change, before, after] of changes)
      it(`${scheme}, ${change}: breaks the connections that the simulator says, each by a reset, and no UDP query`, async () => {
        const options = { type: scheme };
        lab.hashPolicy(1);
        lab.group(before, options);
        const opened = await lab.client({ do: "open", ports: ports() });
        expect(opened.every((name) => before.includes(name))).toBe(true);
        lab.replace(after, options);
        const again = await lab.client({ do: "again", waitMs: 5000 });
        // A connection either goes on with its server, or is reset by another: nothing in between.
        again.forEach((each, i) => expect(["reset", opened[i]]).toContain(each));
        const observed = again.filter((each) => each === "reset").length / FLOWS;
        const row = {
          scheme,
          change,
          predicted: Math.round(1000 * predicted(scheme, before, after)) / 1000,
          observed: Math.round(1000 * observed) / 1000,
        };
        table.push(row);
        if (scheme === "resilient" && before.length < after.length) expect(observed).toBe(0);
        else near(observed, row.predicted);
        const answers = await lab.client({ do: "udp", ports: ports(100) });
        expect(answers.every((name) => after.includes(name))).toBe(true);
        await lab.client({ do: "close" });
      });

  it("agree with RFC 2992 in what removing one of four costs: a half for the first, a third for the third", () => {
    expect(hashThresholdDisruption(4, 1)).toBe(1 / 2);
    expect(hashThresholdDisruption(4, 3)).toBeCloseTo(1 / 3, 12);
    const observed = (change: string) =>
      table.find((row) => row.scheme === "hash-threshold" && row.change === change)!.observed;
    near(observed("S1 of 4 goes"), 1 / 2);
    near(observed("S3 of 4 goes"), 1 / 3);
    console.table(table);
  });

  it("leave a connection hanging when the server it now reaches says nothing, as the simulator does", async () => {
    lab.hashPolicy(1);
    lab.group(["S1"], { type: "hash-threshold" });
    expect(new Set(await lab.client({ do: "open", ports: ports(20) }))).toEqual(new Set(["S1"]));
    lab.forget("S2");
    lab.replace(["S2"], { type: "hash-threshold" });
    expect(new Set(await lab.client({ do: "again", waitMs: 2000 }))).toEqual(new Set(["silence"]));
    expect(routeChange({ protocol: "tcp", strangers: "silence" }).noticed).toBe("waits still");
    // The route comes back in time, and the retransmission finds its server: nothing was lost but time.
    lab.replace(["S1"], { type: "hash-threshold" });
    const back = await lab.client({ do: "again", waitMs: 10_000 });
    expect(back.every((each) => each.startsWith("S1"))).toBe(true);
  });

  it("reset every connection when BIRD moves the route to another server, and lose no query: the simulator's story", async () => {
    await lab.client({ do: "close" });
    await lab.announce(["S1", "S3"]);
    expect(new Set(await lab.client({ do: "open", ports: ports(50) }))).toEqual(new Set(["S1"]));
    await lab.withdraw("S1", "S3");
    expect(new Set(await lab.client({ do: "again", waitMs: 5000 }))).toEqual(new Set(["reset"]));
    expect(new Set(await lab.client({ do: "udp", ports: ports(50) }))).toEqual(new Set(["S3"]));
    expect(routeChange({ protocol: "tcp" }).noticed).toBe("a broken connection");
    expect(routeChange({ protocol: "dns" }).noticed).toBe("nothing");
  });
});
