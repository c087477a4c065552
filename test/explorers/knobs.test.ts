import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareCatchments } from "../../lib/kit/anycast/internet/compare.js";
import { internetCatchment } from "../../lib/kit/anycast/internet/catchment.js";
import { shares } from "../../lib/kit/anycast/shares.js";
import { moveTo, viewHtml, type State, ExplorerError } from "../../lib/course/explorers/core/explorer.js";
import { citiesOf, movesBetween, sharesOf } from "../../lib/course/explorers/knobs/catchment.js";
import { ANNOUNCED, MOST_PREPENDS } from "../../lib/course/explorers/knobs/controls.js";
import { percent } from "../../lib/course/explorers/core/wording.js";
import { knobs, turnKnobs } from "../../lib/course/explorers/knobs/explorer.js";
import { renderExplorer } from "../../lib/course/explorers/render-explorer.js";
import { prepareProps } from "../../lib/course/explorers/prepare.js";
import { skeleton } from "./skeleton.js";

const props = {
  sites: { A: { city: "Los Angeles" }, B: { city: "Frankfurt" }, C: { city: "Singapore" } },
  internet: { ases: 400, seed: 3 },
};
const scenarioOf = (given: unknown) => knobs.read(JSON.parse(prepareProps("knobs", given)));
const scenario = scenarioOf(props);
const first = knobs.initial(scenario);
const letters = ["A", "B", "C"];

/** Any position of all knobs. */
const anyState: fc.Arbitrary<State> = fc
  .record(
    Object.fromEntries(
      letters.flatMap((site): [string, fc.Arbitrary<string | number>][] => [
        [`${site}-prepend`, fc.integer({ min: 0, max: MOST_PREPENDS })],
        [`${site}-announced`, fc.constantFrom(...ANNOUNCED)],
        [`${site}-neighbours`, fc.constantFrom("all", ...scenario.neighbours[site].map(({ label }) => label))],
      ]),
    ),
  )
  .map((state) => ({ ...state }));

