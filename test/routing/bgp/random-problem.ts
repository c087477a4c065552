// Random BGP problems for property tests: acyclic AS graphs of up to 14 ASes with every policy the kit knows.
import fc from "fast-check";
import { compile } from "../../../lib/kit/topology/compile-graph.js";
import { defineAsGraph, type AsGraphInput, type AsLink } from "../../../lib/kit/topology/as-graph.js";
import type { BgpAnnouncement, Community } from "../../../lib/kit/routing/bgp/announcement.js";
import type { AsPolicy } from "../../../lib/kit/routing/bgp/policy.js";
import type { BgpProblem } from "../../../lib/kit/routing/bgp/problem.js";
import type { Update } from "../../../lib/kit/routing/bgp/update.js";
import type { RuleName, TieBreak } from "../../../lib/kit/routing/bgp/rules/index.js";

const cityNames = ["London", "Paris", "New York", "Tokyo", "Sydney", "Mumbai"];

/** An acyclic AS graph: AS i may sell to AS j only if i < j in a random numbering of the ASNs. */
export const asGraphs = (options: { geography: boolean }): fc.Arbitrary<AsGraphInput> =>
  fc
    .record({
      asns: fc.uniqueArray(
        fc.oneof(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 0x80000000, max: 0xffffffff })),
        {
          minLength: 3,
          maxLength: 14,
        },
      ),
      density: fc.integer({ min: 1, max: 4 }),
    })
    .chain(({ asns, density }) => {
      const pairs = asns.flatMap((a, i) => asns.slice(i + 1).map((b) => [a, b] as const));
      const kind = fc.nat(density * 3);
      const pops = options.geography ? fc.subarray(cityNames, { maxLength: 3 }) : fc.constant([]);
      return fc.record({
        ases: fc.tuple(
          ...asns.map((asn) => fc.record({ asn: fc.constant(asn), pops, routerId: fc.integer({ min: 1, max: 5 }) })),
        ),
        links: fc
          .tuple(
            ...pairs.map(([a, b]) =>
              fc.tuple(kind, pops).map(([k, cities]): AsLink[] => {
                const where = cities.length > 0 ? { cities } : {};
                if (k === 0) return [{ peers: [a, b], ...where }];
                return k <= 2 ? [{ provider: a, customer: b, ...where }] : [];
              }),
            ),
          )
          .map((links) => links.flat()),
      });
    });

interface Freedom {
  readonly geography?: boolean;
  /** LOCAL_PREF overrides and leaks, with which routes may never settle. */
  readonly unsafe?: boolean;
  /** Rules switched off. */
  readonly without?: boolean;
  /** No communities, poison, ROV, MED, origin codes. */
  readonly plain?: boolean;
}

export const problems = (freedom: Freedom): fc.Arbitrary<BgpProblem> =>
  changingProblems(freedom, 0).map(({ problem }) => problem);

