import { describe, expect, it } from "vitest";
import { loadOf, withdrawTo, type SiteDemand } from "../../lib/kit/anycast/load.js";
import { weightedQuantiles } from "../../lib/kit/anycast/quantile.js";
import { cascade, loads, nMinusOne } from "../../lib/kit/anycast/internet/loads.js";
import { deployment } from "./internet/seattle-delhi.js";

/** Moura et al. 2016, in small: three sites with 10 of legitimate demand each, an attack on two of them. */
const demands: readonly SiteDemand[] = [
  { site: "A", legitimate: 10, attack: 200, capacity: 50 },
  { site: "B", legitimate: 10, attack: 10, capacity: 50 },
  { site: "C", legitimate: 10, attack: 0, capacity: 300 },
];
const answered = (of: readonly SiteDemand[]) => (100 * loadOf(of).legitimateAnswered).toFixed(1);

describe("under attack", () => {
  it("absorbing answers 74.6 %, withdrawing into the large site 100 %, into the small one 47.8 %", () => {
    expect(answered(demands)).toBe("74.6");
    expect(answered(withdrawTo(demands, "A", { C: 1 }))).toBe("100.0");
    expect(answered(withdrawTo(demands, "A", { B: 1 }))).toBe("47.8");
  });

  it("an overloaded site answers the same part of everything, good and bad", () => {
    const { sites, overloaded } = loadOf(demands);
    expect(overloaded).toEqual(["A"]);
    expect(sites[0]).toMatchObject({ demand: 210, utilisation: 4.2, answered: 50 / 210 });
  });

  it("demand that reaches no site is lost", () => {
    expect(loadOf(withdrawTo(demands, "A", {}), { legitimate: 10, attack: 200 }).legitimateAnswered).toBeCloseTo(
      2 / 3,
      12,
    );
  });

  it("refuses what cannot be", () => {
    expect(() => loadOf([{ site: "A", legitimate: -1 }])).toThrow("Site A: legitimate must be 0 or more");
    expect(() => withdrawTo(demands, "A", { B: 0.7, C: 0.7 })).toThrow("divided among the others");
    expect(() => withdrawTo(demands, "Z", {})).toThrow("Unknown site Z");
  });
});

describe("the load of a deployment between ASes", () => {
  it("comes by the users' weights, and bots have catchments too", () => {
    const load = loads(deployment, { demand: 1000, bots: [{ asn: 2, city: "Seattle" }], attack: 500 });
    expect(load.sites.map(({ legitimate, attack }) => [legitimate, attack])).toEqual([
      [300, 500],
      [700, 0],
    ]);
  });

  it("cascades: the site that takes over is overloaded in its turn, until none is left", () => {
    const { rounds, ending } = cascade(deployment, { demand: 12 });
    expect(rounds.map(({ withdrawing }) => withdrawing)).toEqual([["B"], ["A"], []]);
    expect(ending).toBe("none left");
    expect(rounds[2].load.legitimateAnswered).toBe(0);
    expect(cascade(deployment, { demand: 8 })).toMatchObject({ ending: "stable", rounds: [{ withdrawing: [] }] });
  });

  it("survives the loss of any one site only with capacity for it (N-1)", () => {
    expect(nMinusOne(deployment, { demand: 8 }).map(({ survives }) => survives)).toEqual([true, true]);
    expect(nMinusOne(deployment, { demand: 9 }).map(({ survives }) => survives)).toEqual([false, false]);
  });
});

describe("weighted quantiles", () => {
  it("are values below which that part of the weight lies", () => {
    const items = [
      { value: 10, weight: 1 },
      { value: 30, weight: 8 },
      { value: 20, weight: 1 },
      { value: 99, weight: 0 },
    ];
    expect(weightedQuantiles(items, ({ value }) => value, [0, 0.1, 0.11, 0.2, 0.5, 1])).toEqual([
      10, 10, 20, 20, 30, 30,
    ]);
    expect(() => weightedQuantiles([{ weight: 0 }], () => 1, [0.5])).toThrow(
      "Expected at least one value with a weight",
    );
    expect(() => weightedQuantiles(items, () => 1, [2])).toThrow("must be from 0 to 1 (got 2)");
  });
});
