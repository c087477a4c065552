import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluate } from "../../lib/kit/anycast/designs/evaluate.js";
import { loseSites } from "../../lib/kit/anycast/designs/site-loss.js";
import { movedAt, recoverySeconds } from "../../lib/kit/anycast/designs/outage.js";
import { worldRegion } from "../../lib/kit/geo/world-region.js";
import { viewHtml, type State, ExplorerError } from "../../lib/course/explorers/core/explorer.js";
import { outcomesOf, SEES, settingOf } from "../../lib/course/explorers/designs/data.js";
import { citiesAt, unanswered } from "../../lib/course/explorers/designs/moment.js";
import { DESIGN_NAMES, LEVELS } from "../../lib/course/explorers/designs/props.js";
import { designs } from "../../lib/course/explorers/designs/explorer.js";
import { renderExplorer } from "../../lib/course/explorers/render-explorer.js";
import { prepareProps } from "../../lib/course/explorers/prepare.js";
import { skeleton } from "./skeleton.js";

const scenarioOf = (props: unknown) => designs.read(JSON.parse(prepareProps("designs", props)));
const scenario = scenarioOf({ ases: 500 });
const first = designs.initial(scenario);
const { service, deaths, json } = scenario;
const { deployment, asked, users } = service;

const anyDns = fc.record({
  errors: fc.integer({ min: 0, max: 50 }),
  level: fc.constantFrom(...LEVELS),
  sees: fc.constantFrom(...SEES),
});
const anyState: fc.Arbitrary<State> = fc
  .record({
    dns: anyDns,
    design: fc.constantFrom(...DESIGN_NAMES),
    dies: fc.constantFrom("nothing", ...deaths.map(({ name }) => name)),
    seconds: fc.integer({ min: 0, max: 33 }).map((tens) => 10 * tens),
  })
  .map(({ dns, ...rest }) => ({ ...first, ...dns, ...rest }));

const figures = (state: State) => {
  const view = designs.render(scenario, { ...first, ...state }, "d");
  return { ...view, named: (name: string) => view.figures.find((figure) => figure.name === `d-${name}`)! };
};

describe("the short form", () => {
  const short = scenarioOf({ ases: 500, short: true });
  const state = designs.initial(short);

  it("offers three designs and two controls, all of which are explained where it stands", () => {
    expect(designs.controls(short, state).map(({ name }) => name)).toEqual(["design", "choice"]);
    const { figures: drawn } = designs.render(short, state, "s");
    expect(drawn.map(({ name }) => name)).toEqual(["s-table", "s-rtts"]);
    expect(drawn[0].data.rows.map(([name]) => name)).toEqual(["global anycast", "GeoDNS", "regional anycast"]);
  });

  it("is not the only one without a map", () => {
    const drawn = (map: boolean) => designs.render(scenarioOf({ ases: 500, map }), state, "s").figures;
    expect(drawn(true).map(({ name }) => name)).toEqual(["s-table", "s-map", "s-rtts", "s-beside"]);
    expect(drawn(false)).toEqual(drawn(true).filter(({ name }) => name !== "s-map"));
  });

  it("shows the same numbers as the whole, also with the state of its own controls alone", () => {
    const own = { design: "GeoDNS", choice: "by measured latency" };
    const row = (rows: readonly (readonly unknown[])[]) => rows.find(([name]) => name === "GeoDNS")!.slice(0, 5);
    const [few] = designs.render(short, own, "s").figures;
    const [all] = designs.render(scenario, { ...first, ...own }, "s").figures;
    expect(row(few.data.rows)).toEqual(row(all.data.rows));
  });
});

