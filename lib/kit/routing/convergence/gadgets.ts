// Small named scenarios from the literature: policies without a steady state or with two, and the effects of a withdrawal.
import { defineAsGraph, compile } from "../../topology/index.js";
import type { ConvergenceProblem } from "./converge.js";

type Gadget = ConvergenceProblem;

const customersOf = (provider: number, customers: readonly number[]) =>
  customers.map((customer) => ({ provider, customer }));
const ases = (asns: readonly number[]) => asns.map((asn) => ({ asn }));

/**
 * Bad Gadget (Griffin, Shepherd & Wilfong 2002): three ASes around an origin, each of which prefers the path through its
 * neighbour to its direct one. There is no steady state.
 * @example steadyState(badGadget()) // throws NoSteadyStateError
 */
export function badGadget(): Gadget {
  const topology = compile(
    defineAsGraph({
      ases: ases([1, 2, 3, 10]),
      links: [
        ...[1, 2, 3].map((provider) => ({ provider, customer: 10 })),
        { peers: [1, 2] },
        { peers: [2, 3] },
        { peers: [3, 1] },
      ],
    }),
  );
  const prefers = (asn: number) => ({ localPref: { [asn]: 300 } });
  return {
    topology,
    announcements: [{ site: "A", origin: 10 }],
    policies: { ases: { 1: prefers(2), 2: prefers(3), 3: prefers(1) } },
  };
}

/**
 * Disagree (Griffin, Shepherd & Wilfong 2002, figure 3): two ASes that each prefer the path through the other. There are two
 * steady states. The order of messages decides which one is reached; if both ASes always send at the same time, none is.
 * @example stableStates(steadyState(disagree())).states.length // 2
 */
export function disagree(): Gadget {
  const topology = compile(
    defineAsGraph({
      ases: ases([1, 2, 10]),
      links: [...[1, 2].map((provider) => ({ provider, customer: 10 })), { peers: [1, 2] }],
    }),
  );
  return {
    topology,
    announcements: [{ site: "A", origin: 10 }],
    policies: { ases: { 1: { localPref: { 2: 300 } }, 2: { localPref: { 1: 300 } } } },
  };
}

/**
 * The 3/4 wedgie (RFC 4264, section 3): AS1 has AS4 as its primary provider and AS2 as a backup, and asks AS2 to give its route
 * the lowest preference. When the link to AS4 fails, the backup is used; after the repair it stays in use, because AS3 now has
 * the route from a customer.
 * @example converge(wedgie()).ending.kind // "converged"
 */
export function wedgie(): Gadget {
  const topology = compile(
    defineAsGraph({
      ases: ases([1, 2, 3, 4]),
      links: [
        { provider: 4, customer: 1 },
        { provider: 2, customer: 1 },
        { provider: 3, customer: 2 },
        { peers: [3, 4] },
      ],
    }),
  );
  return {
    topology,
    announcements: [{ site: "A", origin: 1 }],
    policies: { ases: { 2: { localPref: { 1: 50 } } } },
    // The primary announces first; if the backup were first, the wedge would exist from the start.
    events: [
      { at: 0, kind: "session-down", ends: [1, 2] },
      { at: 60_000, kind: "session-up", ends: [1, 2] },
      { at: 120_000, kind: "link-down", ends: [1, 4], detection: { kind: "loss-of-light", ms: 10 } },
      { at: 240_000, kind: "link-up", ends: [1, 4] },
      { at: 360_000, kind: "session-down", ends: [1, 2] },
      { at: 480_000, kind: "session-up", ends: [1, 2] },
    ],
  };
}

/**
 * A MED oscillation (RFC 3345, section 2.1): AS1 with two route reflectors, Ra (clients Rb and Rc) and Rd (client Re), receives
 * the prefix from AS10 at Rb, and from AS6 at Rc with MED 1 and at Re with MED 0.
 * @example converge(medOscillation()).ending.kind // "oscillates"
 */
export function medOscillation(): Gadget {
  const at = (city: string, lon: number) => ({ city, lat: 0, lon });
  const pops = [at("Ra", 0), at("Rb", 1), at("Rc", 2), at("Rd", 3), at("Re", 4)];
  const topology = compile(
    defineAsGraph({
      ases: [
        { asn: 1, pops },
        { asn: 6, pops: [pops[2], pops[4]] },
        { asn: 10, pops: [pops[1]] },
      ],
      links: customersOf(1, [6, 10]),
    }),
  );
  return {
    topology,
    tieBreak: "router",
    announcements: [
      { site: "A", origin: 10, city: "Rb", med: 10 },
      { site: "B", origin: 6, city: "Rc", med: 1 },
      { site: "C", origin: 6, city: "Re", med: 0 },
    ],
    insides: {
      1: {
        reflectors: { Ra: ["Rb", "Rc"], Rd: ["Re"] },
        igp: [
          { ends: ["Ra", "Rd"], cost: 1 },
          { ends: ["Ra", "Rb"], cost: 5 },
          { ends: ["Ra", "Rc"], cost: 4 },
          { ends: ["Rd", "Re"], cost: 12 },
        ],
      },
    },
    timing: { mrai: false },
  };
}

/**
 * A clique of `n` ASes that tell each other everything and prefer nothing but short paths, and one origin behind the first: the
 * setting of Labovitz et al. 2000. Its one site withdraws at 0 ms, from a converged state.
 * @example clique(5).topology.asns.length // 6
 */
export function clique(n: number): Gadget {
  const members = Array.from({ length: n }, (_, i) => i + 1);
  const topology = compile(
    defineAsGraph({
      ases: ases([...members, n + 1]),
      links: [
        ...members.flatMap((a) => members.filter((b) => b > a).map((b) => ({ peers: [a, b] as const }))),
        { provider: 1, customer: n + 1 },
      ],
    }),
  );
  return {
    topology,
    announcements: [{ site: "A", origin: n + 1 }],
    policies: {
      localPref: { customer: 100, peer: 100, provider: 100 },
      ases: Object.fromEntries(members.map((asn) => [asn, { leak: true }])),
    },
    start: "settled",
    events: [{ at: 0, kind: "withdraw", site: "A" }],
  };
}

/**
 * The bystander: AS7 buys from AS5 and AS6. AS6 reaches site A down a long chain of customers, and C over a short peering; AS5 reaches
 * B down a chain. AS7 uses B; when A, which it never used, withdraws, it moves to C.
 * @example bystander().topology.asns.length // 12
 */
export function bystander(): Gadget {
  const chain = (...asns: number[]) => asns.slice(1).map((customer, i) => ({ provider: asns[i], customer }));
  const topology = compile(
    defineAsGraph({
      ases: ases([5, 6, 7, 11, 12, 13, 21, 22, 30, 101, 102, 103]),
      links: [
        ...chain(6, 11, 12, 13, 101),
        ...chain(5, 21, 22, 102),
        ...chain(30, 103),
        { peers: [6, 30] },
        ...chain(6, 7),
        ...chain(5, 7),
      ],
    }),
  );
  return {
    topology,
    announcements: [
      { site: "A", origin: 101 },
      { site: "B", origin: 102 },
      { site: "C", origin: 103 },
    ],
    start: "settled",
    events: [{ at: 0, kind: "withdraw", site: "A" }],
  };
}
