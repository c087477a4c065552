// Connections that designs break: day by day, at a site's death, among bystanders, and where a site is added.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { breakProbability } from "../../../lib/kit/traffic/closed-forms.js";
import { connectionsBroken, connectionsBrokenByChange } from "../../../lib/kit/anycast/designs/connections-broken.js";
import type { Design } from "../../../lib/kit/anycast/designs/design.js";
import { evaluate } from "../../../lib/kit/anycast/designs/evaluate.js";
import { deployOnInternet } from "../../../lib/kit/anycast/internet/deployment.js";
import { linkedIn } from "../../../lib/course/research/published/linkedin.js";
import { deployment as bystander } from "../internet/bystander.js";
import { deployments } from "../internet/random-deployment.js";

const the = linkedIn();
const { deployment, designs } = the;
const broken = (design: Design, connections = {}) =>
  connectionsBroken(evaluate({ ...the, design }), deployment, { connections });

/** The case with some of its sites built. */
const linkedInOnly = (names: readonly string[]) =>
  deployOnInternet({
    topology: deployment.topology,
    address: "192.0.2.53",
    sites: Object.fromEntries(
      deployment.sites
        .filter(({ name }) => names.includes(name))
        .map(({ name, city, origin }) => [name, { city, origin }]),
    ),
  });

describe("connections broken by a design", () => {
  it("day by day are the part of users for whom BGP chooses, times 1 - exp(-lambda d)", () => {
    const chance = breakProbability({ changesPerDay: 0.1, durationMs: 60_000 });
    const { open, exposed, dayToDay } = broken(designs.global);
    expect([open, exposed]).toEqual([60_000, 1]);
    expect(dayToDay.part).toBeCloseTo(chance, 12);
    expect(dayToDay.perDay).toBeCloseTo(86_400_000 * chance, 6);
    // Europe and Asia have one site each: there BGP has nothing to choose.
    expect(broken(designs.regional).exposed).toBeCloseTo(7 / 9, 12);
    expect(broken(designs.dns)).toMatchObject({ exposed: 0, dayToDay: { perDay: 0, part: 0 } });
  });

  it("grow with the length of a connection and with the rate of changes, up to all of them", () => {
    const part = (connections: object) => broken(designs.global, connections).dayToDay.part;
    expect(part({ meanSeconds: 3600 })).toBeGreaterThan(59 * part({}));
    expect(part({ routeChangesPerDay: 1 })).toBeGreaterThan(9.9 * part({}));
    expect(part({ meanSeconds: 0 })).toBe(0);
    expect(part({ meanSeconds: 1e9 })).toBeCloseTo(1, 9);
    expect(() => broken(designs.global, { meanSeconds: -1 })).toThrow("Connections, meanSeconds: must be a number");
  });

  it("at a site's death are those at the site whatever the design; among bystanders only where BGP chooses", () => {
    const clients = [1, 2, 3, 4].map((asn) => ({ asn }));
    const { whenSiteDies, open } = connectionsBroken(
      evaluate({ deployment: bystander, clients, design: { kind: "global" } }),
      bystander,
    );
    // X and V use B; W uses A, and P uses C. When A fails, X moves from B to C although B is up.
    expect(whenSiteDies.map(({ site, there, bystanders }) => [site, there / open, bystanders / open])).toEqual([
      ["A", 0.25, 0.25],
      ["B", 0.5, 0],
      ["C", 0.25, 0],
    ]);
  });

  it("at the death of the only site are all that are open", () => {
    const alone = linkedInOnly(["F"]);
    const evaluation = evaluate({ ...the, deployment: alone, design: designs.global });
    expect(connectionsBroken(evaluation, alone)).toMatchObject({
      exposed: 0,
      whenSiteDies: [{ site: "F", there: 60_000, bystanders: 0 }],
    });
  });

  it("obey laws: all connections end somewhere; with unicast addresses the failure of another site moves no user", () => {
    fc.assert(
      fc.property(deployments({ plain: false }), (random) => {
        fc.pre(random.topology.geography !== undefined && random.sites.length > 1);
        for (const kind of ["global", "geodns"] as const) {
          const evaluation = evaluate({ deployment: random, design: { kind } });
          const { open, exposed, dayToDay, whenSiteDies } = connectionsBroken(evaluation, random);
          const there = whenSiteDies.reduce((sum, each) => sum + each.there, 0);
          expect(there).toBeCloseTo(open, 6);
          expect(exposed).toBeLessThanOrEqual(evaluation.answered + 1e-12);
          for (const { bystanders, there: own } of whenSiteDies)
            expect(bystanders + own).toBeLessThanOrEqual(open + 1e-6);
          if (kind === "global") continue;
          expect([exposed, dayToDay.part, ...whenSiteDies.map(({ bystanders }) => bystanders)]).toEqual([
            0,
            0,
            ...whenSiteDies.map(() => 0),
          ]);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe("connections broken by a change", () => {
  const without = linkedInOnly(["A", "B", "C", "E", "F", "G", "H"]);
  const addD = (design: Design, before: Design = design) =>
    connectionsBrokenByChange(evaluate({ ...the, deployment: without, design: before }), evaluate({ ...the, design }));

  it("where a site is added, are those of users whom BGP draws to it; DNS lets them end where they began", () => {
    const { open, broken: cut, part } = addD(designs.global);
    expect(open).toBeCloseTo(60_000, 6);
    // Peach Fibre's 7 and Cactus Fibre's 25 of 900: whom AS40 takes to Dallas.
    expect(part).toBeCloseTo(32 / 900, 12);
    expect(cut).toBeCloseTo(part * open, 9);
    expect(addD(designs.dns).broken).toBe(0);
  });

  it("are none if nothing changes", () => {
    for (const design of Object.values(designs)) {
      const evaluation = evaluate({ ...the, design });
      expect(connectionsBrokenByChange(evaluation, evaluation).broken).toBe(0);
    }
  });

  it("need the same users and the same addresses", () => {
    const evaluation = evaluate({ ...the, design: designs.global });
    const few = evaluate({ ...the, clients: the.clients.slice(1), design: designs.global });
    expect(() => connectionsBrokenByChange(evaluation, few)).toThrow("the same users");
    expect(() => addD(designs.regional, designs.global)).toThrow("Service global is missing");
  });
});