describe("the designs side by side", () => {
  it("are drawn as the library evaluates them, to the last bit", () => {
    fc.assert(
      fc.property(anyDns, (dns) => {
        const state = { ...first, ...dns };
        const setting = settingOf(scenario, state);
        const fresh = outcomesOf(scenario, setting).map(({ name, design }) => {
          // From nothing: no routes, no unicast round trips that are known already.
          const { rttMs, userMs, atBestSite, prefixes } = evaluate({ deployment, design, clients: asked, dns: setting.dns }); // prettier-ignore
          return [name, rttMs.mean, rttMs.p50, rttMs.p95, 100 * atBestSite, userMs.p50, prefixes];
        });
        expect(figures(state).named("table").data.rows).toEqual(fresh);
      }),
      { numRuns: 3 },
    );
  });

  it("send nobody whom DNS hands a region's address to a site outside that region", () => {
    fc.assert(
      fc.property(anyDns, fc.constantFrom("regional anycast", "regional, covering prefix"), (dns, design) => {
        const outcome = outcomesOf(scenario, settingOf(scenario, { ...first, ...dns, design })).find(
          ({ name }) => name === design,
        )!;
        const { services, catchments, steering } = outcome.evaluation;
        services.forEach(({ sites }, s) =>
          catchments[s].clients.forEach(({ site }, i) => {
            if (steering[i][s] > 0 && site !== undefined && !sites.includes(site))
              throw new Error(`${asked[i].city} has the address of ${services[s].name} and is at ${site}`);
          }),
        );
      }),
      { numRuns: 6 },
    );
  });

  it("colour every city by its own region's sites where DNS sees the user and never errs", () => {
    const state = { ...first, design: "regional anycast", sees: SEES[1] };
    const chosen = outcomesOf(scenario, settingOf(scenario, state)).find(({ name }) => name === state.design)!;
    for (const city of citiesAt(chosen.answers, deployment.sites, users)) {
      const region = Object.values(json.regions).find(({ serves }) => serves!.includes(worldRegion(city)))!;
      expect(region.sites).toEqual(expect.arrayContaining(Object.keys(city.weights)));
    }
  });

  it("account for every user at every moment", () => {
    fc.assert(
      fc.property(anyState, (state) => {
        const chosen = outcomesOf(scenario, settingOf(scenario, state)).find(({ name }) => name === state.design)!;
        for (const { weight, weights } of citiesAt(chosen.answers, deployment.sites, users))
          expect(Object.values(weights).reduce((sum, part) => sum + part, 0)).toBeCloseTo(weight, 6);
      }),
      { numRuns: 6 },
    );
  });

  it("patch a drawn view into exactly what would have been drawn", () => {
    fc.assert(
      fc.property(anyState, anyState, (from, to) => {
        const [one, other] = [from, to].map((state) => {
          const view = designs.render(scenario, state, "d");
          const patch = designs.patch!(scenario, state, "d");
          return { said: view.summary === patch.summary, left: skeleton(viewHtml(view), patch, "d-map") };
        });
        expect([one.said, other.said, one.left === other.left]).toEqual([true, true, true]);
      }),
      { numRuns: 4 },
    );
  });

  it("say what differs from global anycast, and that DNS does not matter to it", () => {
    expect(figures({ design: "regional anycast" }).summary).toMatch(
      /^Regional anycast: mean \d+ ms, median \d+ ms, 95th percentile \d+ ms; [\d.]+ % of the users are on their best site\. Its mean is \d+ ms (below|above) that of global anycast\.$/,
    );
    expect(figures({ errors: 10 }).summary).toContain(
      "DNS has only one address to return, so its errors change nothing",
    );
    const points = (errors: number) =>
      figures({ errors })
        .named("rtts")
        .data.rows.map((row) => row.at(-1));
    expect(points(30)).toEqual(points(0));
  });
});