/** A problem, and updates that can follow one another: each withdraws a site, if it is there, and announces others. */
export const changingProblems = (
  { geography = false, unsafe = false, without = false, plain = false }: Freedom,
  maxUpdates = 6,
): fc.Arbitrary<{ problem: BgpProblem; updates: Required<Update>[] }> =>
  asGraphs({ geography })
    .filter(({ links }) => links.length > 0)
    .chain((input) => {
      const neighbours = new Map<number, number[]>();
      const meet = (a: number, b: number) => neighbours.set(a, [...(neighbours.get(a) ?? []), b]);
      for (const link of input.links) {
        const [a, b] = "peers" in link ? link.peers : [link.provider, link.customer];
        meet(a, b);
        meet(b, a);
      }
      const asn = fc.constantFrom(...input.ases.map((as) => as.asn));
      const target = fc.oneof(asn, fc.constantFrom("providers", "peers", "customers"));
      const community: fc.Arbitrary<Community> = fc.oneof(
        fc.constant<Community>({ kind: "no-export" }),
        fc.constant<Community>({ kind: "graceful-shutdown" }),
        fc.constant<Community>({ kind: "no-peer" }),
        fc.constant<Community>({ kind: "blackhole" }),
        // An AS with several routers would keep the route at one of them, which no engine computes.
        ...(geography ? [] : [fc.constant<Community>({ kind: "no-advertise" })]),
        fc.record({ kind: fc.constant("no-announce-to" as const), at: asn, to: target }),
        fc.record({
          kind: fc.constant("prepend-to" as const),
          at: asn,
          to: target,
          times: fc.integer({ min: 1, max: 3 }),
        }),
      );
      const announcement = fc.constantFrom(...neighbours.keys()).chain((origin) => {
        const own = neighbours.get(origin)!;
        const few = fc.integer({ min: 0, max: 3 });
        return fc.record(
          {
            origin: fc.constant(origin),
            neighbours: fc.subarray(own, { minLength: 1 }),
            prepend: few,
            prependTo: fc.dictionary(fc.constantFrom(...own.map(String)), few),
            ...(geography ? { city: fc.constantFrom(...cityNames) } : {}),
            ...(plain
              ? {}
              : {
                  med: few,
                  originCode: fc.constantFrom("igp" as const, "egp" as const, "incomplete" as const),
                  communities: fc.array(community, { maxLength: 2 }),
                  poison: fc.array(asn, { maxLength: 2 }),
                }),
          },
          { requiredKeys: ["origin"] },
        );
      });
      const longest = fc.record({ v4: fc.constantFrom(22, 23, 24, 32) }, { requiredKeys: [] });
      const policy: fc.Arbitrary<AsPolicy> = fc.record(
        {
          ...(plain
            ? {}
            : {
                rov: fc.boolean(),
                keepPrepends: fc.integer({ min: 0, max: 2 }),
                maxLength: longest,
                maxLengthFrom: fc.dictionary(asn.map(String), longest, { maxKeys: 2 }),
              }),
          ...(unsafe
            ? {
                leak: fc.boolean(),
                localPref: fc.dictionary(asn.map(String), fc.constantFrom(50, 125, 175, 300), { maxKeys: 2 }),
              }
            : {}),
        },
        { requiredKeys: [] },
      );
      const rules: RuleName[] = [
        "local-pref",
        "as-path-length",
        "origin",
        "med",
        "ebgp-over-ibgp",
        "igp-cost",
        "router-id",
        "lowest-asn",
      ];
      const named = (options: fc.ArrayConstraints) =>
        fc
          .array(announcement, options)
          .chain((all) =>
            fc
              .shuffledSubarray(["A", "B", "C", "D"], { minLength: all.length, maxLength: all.length })
              .map((sites) => all.map((each, i): BgpAnnouncement => ({ ...each, site: sites[i] }))),
          );
      const update = fc.record({
        withdraw: fc.subarray(["A", "B", "C", "D"], { maxLength: 2 }),
        announce: named({ maxLength: 2 }),
      });
      const problem = fc.record({
        topology: fc.constant(compile(defineAsGraph(input))),
        announcements: named({ minLength: 1, maxLength: 4 }),
        policies: fc.record({
          ases: fc.dictionary(asn.map(String), policy, { maxKeys: 4 }),
          ...(plain
            ? {}
            : {
                maxLength: fc.oneof({ arbitrary: fc.constant({}), weight: 4 }, longest),
                med: fc.record({ always: fc.boolean(), missing: fc.constantFrom("zero" as const, "worst" as const) }),
              }),
          roas: fc.array(fc.record({ prefix: fc.constant("192.0.2.0/24"), asn }), { maxLength: 1 }),
        }),
        tieBreak: fc.constantFrom<TieBreak>("lowest-asn", "all", "router"),
        without: without ? fc.subarray(rules) : fc.constant([]),
      });
      return fc.record({ problem, updates: fc.array(update, { maxLength: maxUpdates }) });
    });
