// Inserts one fault by seed, with the diagnosis of the model: what to look for, and the affected routers.
import { seededRandom } from "../../routing/convergence/index.js";
import { defineAsGraph, endsOf } from "../../topology/index.js";
import type { Scenario } from "../../routing/scenario/index.js";
import { planRouters } from "../plan-routers.js";
import { predict } from "./lab.js";

export interface BrokenScenario {
  readonly scenario: Scenario;
  readonly fault: "wrong LOCAL_PREF" | "leaked more-specific prefix" | "missing export" | "route leak";
  /** The fault, in a sentence. */
  readonly diagnosis: string;
  /** Routers whose best path changes. */
  readonly moved: readonly string[];
}

/**
 * The scenario with the first fault, in an order given by the seed, that changes some router's best path and still settles;
 * undefined if there is none.
 */
export function breakScenario(scenario: Scenario, seed: number): BrokenScenario | undefined {
  const random = seededRandom(seed);
  const before = predict(planRouters(scenario)).routes;
  const faults = faultsOf(scenario)
    .map((fault) => ({ fault, at: random() }))
    .sort((a, b) => a.at - b.at);
  for (const { fault } of faults) {
    try {
      const after = new Map(
        predict(planRouters(fault.scenario)).routes.map(({ node, prefix, path }) => [
          `${node} ${prefix}`,
          path?.join(" "),
        ]),
      );
      const moved = before
        .filter(({ node, prefix, path }) => after.get(`${node} ${prefix}`) !== path?.join(" "))
        .map(({ node }) => node);
      const isMore = after.size > before.length;
      if (moved.length > 0 || isMore) return { ...fault, moved: [...new Set(moved)] };
    } catch {
      // It does not settle, or cannot be announced: try another fault.
    }
  }
  return undefined;
}

function faultsOf(scenario: Scenario): Omit<BrokenScenario, "moved">[] {
  const { topology, policies, announcements } = scenario;
  const origins = new Set(announcements.map(({ origin }) => origin));
  const withAs = (asn: number, policy: object): Scenario => ({
    ...scenario,
    policies: { ...policies, ases: { ...policies.ases, [asn]: { ...policies.ases?.[asn], ...policy } } },
  });
  const preferences = topology.links.flatMap((link) =>
    endsOf(link).flatMap((asn, i) => {
      const other = endsOf(link)[1 - i];
      if (origins.has(asn)) return [];
      const localPref = { ...policies.ases?.[asn]?.localPref, [other]: 400 };
      const diagnosis = `AS${asn} gives routes from AS${other} LOCAL_PREF 400, above all others: check its import filter.`;
      return [{ scenario: withAs(asn, { localPref }), fault: "wrong LOCAL_PREF" as const, diagnosis }];
    }),
  );
  const exports = announcements.flatMap((announcement, i) => {
    const links = topology.links.filter((link) => endsOf(link).includes(announcement.origin));
    const told =
      announcement.neighbours ?? links.map((link) => endsOf(link).find((asn) => asn !== announcement.origin)!);
    if (told.length < 2) return [];
    return told.map((missing) => ({
      scenario: {
        ...scenario,
        announcements: announcements.map((each, j) =>
          j === i ? { ...each, neighbours: told.filter((asn) => asn !== missing) } : each,
        ),
      },
      fault: "missing export" as const,
      diagnosis: `Site ${announcement.site} does not announce to AS${missing}: check its export filter.`,
    }));
  });
  const leaks = topology.ases
    .filter(({ asn }) => !origins.has(asn) && !policies.ases?.[asn]?.leak)
    .map(({ asn }) => ({
      scenario: withAs(asn, { leak: true }),
      fault: "route leak" as const,
      diagnosis: `AS${asn} exports to its providers and peers what it learned from providers and peers (RFC 7908): check its export filters.`,
    }));
  return [...preferences, ...exports, ...leaks].map((each) => ({
    ...each,
    scenario: { ...each.scenario, topology: defineAsGraph(topology) },
  }));
}
