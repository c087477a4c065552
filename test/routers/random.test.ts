import fc from "fast-check";
import { expect } from "vitest";
import { steadyStates } from "../../lib/kit/routing/bgp/steady-state.js";
import type { BgpProblem } from "../../lib/kit/routing/bgp/problem.js";
import { converge } from "../../lib/kit/routing/convergence/converge.js";
import { forwardingAt, momentAfter } from "../../lib/kit/routing/convergence/replay/scrub.js";
import { agreement } from "../../lib/kit/routers/agreement.js";
import { planStates } from "../../lib/kit/routers/plan-routers.js";
import { runOnBird } from "../../lib/kit/routers/run-routers.js";
import type { RoutersPlan } from "../../lib/kit/routers/plan.js";
import { generateInternet } from "../../lib/kit/topology/generator/index.js";
import { needs } from "../needs.js";
import { problems } from "../routing/bgp/random-problem.js";

const prefixes = ["192.0.2.0/24", "192.0.2.0/25", "2001:db8::/32"];
const problem = fc.tuple(
  fc.boolean().chain((geography) => problems({ geography, unsafe: true })),
  fc.array(fc.constantFrom(...prefixes), { minLength: 4, maxLength: 4 }),
);

/**
 * Overrides and leaks can have no stable state, or several (RFC 4264), and then routers end in any of them:
 * what settles the same way whatever the order of messages can be compared.
 */
function settlesOneWay(problem: BgpProblem): boolean {
  const endings = Array.from({ length: 12 }, (_run, seed) => {
    const history = converge({ ...problem, order: { kind: "random" }, seed });
    return history.ending.kind === "converged"
      ? JSON.stringify(forwardingAt(history, momentAfter(history, history.log.length)))
      : seed;
  });
  return new Set(endings).size === 1;
}

/** Routers that cap prepending remove an ASN everywhere in a path, also where it was poisoned: `planRouters` refuses this. */
function cappedOrPoisoned({ policies, ...rest }: BgpProblem): BgpProblem {
  if (rest.announcements.every(({ poison = [] }) => poison.length === 0)) return { ...rest, policies };
  const ases = Object.fromEntries(
    Object.entries(policies?.ases ?? {}).map(([asn, own]) => [asn, { ...own, keepPrepends: undefined }]),
  );
  return { ...rest, policies: { ...policies, ases } };
}

/** How many problems, and which: a longer campaign sets these. */
const { ROUTERS_PROBLEMS = "12", ROUTERS_SEED = "1" } = process.env;

/** What the lessons route on, with three sites at its edge. */
function generated(): RoutersPlan {
  const { graph: topology, tiers } = generateInternet({ ases: 100, seed: 7 });
  const stubs = [...topology.asns].filter((_asn, i) => tiers[i] === "stub");
  const announcements = ["A", "B", "C"].map((site, i) => ({ site, origin: stubs[i * 20], prepend: i % 2 }));
  return planStates({ name: "a generated Internet", states: steadyStates({ topology, announcements }), roas: [] });
}

const bird = needs("bird", "root");
bird.it(
  "BIRD and the model agree on random ASes with every policy, and on a generated Internet of 100 ASes",
  async () => {
    const samples = fc.sample(problem, { seed: Number(ROUTERS_SEED), numRuns: Number(ROUTERS_PROBLEMS) });
    const plans = samples.flatMap(([sample, given], i): RoutersPlan[] => {
      const { announcements, ...rest } = cappedOrPoisoned(sample);
      const prefixed = announcements.map((each, n) => ({ ...each, prefix: given[n] }));
      const each = [...new Set(given)].map((prefix) =>
        prefixed.filter((announcement) => announcement.prefix === prefix),
      );
      const questions = each.filter((own) => own.length > 0).map((own) => ({ ...rest, announcements: own }));
      if (!questions.every(settlesOneWay)) return [];
      const states = steadyStates({ ...rest, announcements: prefixed });
      return [planStates({ name: `random ${i}`, states, roas: rest.policies?.roas ?? [] })];
    });
    expect(plans.length).toBeGreaterThan(samples.length / 2);
    plans.push(generated());
    const found = await runOnBird(plans, {
      isExpected: (i, seen) => agreement(plans[i], seen).every(({ agrees }) => agrees),
    });
    const rows = plans.flatMap((plan, i) => agreement(plan, found[i]).map((row) => ({ plan: plan.name, ...row })));
    expect(rows.filter(({ agrees }) => !agrees)).toEqual([]);
    expect(rows.filter(({ bird }) => bird && bird.path.length > 1).length).toBeGreaterThan(80);
  },
  180_000,
);
