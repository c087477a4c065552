// Import filters, well-known communities and the options of MED, by both engines; the engines' property tests cover the rest.
import { describe, expect, it } from "vitest";
import { referenceEngine, steadyStates, explain, walkAsPath, asPathOf } from "../../../lib/kit/routing/bgp/index.js";
import type { BgpAnnouncement, BgpPolicies, Engine } from "../../../lib/kit/routing/index.js";
import { fastEngine } from "../../../lib/kit/routing/bgp/fast/index.js";
import { compile, defineAsGraph } from "../../../lib/kit/topology/index.js";

const topology = compile(
  defineAsGraph({
    ases: [1, 2, 3, 4, 5].map((asn) => ({ asn })),
    links: [
      { peers: [2, 3] },
      { provider: 2, customer: 4 },
      { provider: 3, customer: 5 },
      { provider: 2, customer: 1 },
      { provider: 3, customer: 1 },
    ],
  }),
);
const A: BgpAnnouncement = { site: "A", origin: 4 };
const B: BgpAnnouncement = { site: "B", origin: 5 };
const engines: readonly (readonly [string, Engine])[] = [
  ["reference", referenceEngine],
  ["fast", fastEngine],
];

describe.each(engines)("the %s engine", (_name, engine) => {
  const states = (announcements: readonly BgpAnnouncement[], policies: BgpPolicies) =>
    steadyStates({ topology, announcements, policies, engine });

  it("cuts the repetitions of the neighbour's ASN to what an AS keeps", () => {
    const at = (keepPrepends: number) => states([{ ...A, prepend: 3 }, B], { ases: { 2: { keepPrepends } } })[0];
    expect(asPathOf(at(0), 2)).toEqual([4]);
    expect(asPathOf(at(2), 2)).toEqual([4, 4, 4]);
    expect(asPathOf(at(9), 2)).toEqual([4, 4, 4, 4]);
    expect([asPathOf(at(0), 1), asPathOf(at(1), 1)]).toEqual([
      [2, 4],
      [3, 5],
    ]);
  });

  it("drops prefixes that are too long, for all neighbours or for one", () => {
    const long = { ...A, prefix: "192.0.2.0/25" };
    const path = (policies: BgpPolicies) => [2, 3].map((asn) => asPathOf(states([long], policies)[0], asn));
    expect(path({})).toEqual([[4], [2, 4]]);
    expect(path({ maxLength: { v4: 24 } })).toEqual([undefined, undefined]);
    expect(path({ maxLength: { v6: 48 } })).toEqual([[4], [2, 4]]);
    expect(path({ maxLength: { v4: 24 }, ases: { 2: { maxLengthFrom: { 4: { v4: 25 } } } } })).toEqual([
      [4],
      undefined,
    ]);
    const [state] = states([long], { maxLength: { v4: 24 } });
    expect(explain(state, 2).refused.find(({ neighbour }) => neighbour === 4)?.because).toMatch(
      /does not accept prefix/,
    );
  });

  it("lets a route with BLACKHOLE through the filter where it is honoured, and discards packets there", () => {
    const drop: BgpAnnouncement = { ...A, site: "drop", prefix: "192.0.2.53/32", communities: [{ kind: "blackhole" }] };
    const policies = { maxLength: { v4: 24 }, ases: { 2: { blackhole: true } } };
    const all = states([A, B, drop], policies);
    const walk = (asn: number, to: string) => walkAsPath({ state: all, from: { asn }, to }).outcome;
    expect([walk(2, "192.0.2.53"), walk(1, "192.0.2.53")]).toEqual(["discarded", "discarded"]);
    expect([walk(2, "192.0.2.54"), walk(3, "192.0.2.53")]).toEqual(["delivered", "delivered"]);
    const not = states([A, B, drop], { maxLength: { v4: 24 } });
    expect(walkAsPath({ state: not, from: { asn: 2 }, to: "192.0.2.53" }).outcome).toBe("delivered");
  });

  it.each([
    ["no-advertise" as const, [undefined, undefined]],
    ["no-export" as const, [undefined, undefined]],
    ["no-peer" as const, [[2, 4], undefined]],
    [
      "blackhole" as const,
      [
        [2, 4],
        [2, 4],
      ],
    ],
  ])("obeys %s", (kind, expected) => {
    const [state] = states([{ ...A, communities: [{ kind }] }], {});
    expect([1, 3].map((asn) => asPathOf(state, asn))).toEqual(expected);
    expect(asPathOf(state, 2)).toEqual([4]);
  });

  it("says why an AS has no route, and no more than is true of every neighbour", () => {
    const why = (announcements: readonly BgpAnnouncement[], asn: number, policies: BgpPolicies = {}) =>
      explain(states(announcements, policies)[0], asn).sentence.split(": ")[1];
    const [longA, longB] = [A, B].map((each) => ({ ...each, prefix: "192.0.2.0/25" }));
    const kept: BgpAnnouncement = { ...A, communities: [{ kind: "no-export" }] };
    const at24: BgpPolicies = { maxLength: { v4: 24 } };
    const from4: BgpPolicies = { ...at24, ases: { 2: { maxLengthFrom: { 4: { v4: 25 } } } } };
    expect(why([longA], 1, at24)).toBe("none of its neighbours has one.");
    expect(why([longA], 2, at24)).toBe("it accepts none of the routes that its neighbours send.");
    expect(why([{ ...A, poison: [2] }], 2)).toBe("it accepts none of the routes that its neighbours send.");
    expect(why([kept], 1)).toBe("the neighbours that have one do not pass it on.");
    expect(why([kept], 5)).toBe("none of its neighbours has one.");
    expect(why([{ ...longA, communities: kept.communities }, longB], 3, from4)).toBe(
      "the neighbours that have one do not pass it on, or it does not accept it.",
    );
  });

  it("says that neighbours export a route only to customers where this is the reason of all that have one", () => {
    const why = (more: { readonly provider: number; readonly customer: number }[]) => {
      const links = [{ peers: [2, 3] }, { peers: [3, 6] }, { peers: [5, 6] }, { provider: 2, customer: 4 }] as const;
      const ases = [2, 3, 4, 5, 6].map((asn) => ({ asn }));
      const graph = compile(defineAsGraph({ ases, links: [...links, ...more] }));
      const notTo6: BgpAnnouncement = { ...A, communities: [{ kind: "no-announce-to", at: 5, to: 6 }] };
      return explain(steadyStates({ topology: graph, announcements: [notTo6], engine })[0], 6).sentence.split(": ")[1];
    };
    expect(why([])).toBe("the neighbours that have one export it only to their customers.");
    expect(why([{ provider: 5, customer: 4 }])).toBe("the neighbours that have one do not pass it on.");
  });

  it("compares MED between neighbours, and takes a missing one for the worst, where configured", () => {
    const graph = compile(
      defineAsGraph({
        ases: [1, 4, 5].map((asn) => ({ asn })),
        links: [
          { provider: 1, customer: 4 },
          { provider: 1, customer: 5 },
        ],
      }),
    );
    const used = (med: BgpPolicies["med"], a?: number, b?: number) => {
      const of = (each: BgpAnnouncement, value?: number) => (value === undefined ? each : { ...each, med: value });
      const [state] = steadyStates({ topology: graph, announcements: [of(A, a), of(B, b)], policies: { med }, engine });
      return asPathOf(state, 1)?.[0];
    };
    expect([used({}, 9, 1), used({ always: true }, 9, 1)]).toEqual([4, 5]);
    expect(used({ always: true }, undefined, 1)).toBe(4);
    expect(used({ always: true, missing: "worst" }, undefined, 1)).toBe(5);
  });
});

it("NO_ADVERTISE to an AS with several routers is refused, with the remedy", () => {
  const graph = compile(
    defineAsGraph({
      ases: [{ asn: 1, pops: ["London", "Paris"] }, { asn: 4 }],
      links: [{ provider: 1, customer: 4 }],
    }),
  );
  const announcements: BgpAnnouncement[] = [{ ...A, communities: [{ kind: "no-advertise" }] }];
  expect(() => steadyStates({ topology: graph, announcements, tieBreak: "router" })).toThrow(
    /Site A: NO_ADVERTISE to an AS with several routers is not modelled\. Use no-export/,
  );
});
