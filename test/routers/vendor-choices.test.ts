// The table of what vendors do by default, shown on the daemons: each choice changes the best path of one router, or does not.
import { setTimeout as pause } from "node:timers/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { bird, frr } from "../../lib/kit/routers/index.js";
import { agreement } from "../../lib/kit/routers/agreement.js";
import type { Daemon } from "../../lib/kit/routers/daemon.js";
import { namespaceOf } from "../../lib/kit/routers/network-script.js";
import { planRouters } from "../../lib/kit/routers/plan-routers.js";
import type { PlannedRouter } from "../../lib/kit/routers/plan.js";
import { plannedState } from "../../lib/kit/routers/router-state.js";
import { runOn, withRouters } from "../../lib/kit/routers/run-routers.js";
import { vendorChoices } from "../../lib/kit/routers/vendor-choices.js";
import { readScenario, type Scenario } from "../../lib/kit/routing/scenario/index.js";
import { needs } from "../needs.js";

/** AS64501 has two customers: the sites A (AS64510), which the tie-break prefers, and B. @param med of A @param origin of B */
const scenario = (name: string, { med, origin = 64511 }: { med?: number; origin?: number }, policies = {}): Scenario =>
  readScenario(
    JSON.stringify({
      format: "anycast-scenario",
      version: 1,
      name,
      ases: [64501, 64502, 64510, 64511].map((asn) => ({ asn })),
      links: [
        { provider: 64501, customer: 64510 },
        { provider: 64501, customer: 64511 },
        { provider: 64502, customer: 64501 },
      ],
      announcements: [
        { site: "A", origin: 64510, ...(med !== undefined && { med }) },
        { site: "B", origin },
      ],
      policies,
    }),
  );

/** Who AS64501 uses, by rule: what an operator can say in a scenario. */
const said: readonly (readonly [about: string, scenario: Scenario, site: string])[] = [
  ["missing MED", scenario("a missing MED is 0, so it beats 5", { med: 5, origin: 64510 }), "B"],
  [
    "missing MED",
    scenario("a missing MED is the worst", { med: 5, origin: 64510 }, { med: { missing: "worst" } }),
    "A",
  ],
  ["MED across ASes", scenario("MEDs of two ASes are not compared", { med: 5 }), "A"],
  ["MED across ASes", scenario("MEDs of two ASes are compared", { med: 5 }, { med: { always: true } }), "B"],
  ["router id", scenario("the lowest identifier", {}), "A"],
];

/** The daemon with another line in each configuration. */
const altered = (daemon: Daemon, from: string, to: string): Daemon => ({
  ...daemon,
  start: (...words) => {
    const text = daemon.start(...words);
    expect(text).toContain(from);
    return text.replaceAll(from, to);
  },
});

describe("the table of choices", () => {
  it("has the four on which vendors differ, each with the default and a source for both", () => {
    expect(vendorChoices.map(({ about }) => about).sort()).toEqual([
      "MED across ASes",
      "missing MED",
      "oldest route",
      "router id",
    ]);
    for (const { vendors, model } of vendorChoices) {
      expect(model.byDefault.length).toBeGreaterThan(5);
      for (const name of ["bird", "frr"] as const) {
        expect(vendors[name].byDefault).not.toBe("");
        expect(vendors[name].source).toMatch(/^https:\/\/|bgpd\//);
      }
    }
  });
});

describe.each([
  {
    daemon: bird,
    needed: "bird",
    // BIRD: age counts only where the operator says so.
    keepsOldest: () => altered(bird, "  deterministic med on;", "  deterministic med on; prefer older on;"),
  },
  {
    daemon: frr,
    needed: "frr",
    keepsOldest: () => altered(frr, " bgp bestpath compare-routerid\n", "\n"),
  },
] as const)("$daemon.title", ({ daemon, needed, keepsOldest }) => {
  needs(needed, "root").describe("decides as the table says", () => {
    let used: readonly (string | undefined)[];
    let agree: readonly boolean[];
    beforeAll(async () => {
      const plans = said.map(([, each]) => planRouters(each));
      const isExpected = (i: number, seen: Parameters<typeof agreement>[1]) =>
        agreement(plans[i], seen, daemon.name).every(({ agrees }) => agrees);
      const routes = await runOn(daemon, plans, { isExpected });
      const rows = plans.map((plan, i) => agreement(plan, routes[i], daemon.name));
      used = rows.map((own) => own.find(({ asn }) => asn === 64501)![daemon.name]?.site);
      agree = rows.map((own) => own.every(({ agrees }) => agrees));
    }, 120_000);

    it.each(said.map(([about, { name }, site], i) => [about, name, site, i] as const))(
      "%s: %s",
      (_about, _name, site, i) => {
        expect(used[i]).toBe(site);
        expect(agree[i]).toBe(true);
      },
    );

    it.each([
      ["our configuration: the router id, whatever came first", () => daemon, "A"],
      ["otherwise: the oldest route stays", keepsOldest, "B"],
    ] as const)("oldest route: %s", { timeout: 120_000 }, async (_name, choose, site) => {
      const plan = planRouters(scenario("B announces first, A later", {}));
      const late = plan.routers.find(({ announces }) => announces?.announcement.site === "A")!;
      const at = plan.routers.find(({ asn, announces }) => asn === 64501 && !announces)!;
      const stateOf = (router: PlannedRouter) =>
        router === late ? { closed: new Set<string>() } : plannedState(router);
      const isExpected = (_i: number, seen: Parameters<typeof agreement>[1]) => seen[at.number].length > 0;
      const options = { forwards: false, stateOf, isExpected };
      const chosen = choose();
      const found = await withRouters(chosen, [plan], options, async ({ namespaces, first, routes }) => {
        expect(routes[0][at.number][0].path).toEqual([64511]);
        await namespaces.run(chosen.change(plan, late, first[0], plannedState(late)));
        // A's route arrives; it is used or not.
        const ask = chosen.ask([
          daemon === bird
            ? `birdc -s /run/anycast/${namespaceOf(at.number)}.ctl show route all`
            : chosen.askRoutes(namespaceOf(at.number), plan),
        ]);
        for (;;) {
          const text = await namespaces.run(ask);
          if (/64510/.test(text)) break;
        }
        // It decides a little after that: a change is waited for, and where none is expected it gets three seconds.
        const best = async () =>
          chosen.routes(await namespaces.run(chosen.ask([chosen.askRoutes(namespaceOf(at.number), plan)])), at)[0].path;
        const until = Date.now() + (site === "A" ? 60_000 : 3000);
        while (Date.now() < until && !(await best()).includes(64510)) await pause(100);
        return best();
      });
      expect(found).toEqual([site === "A" ? 64510 : 64511]);
    });
  });
});
