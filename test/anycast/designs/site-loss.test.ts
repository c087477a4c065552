// When sites fail and not all users have a route: a local node, and addresses that some users never reached.
import { describe, expect, it } from "vitest";
import { evaluate } from "../../../lib/kit/anycast/designs/evaluate.js";
import { afterLoss, FATES, loseSites } from "../../../lib/kit/anycast/designs/site-loss.js";
import { updateAnnouncement } from "../../../lib/kit/anycast/internet/changes.js";
import { deployOnInternet } from "../../../lib/kit/anycast/internet/deployment.js";
import { compile } from "../../../lib/kit/topology/compile-graph.js";
import { defineAsGraph } from "../../../lib/kit/topology/as-graph.js";

// A carrier with a customer at each end; the service buys from it in its cities. One user has no carrier.
const topology = compile(
  defineAsGraph({
    ases: [
      { asn: 10, pops: ["New York", "London", "Tokyo"], weight: 0 },
      { asn: 101, name: "in New York", pops: ["New York"], weight: 50 },
      { asn: 102, name: "in London", pops: ["London"], weight: 30 },
      { asn: 103, name: "cut off", pops: ["London"], weight: 20 },
      { asn: 104, name: "its carrier", pops: ["London"], weight: 0 },
      { asn: 64500, pops: ["New York", "London", "Tokyo"], weight: 0 },
    ],
    links: [
      { provider: 10, customer: 101 },
      { provider: 10, customer: 102 },
      { provider: 104, customer: 103 },
      { provider: 10, customer: 64500, cities: ["New York", "London", "Tokyo"] },
    ],
  }),
);
const deploy = (...cities: readonly string[]) =>
  deployOnInternet({
    topology,
    address: "192.0.2.53",
    sites: Object.fromEntries(cities.map((city, i) => ["ABC"[i], { origin: 64500, city, capacity: 100 }])),
  });
const deployment = deploy("New York", "London");

describe("a local node", () => {
  it("takes the route away from customers whose carrier receives it in the same city, and does not help when the other fails", () => {
    const before = evaluate({ deployment, design: { kind: "global", local: ["B"] } });
    const users = before.catchments[0].clients;
    const siteOf = (asn: number) => users.find((each) => each.asn === asn)!.site;
    // The carrier's router in London prefers B, may not tell of it, and does not tell of what it does not use.
    expect([siteOf(101), siteOf(102), siteOf(103)]).toEqual(["A", undefined, undefined]);
    const loss = loseSites(before, deployment, { dead: ["A"] });
    expect([loss.hit, loss.lost]).toEqual([0.5, 0.5]);
    expect(loss.load.legitimateAnswered).toBe(0);
    expect(loseSites(before, deployment, { dead: ["B"] })).toMatchObject({ hit: 0, lost: 0 });
  });

  it("whose region is not dead gets no help from DNS for users who cannot reach the rest of it", () => {
    const withLocal = updateAnnouncement(deploy("New York", "London", "Tokyo"), "B", {
      communities: [{ kind: "no-export" }],
    });
    const design = {
      kind: "regional",
      regions: { Atlantic: { sites: ["A", "B"] }, Pacific: { sites: ["C"] } },
    } as const;
    const routes = evaluate({ deployment: withLocal, design });
    const inNewYork = (dead: readonly string[]) => {
      const [{ fate, isHit, site, rttMs }] = afterLoss(routes, dead);
      const by = FATES[fate[0]];
      return { by, isHit: isHit[0], site: withLocal.sites[site[0]]?.name, isAnswered: rttMs[0] < Infinity };
    };
    expect(inNewYork(["A"])).toEqual({ by: "lost", isHit: 1, site: undefined, isAnswered: false });
    expect(inNewYork(["A", "B"])).toEqual({ by: "dns", isHit: 1, site: "C", isAnswered: true });
  });
});

describe("the load after a loss", () => {
  it("counts users without an answer before as unanswered after it too", () => {
    const before = evaluate({ deployment, design: { kind: "global" } });
    expect(before.load.legitimateAnswered).toBeCloseTo(0.8, 12);
    const { lost, hit, load } = loseSites(before, deployment, { dead: ["B"] });
    expect([lost, hit]).toEqual([0, expect.closeTo(0.3, 12)]);
    expect(load.legitimateAnswered).toBeCloseTo(0.8, 12);
    expect(load.unrouted.legitimate).toBeCloseTo(20, 9);
  });

  it("has no part of users who lose their route though their site is fine", () => {
    const before = evaluate({ deployment, design: { kind: "global" } });
    const users = before.catchments[0].clients;
    const everybodyLosesIt = {
      fate: Uint8Array.from(users, () => FATES.indexOf("bystander")),
      isHit: new Uint8Array(users.length),
      site: new Int16Array(users.length).fill(-1),
      rttMs: new Float64Array(users.length).fill(Infinity),
    };
    const loss = loseSites(before, deployment, { dead: ["B"], after: [everybodyLosesIt] });
    expect(loss).toMatchObject({ hit: 0, bystanders: 1, lost: 1, meanSeconds: 0 });
    expect(loss.load.legitimateAnswered).toBe(0);
  });
});
