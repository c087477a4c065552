import { describe, expect, it } from "vitest";
import { comparePair, separateProbes } from "../../lib/kit/anycast/detection.js";
import { city } from "../../lib/kit/geo/cities.js";

const probe = (name: string, rttMs: number) => ({ ...city(name), rttMs });

describe("the speed of light", () => {
  it("proves that 5 ms from London and 5 ms from Sydney are two machines", () => {
    const pair = comparePair(probe("London", 5), probe("Sydney", 5));
    expect(pair.provesAnycast).toBe(true);
    expect(Math.round(pair.minRttMs)).toBe(167);
    expect(Math.round(pair.km / 10)).toBe(1699);
  });

  it("proves nothing if the disks overlap", () => {
    expect(comparePair(probe("London", 5), probe("Paris", 5)).provesAnycast).toBe(false);
    expect(comparePair(probe("London", 90), probe("Sydney", 90)).provesAnycast).toBe(false);
  });

  it("gives a lower bound on the number of sites", () => {
    const probes = [probe("London", 5), probe("Paris", 6), probe("Sydney", 4), probe("Tokyo", 3), probe("Cairo", 150)];
    expect(separateProbes(probes).map((each) => each.name)).toEqual(["Tokyo", "Sydney", "London"]);
  });
});
