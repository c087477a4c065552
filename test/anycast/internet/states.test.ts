import fc from "fast-check";
import { expect, it } from "vitest";
import { announce, withdraw } from "../../../lib/kit/anycast/announcing.js";
import { drain, prepend } from "../../../lib/kit/anycast/internet/changes.js";
import { deployOnInternet, type InternetDeployment } from "../../../lib/kit/anycast/internet/deployment.js";
import { statesOf } from "../../../lib/kit/anycast/internet/states.js";
import { fastEngine } from "../../../lib/kit/routing/bgp/fast/index.js";
import type { SteadyState } from "../../../lib/kit/routing/bgp/index.js";
import { generateInternet } from "../../../lib/kit/topology/index.js";
import { deployments } from "./random-deployment.js";

const turn = fc.record({
  knob: fc.constantFrom("prepend" as const, "withdraw" as const, "announce" as const, "drain" as const),
  site: fc.nat(7),
  times: fc.nat(3),
});

function turned(deployment: InternetDeployment, { knob, site, times }: { knob: string; site: number; times: number }) {
  const { name } = deployment.sites[site % deployment.sites.length];
  if (knob === "prepend") return prepend(deployment, name, times);
  if (knob === "drain") return drain(deployment, name);
  if (knob === "announce") return announce(deployment, name);
  const less = withdraw(deployment, name);
  return less.announcements.length > 0 ? less : deployment;
}

/** Every router's route, by AS. */
const routes = ({ problem, solution, catchments, sites }: SteadyState) => ({
  ...{ sites, catchments },
  routes: Array.from(problem.topology.asns, (_asn, v) =>
    Array.from(problem.routers(v), (_place, router) => {
      const best = solution.bestOf(v, router);
      return best && `${best.announcement} ${best.learned} ${best.path.join(" ")}`;
    }),
  ),
});

/** Turns knob after knob; each time the routes equal those of an engine without the previous state. */
function turnAll(start: InternetDeployment, turns: readonly Parameters<typeof turned>[1][]) {
  let deployment = start;
  for (const each of turns) {
    deployment = turned(deployment, each);
    expect(statesOf(deployment).map(routes)).toEqual(statesOf(deployment, fastEngine).map(routes));
  }
}

it("follows turned knobs to the routes of each deployment, with any policy", () => {
  fc.assert(
    fc.property(deployments({ plain: false }), fc.array(turn, { maxLength: 8 }), (deployment, turns) => {
      turnAll(deployment, turns);
    }),
    { numRuns: 200 },
  );
});

const { graph: topology } = generateInternet({ ases: 600, seed: 2 });
const { offsets, places } = topology.geography!.pops;
const sites = Object.fromEntries(
  [101, 202, 303, 404, 505].map((v, i) => [
    "ABCDE"[i],
    { origin: topology.asns[v], city: topology.geography!.places[places[offsets[v]]].name },
  ]),
);

it("follows them on an Internet, where few or many ASes lose their route, by either tie-break", () => {
  const tieBreaks = fc.constantFrom("all" as const, "lowest-asn" as const);
  fc.assert(
    fc.property(fc.array(turn, { maxLength: 10 }), tieBreaks, (turns, tieBreak) => {
      turnAll(deployOnInternet({ topology, address: "192.0.2.53", sites, tieBreak }), turns);
    }),
    { numRuns: 25 },
  );
});

it("gives the same answer to the same question without asking again", () => {
  const deployment = deployOnInternet({ topology, address: "192.0.2.53", sites });
  expect(statesOf({ ...deployment })[0]).toBe(statesOf(deployment)[0]);
});
