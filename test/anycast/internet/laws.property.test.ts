import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { announce, isAnnouncing, withdraw } from "../../../lib/kit/anycast/announcing.js";
import { internetCatchment } from "../../../lib/kit/anycast/internet/catchment.js";
import { updateAnnouncement, prepend } from "../../../lib/kit/anycast/internet/changes.js";
import { compareCatchments } from "../../../lib/kit/anycast/internet/compare.js";
import { failSite } from "../../../lib/kit/anycast/internet/failure.js";
import { inflation } from "../../../lib/kit/anycast/internet/inflation.js";
import { cascade, loads } from "../../../lib/kit/anycast/internet/loads.js";
import { shares } from "../../../lib/kit/anycast/shares.js";
import { minRttMs } from "../../../lib/kit/geo/fibre.js";
import { routeOf } from "../../../lib/kit/routing/bgp/steady-state.js";
import { referenceEngine } from "../../../lib/kit/routing/bgp/reference.js";
import { walkAsPath } from "../../../lib/kit/routing/bgp/forwarding/forward.js";
import { deployments } from "./random-deployment.js";

const any = deployments({ plain: false });
const runs = { numRuns: 150 };
const part = (of: readonly { readonly weight: number }[]) => of.reduce((sum, { weight }) => sum + weight, 0);

describe("on random Internets with random policies", () => {
  it("shares sum to one, and no client is in two catchments", () => {
    fc.assert(
      fc.property(any, (deployment) => {
        const result = internetCatchment({ deployment });
        const parts = shares(result);
        expect(parts.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
        expect(parts.reduce((sum, { clients }) => sum + clients, 0)).toBe(result.clients.length);
      }),
      runs,
    );
  });

  it("both engines give the same catchments, and every packet goes where walking it says", () => {
    fc.assert(
      fc.property(any, (deployment) => {
        const fast = internetCatchment({ deployment });
        expect(internetCatchment({ deployment, engine: referenceEngine }).clients).toEqual(fast.clients);
        for (const { asn, city, site, km, asPath } of fast.clients) {
          const walk = walkAsPath({ state: fast.states, from: { asn, ...(city && { city }) } });
          expect(site).toBe(walk.site);
          if (site === undefined) continue;
          expect(asPath).toEqual(walk.asPath);
          expect(km).toBeCloseTo(walk.km, 6);
        }
      }),
      runs,
    );
  });

  it("no answer is faster than light", () => {
    fc.assert(
      fc.property(any, (deployment) => {
        for (const client of internetCatchment({ deployment, inflation: 1 }).clients) {
          const site = deployment.sites.find(({ name }) => name === client.site);
          if (!site || client.city === undefined) continue;
          expect(client.rttMs).toBeGreaterThanOrEqual(minRttMs({ lat: client.lat!, lon: client.lon! }, site) - 1e-9);
        }
      }),
      runs,
    );
  });

  it("withdrawing a site moves at least its catchment, and who moves is displaced or a bystander", () => {
    fc.assert(
      fc.property(any, (deployment) => {
        const before = internetCatchment({ deployment });
        for (const { name } of deployment.sites) {
          const after = internetCatchment({ deployment: failSite(deployment, name) });
          expect(after.clients.every(({ site }) => site !== name)).toBe(true);
          const compared = compareCatchments(before, after);
          const catchmentOf = before.clients.filter(({ site }) => site === name);
          const moved = new Set(compared.moves.map((move) => move.before.name));
          expect(catchmentOf.every((client) => moved.has(client.name))).toBe(true);
          expect(compared.displaced).toBeCloseTo(part(catchmentOf) / part(before.clients), 9);
          const found = part(compared.moves.filter(({ before: { site } }) => site === undefined).map((m) => m.before));
          const gained = found / part(before.clients);
          expect(compared.displaced + compared.bystanders + gained).toBeCloseTo(compared.moved, 9);
          expect(compared.matrix.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
        }
      }),
      { numRuns: 100 },
    );
  });

  it("a static route into a failed site loses exactly its catchment and moves no other client", () => {
    fc.assert(
      fc.property(any, (deployment) => {
        const before = internetCatchment({ deployment });
        const { name } = deployment.sites[0];
        const after = internetCatchment({ deployment: failSite(deployment, name, { announcement: "static" }) });
        before.clients.forEach(({ site }, i) => {
          expect(after.clients[i].site).toBe(site === name ? undefined : site);
          expect(after.clients[i].outcome === "failed site").toBe(site === name);
        });
      }),
      runs,
    );
  });

  it("no path is shorter than the shortest without policies", () => {
    fc.assert(
      fc.property(any, (deployment) => {
        const catchment = internetCatchment({ deployment });
        if (catchment.clients.every(({ site }) => site === undefined)) return;
        const origins = new Set(deployment.sites.map(({ origin }) => origin));
        for (const { extraHops, asn } of inflation(catchment).clients)
          if (extraHops !== undefined && !origins.has(asn)) expect(extraHops).toBeGreaterThanOrEqual(0);
      }),
      runs,
    );
  });

  it("prepending takes a site from its provider only where another customer route is there", () => {
    fc.assert(
      fc.property(deployments({ plain: true }), (plain) => {
        const deployment = { ...plain, tieBreak: "lowest-asn" as const, policies: {} };
        const [{ name, origin }] = deployment.sites;
        const [before] = internetCatchment({ deployment }).states;
        const [after] = internetCatchment({
          deployment: prepend(updateAnnouncement(deployment, name, { prependTo: {} }), name, 3),
        }).states;
        for (const asn of deployment.sites[0].announcement.neighbours!) {
          const was = routeOf(before, asn);
          if (was?.learned !== "customer" || was.site !== name || was.neighbour !== origin) continue;
          const now = routeOf(after, asn)!;
          if (now.site !== name) expect(now.learned).toBe("customer");
        }
      }),
      runs,
    );
  });

  it("load is conserved, and a cascade ends", () => {
    fc.assert(
      fc.property(any, fc.integer({ min: 1, max: 100 }), (deployment, capacity) => {
        const limited = { ...deployment, sites: deployment.sites.map((site) => ({ ...site, capacity })) };
        const { sites, unrouted } = loads(limited, { demand: 100 });
        expect(sites.reduce((sum, { demand }) => sum + demand, unrouted.legitimate)).toBeCloseTo(100, 9);
        const { rounds, ending } = cascade(limited, { demand: 100 });
        expect(rounds.length).toBeLessThanOrEqual(deployment.sites.length + 1);
        const last = rounds[rounds.length - 1];
        expect(last.load.overloaded).toEqual([]);
        expect(ending === "none left").toBe(!limited.sites.some(({ name }) => isAnnouncing(last.deployment, name)));
      }),
      { numRuns: 100 },
    );
  });

  it("a site that withdraws and comes back finds its catchment again", () => {
    fc.assert(
      fc.property(any, (deployment) => {
        const { name } = deployment.sites[0];
        const back = announce(withdraw(deployment, name), name);
        expect(internetCatchment({ deployment: back }).clients).toEqual(internetCatchment({ deployment }).clients);
      }),
      runs,
    );
  });
});
