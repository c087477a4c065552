// The table of what vendors do by default, shown on the daemons: each choice changes the best path of one router, or does not.
import { beforeAll, describe, expect, it } from "vitest";
import { bird, frr } from "../../lib/kit/routers/index.js";
import { agreement } from "../../lib/kit/routers/agreement.js";
import { planRouters } from "../../lib/kit/routers/plan-routers.js";
import { comparePlay, preparePlay, runPlay } from "../../lib/kit/routers/play/index.js";
import { runOn } from "../../lib/kit/routers/run-routers.js";
import { vendorChoices } from "../../lib/kit/routers/vendor-choices.js";
import { fastEngine, referenceEngine, steadyState } from "../../lib/kit/routing/bgp/index.js";
import { forwardingAt, momentAfter, momentAt } from "../../lib/kit/routing/convergence/index.js";
import { otherEndings, playScenario, readScenario, type Scenario } from "../../lib/kit/routing/scenario/index.js";
import { compile } from "../../lib/kit/topology/index.js";
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

/** B announces first, A, which has the lower router id, later. */
const laterA = (policies: object): Scenario => ({
  ...scenario("B announces first, A later", {}, policies),
  events: [{ at: 1000, kind: "announce", site: "A" }],
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
  { daemon: bird, needed: "bird" },
  { daemon: frr, needed: "frr" },
] as const)("$daemon.title", ({ daemon, needed }) => {
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
      ["our configuration: the router id, whatever came first", {}, "A"],
      ["otherwise: the route in use stays", { preferOlder: true }, "B"],
    ] as const)("oldest route: %s", { timeout: 120_000 }, async (_name, policies, site) => {
      const play = preparePlay(laterA(policies));
      const model = forwardingAt(play.histories[0], momentAt(play.histories[0], play.toMs));
      expect(model.find(({ asn }) => asn === 64501)?.site).toBe(site);
      const [played] = await runPlay(daemon, [play]);
      const rows = comparePlay(play, played);
      expect(rows.filter(({ agrees }) => !agrees)).toEqual([]);
      const seen = rows.find(({ asn }) => asn === 64501)!.answered;
      expect([seen[0].site, seen.at(-1)!.site]).toEqual(["B", site]);
    });
  });
});

describe("the route in use, in the model", () => {
  const used = (scenario: Scenario, asn: number) => {
    const [history] = playScenario(scenario);
    return forwardingAt(history, momentAfter(history, history.log.length)).find((each) => each.asn === asn)?.site;
  };
  it("stays where only the router id speaks for another, for every tie-break", () => {
    for (const tieBreak of ["lowest-asn", "all", "router"] as const) {
      expect(used({ ...laterA({}), tieBreak }, 64501)).toBe("A");
      expect(used({ ...laterA({ preferOlder: true }), tieBreak }, 64501)).toBe("B");
    }
  });
  it("goes where a step before says so: a shorter path, a lower MED", () => {
    const longer = laterA({ preferOlder: true });
    const [a, b] = longer.announcements;
    expect(used({ ...longer, announcements: [a, { ...b, prepend: 1 }] }, 64501)).toBe("A");
    const byMed = { preferOlder: true, med: { always: true } };
    expect(used({ ...laterA(byMed), announcements: [a, { ...b, med: 5 }] }, 64501)).toBe("A");
    expect(used({ ...laterA(byMed), announcements: [{ ...a, med: 5 }, b] }, 64501)).toBe("B");
  });
  it("changes when it is withdrawn, and does not change back", () => {
    const events = [
      { at: 1000, kind: "withdraw", site: "A" },
      { at: 2000, kind: "announce", site: "A" },
    ] as const;
    const from = (policies: object): Scenario => ({ ...laterA(policies), events });
    expect(used(from({}), 64501)).toBe("A");
    expect(used(from({ preferOlder: true }), 64501)).toBe("B");
  });
  it("is the first site's in a settled start", () => {
    const settled: Scenario = { ...laterA({ preferOlder: true }), events: [], convergence: { start: "settled" } };
    const [a, b] = settled.announcements;
    expect(used(settled, 64501)).toBe("A");
    expect(used({ ...settled, announcements: [b, a] }, 64501)).toBe("B");
  });
  it("is named as one of several endings when sites announce at the same time", () => {
    const scenario: Scenario = { ...laterA({ preferOlder: true }), events: [] };
    const [others] = otherEndings(scenario, playScenario(scenario));
    expect(others.map((ending) => ending.find(({ asn }) => asn === 64501)?.site)).toEqual(["B"]);
  });
  it.each([fastEngine, referenceEngine])("is refused by name where there is no history", (engine) => {
    const { topology, announcements, policies } = laterA({ preferOlder: true });
    expect(() => steadyState({ topology: compile(topology), announcements, policies, engine })).toThrow(
      /^policies\.preferOlder: .*order of events/,
    );
    expect(() => planRouters(laterA({ preferOlder: true }))).toThrow(/^policies\.preferOlder: .*--play/);
  });
  it("is refused in a play whose order is not known", () => {
    expect(() =>
      preparePlay({ ...laterA({ preferOlder: true }), events: [{ at: 9, kind: "withdraw", site: "B" }] }),
    ).toThrow(/sites A and B announce from the beginning/);
  });
});
