// Inserts one fault by seed, with the diagnosis of the model: what to look for, and the affected routers. Faults of routing change
// the scenario; faults of the network leave every best path as it is, and lose packets.
import { seededRandom } from "../../routing/convergence/index.js";
import { addressFromBits, parsePrefix } from "../../routing/index.js";
import { DEFAULT_PREFIX } from "../../routing/bgp/index.js";
import { defineAsGraph, endsOf } from "../../topology/index.js";
import type { Scenario } from "../../routing/scenario/index.js";
import { planRouters } from "../plan-routers.js";
import type { BrokenScenario } from "./fault.js";
import { predict } from "./lab.js";
import { networkFaultsOf } from "./network-faults.js";

interface BreakOptions {
  /** Whether faults of the network are among them. Defaults to false: only faults of routing. */
  readonly network?: boolean;
  /** Only faults of this kind. */
  readonly only?: BrokenScenario["fault"];
}

/**
 * The scenario with the first fault, in an order given by the seed, that changes some router's best path and still settles, or
 * loses packets; undefined if there is none.
 * @example breakScenario(scenario, 1).fault // "leaked more-specific prefix"
 */
export function breakScenario(
  scenario: Scenario,
  seed: number,
  { network = false, only }: BreakOptions = {},
): BrokenScenario | undefined {
  const random = seededRandom(seed);
  const plan = planRouters(scenario);
  const before = predict(plan).routes;
  const ofRouting = faultsOf(scenario).map((fault) => ({ fault, at: random() }));
  const ofNetwork = network ? networkFaultsOf(scenario, plan).map((fault) => ({ fault, at: random() })) : [];
  type Candidate = Omit<BrokenScenario, "moved"> & Partial<Pick<BrokenScenario, "moved">>;
  const faults: { readonly fault: Candidate; readonly at: number }[] = [...ofRouting, ...ofNetwork]
    .filter(({ fault }) => only === undefined || fault.fault === only)
    .sort((a, b) => a.at - b.at);
  for (const { fault } of faults) {
    if (fault.moved) return { ...fault, moved: fault.moved };
    try {
      const moved = predict(planRouters(fault.scenario))
        .routes.filter(({ node, prefix, path }) => {
          const own = before.filter((route) => route.node === node);
          const same = own.find((route) => route.prefix === prefix);
          // Traffic to a prefix that was not there before followed one of the routes that were.
          return same
            ? textOf(same.path) !== textOf(path)
            : path && own.every((route) => textOf(route.path) !== textOf(path));
        })
        .map(({ node }) => node)
        .filter((node) => before.some((route) => route.node === node));
      if (moved.length > 0) return { ...fault, moved: [...new Set(moved)] };
    } catch {
      // It does not settle, or cannot be announced: try another fault.
    }
  }
  return undefined;
}

const textOf = (path: readonly number[] | null | undefined) => path?.join(" ");

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
  const leaked = announcements.flatMap((announcement) => {
    const { family, bits, length } = parsePrefix(announcement.prefix ?? DEFAULT_PREFIX);
    if (length >= (family === 4 ? 32 : 128)) return [];
    const prefix = `${addressFromBits(family, bits).text}/${length + 1}`;
    // The name does not tell the learner which of the site's routers it is.
    const leak = { ...announcement, prefix, site: `${announcement.site}-2` };
    if (announcements.some((each) => each.prefix === prefix || each.site === leak.site)) return [];
    return [
      {
        scenario: { ...scenario, announcements: [...announcements, leak] },
        fault: "leaked more-specific prefix" as const,
        of: announcement.site,
        diagnosis: `AS${announcement.origin} announces ${prefix} too, and the longest match draws its half of the traffic from every other site to site ${announcement.site}: check its export filter.`,
      },
    ];
  });
  return [...preferences, ...exports, ...leaks, ...leaked].map((each) => ({
    ...each,
    scenario: { ...each.scenario, topology: defineAsGraph(topology) },
  }));
}