describe("what fails", () => {
  const region = "Europe and Africa";
  const lossOf = (design: (typeof DESIGN_NAMES)[number], dies: string) => {
    const setting = settingOf(scenario, { ...first, design, dies });
    const outcome = outcomesOf(scenario, setting).find(({ name }) => name === design)!;
    return { setting, ...outcome, loss: outcome.loss! };
  };

  it("is a site or a region, and costs what the library says", () => {
    expect(deaths.map(({ name }) => name)).toEqual(["A", "B", "C", "D", "E", "F", "Americas", region]);
    for (const dies of ["F", region])
      for (const name of DESIGN_NAMES) {
        const { design, setting, loss } = lossOf(name, dies);
        const fresh = evaluate({ deployment, design, clients: asked, dns: setting.dns });
        const { bgpSeconds, dnsSeconds, dns, death } = setting;
        expect(loss).toEqual(loseSites(fresh, deployment, { dead: death!.sites, dns, bgpSeconds, dnsSeconds }));
      }
  });

  it("takes a dead region's users to DNS, to BGP where a covering prefix is announced; one site alone is the end", () => {
    const [bare, covered] = [lossOf("regional anycast", region), lossOf("regional, covering prefix", region)];
    expect([bare.loss.movedByBgp, covered.loss.movedByDns]).toEqual([0, 0]);
    expect(bare.loss.worstSeconds).toBe(330);
    expect(covered.loss.worstSeconds).toBe(90);
    expect(bare.loss.hit).toBe(covered.loss.hit);
    expect(figures({ design: "regional anycast", dies: region }).summary).toMatch(
      /0 s after region Europe and Africa \(D, E\) failed: [\d.]+ % of the users have no answer\. DNS moves all of the [\d.]+ % whose site failed; they wait 180 s on average, 330 s at worst\.$/,
    );
    expect(lossOf("one site", "A").loss.lost).toBe(1);
    expect(figures({ design: "one site", dies: "A" }).summary).toMatch(
      /For good are lost all of the 100 % whose site failed\.$/,
    );
  });

  it("is waited for as long as the area under the curve says", () => {
    const { data } = figures({ dies: region }).named("beside");
    expect(data.columns[0]).toBe("since then (s)");
    for (const name of DESIGN_NAMES) {
      const { loss, setting } = lossOf(name, region);
      const lostAt = (seconds: number) => {
        const moved = movedAt(seconds, setting);
        return (1 - moved.bgp) * loss.movedByBgp + (1 - moved.dns) * loss.movedByDns;
      };
      const middles = Array.from({ length: 400 }, (_none, second) => second + 0.5);
      const area = middles.reduce((sum, seconds) => sum + lostAt(seconds), 0);
      expect(area).toBeCloseTo(loss.meanSeconds * (loss.hit - loss.lost), 6);
      const { answers } = outcomesOf(scenario, { ...setting, seconds: 200 }).find((each) => each.name === name)!;
      expect(unanswered(answers)).toBeCloseTo(lostAt(200) + loss.lost, 9);
    }
  });

  it("is over when the slider ends, whatever resolvers keep", () => {
    for (const ttl of ["30 s", "3600 s"]) {
      const controls = designs.controls(scenario, { ...first, ttl });
      const slider = controls.find(({ name }) => name === "seconds")!;
      const last = slider.kind === "range" ? slider.max : 0;
      expect(last).toBeGreaterThanOrEqual(recoverySeconds({ dns: { ttlSeconds: parseInt(ttl) } }));
      const { summary } = figures({ design: "GeoDNS", dies: "F", ttl, seconds: last });
      expect(summary).toContain(`${last} s after site F, Singapore failed: 0 % of the users have no answer.`);
    }
  });
});

describe("the data of designs", () => {
  it("needs nothing, and weighs little in a page: a seed, not a topology", () => {
    expect(prepareProps("designs", {}).length).toBeLessThan(1500);
    expect(prepareProps("designs", JSON.parse(prepareProps("designs", {})))).toBe(prepareProps("designs", {}));
  });

  const sites = { A: { city: "Paris" }, B: { city: "Tokyo" } };
  it.each([
    [{ sites: {} }, "sites: must have at least one"],
    [{ sites: { A: { city: "Atlantis" } } }, 'Unknown city "Atlantis"'],
    [{ sites: { Paris: { city: "Paris" } } }, "sites"],
    [{ sites: { A: { city: "Paris", carrier: 40 } } }, "Site A: carrier must be from 0 to"],
    [{ sites, regions: { West: { sites: ["A"] } } }, "Site B is in no region"],
    [{ sites, regions: { West: { sites: ["A", "C"] }, East: { sites: ["B"] } } }, "Unknown site C"],
    [{ sites, regions: { West: { sites: ["A", "B"], serves: ["mars"] } } }, "regions.West.serves.0"],
    [{ sites, origin: "F" }, "origin: unknown site F; sites are A, B"],
    [{ sites, dead: "West" }, 'dead: unknown site or region "West"'],
    [{ dns: { errors: { city: 0.8, country: 0.4 } } }, "the probabilities must sum to"],
    [{ dns: { errors: { planet: 1 } } }, "dns.errors"],
    [{ design: "global" }, "design"],
    [{ ases: 5 }, "ases"],
    [{ colour: "red" }, "colour"],
  ])("is refused where it is %j, naming what is wrong", (props, message) => {
    expect(() => renderExplorer("designs", props)).toThrow(ExplorerError);
    expect(() => renderExplorer("designs", props)).toThrow(message);
  });
});