describe("turning the knobs", () => {
  it("gives the catchments that the library computes, for any position of them", () => {
    fc.assert(
      fc.property(anyState, (state) => {
        const now = turnKnobs(scenario, state);
        const after = internetCatchment({ deployment: now.deployment });
        const first = scenario.before(now.deployment);
        const before = internetCatchment({ deployment: first.deployment });
        const part = new Map(shares(after).map(({ site, share }) => [site, share]));
        const own = sharesOf(now, scenario.users);
        [...letters, "none"].forEach((site, i) => expect(own[i]).toBeCloseTo(part.get(site) ?? 0, 9));
        const moves = movesBetween(first, now, scenario.users);
        for (const { from, to, share } of compareCatchments(before, after).matrix) {
          const [row, column] = [from, to].map((site) => (site === "none" ? 3 : letters.indexOf(site)));
          expect(moves[4 * row + column]).toBeCloseTo(share, 9);
        }
        expect(moves.reduce((sum, move) => sum + move, 0)).toBeCloseTo(1, 9);
      }),
      { numRuns: 12 },
    );
  });

  it("patches a drawn map into exactly what would have been drawn", () => {
    fc.assert(
      fc.property(anyState, anyState, (from, to) => {
        const [one, other] = [from, to].map((state) => {
          const view = knobs.render(scenario, state, "k");
          const patch = knobs.patch!(scenario, state, "k");
          return { said: view.summary === patch.summary, left: skeleton(viewHtml(view), patch, "k-map") };
        });
        // A boolean, because two views on a terminal help nobody.
        expect([one.said, other.said, one.left === other.left]).toEqual([true, true, true]);
      }),
      { numRuns: 4 },
    );
  });

  it("keeps a local node to its neighbours without taking the other sites from anybody", () => {
    const now = turnKnobs(scenario, { ...first, "B-announced": "with NO_EXPORT" });
    const [before, after] = [scenario.before(now.deployment), now].map((each) => sharesOf(each, scenario.users));
    expect(after[1]).toBeLessThan(before[1] / 2);
    expect(after[3]).toBeLessThan(0.1);
  });

  it("divides the users of every city, all of them", () => {
    const cities = citiesOf(scenario.before(scenario.deployment), scenario.users);
    for (const { weight, weights } of cities)
      expect(Object.values(weights).reduce((sum, part) => sum + part, 0)).toBeCloseTo(weight, 6);
    expect(cities.length).toBeGreaterThan(100);
  });

  const summaryFor = (changed: State) => knobs.render(scenario, { ...first, ...changed }, "k").summary;

  it("says who moved, from where to where", () => {
    expect(summaryFor({})).toMatch(/^The users divide as A [\d.]+ %, B [\d.]+ %, C [\d.]+ %\. Turn a knob\.$/);
    const words = summaryFor({ "A-prepend": 5 });
    const now = turnKnobs(scenario, { ...first, "A-prepend": 5 });
    const moves = movesBetween(scenario.before(now.deployment), now, scenario.users);
    expect(moves[1]).toBeGreaterThan(0);
    expect(words).toMatch(/^5 prepends at A move /);
    expect(words).toContain(`${percent(moves[1])} from A to B`);
    expect(words).not.toContain("to A");
  });

  it("says that withdrawing a site moves all its users, and that without any site no user is answered", () => {
    const share = percent(sharesOf(scenario.before(scenario.deployment), scenario.users)[0]);
    expect(summaryFor({ "A-announced": "withdrawn" })).toMatch(
      new RegExp(`^Withdrawing A moves ${share} of the users.* Now: A 0 %`),
    );
    const all = Object.fromEntries(letters.map((site) => [`${site}-announced`, "withdrawn"]));
    expect(summaryFor(all)).toMatch(/^Withdrawing A, withdrawing B and withdrawing C move 100 % .*nobody 100 %\.$/);
  });

  it.each([
    [0, "0 %"],
    [0.0003, "less than 0.1 %"],
    [0.0312, "3.1 %"],
    [0.09951, "10 %"],
    [0.184, "18 %"],
  ])("writes the part %d as %s", (part, text) => expect(percent(part)).toBe(text));

  it("names a knob that moves no users", () => {
    const site = { A: { city: "Tokyo" } };
    const alone = scenarioOf({ sites: site, internet: props.internet });
    const { summary } = knobs.render(alone, { ...knobs.initial(alone), "A-prepend": 3 }, "k");
    expect(summary).toBe("3 prepends at A move nobody. Now: A 100 %.");
  });

  it("begins where the notebook says", () => {
    const given = scenarioOf({ ...props, sites: { ...props.sites, A: { city: "Los Angeles", prepend: 2 } } });
    expect(knobs.initial(given)["A-prepend"]).toBe(2);
    expect([...given.before(given.deployment).site]).toEqual([
      ...turnKnobs(scenario, { ...first, "A-prepend": 2 }).site,
    ]);
  });

  it("takes a state from an address where it fits, and passes over what does not", () => {
    const wanted = { "A-prepend": "3", "B-announced": "withdrawn", "C-prepend": "9", "C-announced": "loudly" };
    expect(moveTo(knobs, scenario, first, wanted)).toEqual({ ...first, "A-prepend": 3, "B-announced": "withdrawn" });
  });

  it("weighs little in a page: a seed, not a topology", () => {
    expect(prepareProps("knobs", props).length).toBeLessThan(600);
  });

  it.each([
    [{ ...props, sites: { A: { city: "Atlantis" } } }, 'sites: Unknown city "Atlantis"'],
    [{ ...props, sites: { A: { city: "Paris", prepend: 9 } } }, "sites.A.prepend"],
    [{ ...props, sites: { A: { city: "Paris", announced: "loudly" } } }, "sites.A.announced"],
    [{ ...props, sites: { Seattle: { city: "Seattle" } } }, "sites"],
    [{ ...props, sites: {} }, "sites: must have at least one"],
    [{ ...props, origin: 7 }, "sites: AS7: already in the graph"],
    [{ ...props, internet: { ases: 5, seed: 1 } }, "internet.ases"],
    [{ ...props, address: "192.0.2" }, "sites"],
    [{ ...props, colour: "red" }, "colour"],
    [undefined, "knobs"],
  ])("refuses %j, naming what is wrong", (given, message) => {
    expect(() => renderExplorer("knobs", given)).toThrow(ExplorerError);
    expect(() => renderExplorer("knobs", given)).toThrow(message);
  });
});