describe("other transit", () => {
  const mixed = {
    A: { city: "New York", carrier: 0 },
    B: { city: "London", carrier: 1 },
    C: { city: "Tokyo", carrier: 0 },
  };
  const same = {
    A: { city: "New York", carrier: 0 },
    B: { city: "London", carrier: 0 },
    C: { city: "Tokyo", carrier: 0 },
  };
  const both = scenarioOf({ ases: 400, sites: mixed, transitName: "mixed", transit: { same } });
  const rows = (of: typeof both, state: State) =>
    designs.render(of, { ...designs.initial(of), ...state }, "d").figures.find(({ name }) => name === "d-table")!.data
      .rows;

  it("is the same service bought elsewhere: its numbers are those of an explorer with these sites", () => {
    const [bought, alone] = [rows(both, { transit: "same" }), rows(scenarioOf({ ases: 400, sites: same }), {})];
    expect(bought).toEqual(alone);
    expect(rows(both, {})).not.toEqual(bought);
    expect(rows(both, {})).toEqual(rows(scenarioOf({ ases: 400, sites: mixed }), {}));
  });

  it("is a control only where it is offered", () => {
    const [first, second] = [both, scenario].map((of) => designs.controls(of, designs.initial(of))[0]);
    expect(first.kind === "buttons" && first.options.map(({ value }) => value)).toEqual(["mixed", "same"]);
    expect(second.name).toBe("design");
  });

  it.each([
    [{ mixed: same }, 'transit: "mixed" is the name of the sites'],
    [{ other: { A: same.A } }, 'transit, "other": must have the sites A, B, C, in the same cities'],
    [{ other: { ...same, B: { city: "Paris" } } }, 'transit, "other": must have the sites A, B, C, in the same cities'],
  ])("is refused for %j", (transit, message) => {
    expect(() => scenarioOf({ ases: 400, sites: mixed, transitName: "mixed", transit })).toThrow(message);
  });
});

describe("what the reader may set besides", () => {
  it("DNS by measured latency is never slower on average than by distance, and global anycast does not use it", () => {
    const mean = (design: (typeof DESIGN_NAMES)[number], choice: string) =>
      outcomesOf(scenario, settingOf(scenario, { ...first, choice })).find(({ name }) => name === design)!.evaluation
        .rttMs.mean;
    for (const design of ["GeoDNS", "regional anycast"] as const)
      expect(mean(design, "by measured latency")).toBeLessThanOrEqual(mean(design, "by distance"));
    expect(mean("global anycast", "by measured latency")).toBe(mean("global anycast", "by distance"));
  });

  it("BGP's seconds are how long users of one address wait", () => {
    const wait = (bgp: string) => {
      const setting = settingOf(scenario, { ...first, bgp, dies: "F" });
      return outcomesOf(scenario, setting).find(({ name }) => name === "global anycast")!.loss!.worstSeconds;
    };
    expect(["3 s", "30 s", "90 s"].map(wait)).toEqual([3, 30, 90]);
  });

  it("endpoints must be sites", () => {
    expect(() => scenarioOf({ ases: 400, endpoints: ["H"] })).toThrow("endpoints: unknown site H");
  });
});
