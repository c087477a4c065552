import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { attachOrigin } from "../../lib/kit/anycast/internet/attach.js";
import { internetCatchment } from "../../lib/kit/anycast/internet/catchment.js";
import { internetClients } from "../../lib/kit/anycast/internet/clients.js";
import { deployOnInternet } from "../../lib/kit/anycast/internet/deployment.js";
import { withdraw } from "../../lib/kit/anycast/announcing.js";
import { nMinusOne } from "../../lib/kit/anycast/internet/loads.js";
import { loadOf } from "../../lib/kit/anycast/load.js";
import { shares } from "../../lib/kit/anycast/shares.js";
import { city, greatCircleKm } from "../../lib/kit/geo/index.js";
import { generateInternet } from "../../lib/kit/topology/index.js";
import { ExplorerError, moveTo, type State } from "../../lib/course/explorers/core/explorer.js";
import { underLoad } from "../../lib/course/explorers/load/demands.js";
import { load } from "../../lib/course/explorers/load/explorer.js";
import { prepareProps } from "../../lib/course/explorers/prepare.js";
import { renderExplorer } from "../../lib/course/explorers/render-explorer.js";
import { drawnInNode } from "./browser/explorer-page.js";

const internet = { ases: 600, seed: 3 };
const homes = { A: "Seattle", B: "Frankfurt", C: "Singapore", D: "Sao Paulo" };
const { graph, clique } = generateInternet(internet);
const providers = clique.slice(0, 2);
const sites = Object.fromEntries(Object.entries(homes).map(([letter, place]) => [letter, { city: place, providers }]));
const bots = { city: "Jakarta", withinKm: 3000, load: 400 };
const flooded = drawnInNode(load, { sites, internet, room: { each: 60 }, bots });
const quiet = drawnInNode(load, { sites, internet });

// The same service by the library's own functions.
const topology = attachOrigin(graph, { asn: 64_500, at: Object.values(sites) });
const specs = Object.fromEntries(
  Object.entries(homes).map(([letter, place]) => [letter, { origin: 64_500, city: place }]),
);
const deployment = deployOnInternet({ topology, address: "192.0.2.53", sites: specs });
const partsOf = (gone: readonly string[], near?: { city: string; withinKm: number }) => {
  const all = internetClients(topology);
  const clients = near ? all.filter((each) => greatCircleKm(city(each.city!), city(near.city)) < near.withinKm) : all;
  const found = shares(internetCatchment({ deployment: gone.reduce(withdraw, deployment), clients }));
  return new Map(found.map(({ site, share }) => [site, share]));
};

describe("who gets the load", () => {
  it("gives each site the users and the bots that the library's catchments give it, in any state", () =>
    fc.assert(
      fc.property(
        fc.subarray(["A", "B", "C"]),
        fc.constantFrom(...flooded.scenario.homes),
        fc.integer({ min: 1, max: 40 }).map((n) => 500 * n),
        fc.integer({ min: 1, max: 20 }).map((n) => 50 * n),
        (gone, around, withinKm, flood) => {
          const off = Object.fromEntries(gone.map((site) => [site, "off"]));
          const state: State = { ...flooded.first, ...off, around, withinKm, load: flood };
          const now = underLoad(flooded.scenario, state);
          const [users, attack] = [partsOf(gone), partsOf(gone, { city: around, withinKm })];
          const demands = ["A", "B", "C", "D"].map((site) => ({
            site,
            legitimate: 100 * (users.get(site) ?? 0),
            attack: flood * (attack.get(site) ?? 0),
            capacity: 60,
          }));
          const expected = loadOf(demands);
          now.load.sites.forEach((site, i) => {
            expect(site.legitimate).toBeCloseTo(demands[i].legitimate, 6);
            expect(site.attack).toBeCloseTo(demands[i].attack, 6);
          });
          expect(now.load.legitimateAnswered).toBeCloseTo(expected.legitimateAnswered, 6);
        },
      ),
      { numRuns: 25 },
    ));

  it("survives the same single failures as nMinusOne says", () => {
    const today = partsOf([]);
    for (const times of [1.1, 1.5, 3, 5]) {
      const sized = {
        ...deployment,
        sites: deployment.sites.map((each) => ({ ...each, capacity: times * 100 * today.get(each.name)! })),
      };
      const expected = nMinusOne(sized, { demand: 100 });
      for (const { site, survives, load: found } of expected) {
        const now = underLoad(quiet.scenario, { ...quiet.first, room: times, [site]: "off" });
        expect(now.load.overloaded.filter((each) => each !== site)).toEqual(found.overloaded);
        expect(now.load.overloaded.length === 0).toBe(survives);
      }
    }
  });

  it("says who is withdrawn, who gets the flood, who is overloaded, and how many users are answered", () => {
    expect(quiet.draw({}, "l").summary).toBe("No site is overloaded. 100 % of the users' queries are answered.");
    const words = flooded.draw({}, "l").summary;
    const { flood, load: found } = underLoad(flooded.scenario, flooded.first);
    const most = Math.max(...flood);
    expect(words).toContain(`Site ${"ABCD"[flood.indexOf(most)]} gets ${Math.round(100 * most)} % of the flood.`);
    expect(words).toContain(`Overloaded: ${found.overloaded.join(", ")}.`);
    expect(flooded.draw({ A: "off", D: "off" }, "l").summary).toMatch(/^Withdrawn: A, D\. Site [BC] gets /);
    const nobody = flooded.draw({ A: "off", B: "off", C: "off", D: "off" }, "l").summary;
    expect(nobody).toContain("No site gets the flood. No site is overloaded. 0 % of the users' queries are answered.");
  });

  it("withdraws the site that is pressed, and moves the bots to the city that is pressed", () => {
    const { scenario, first } = flooded;
    expect(load.touch!(scenario, first, "site:C")).toEqual({ set: { C: "off" } });
    expect(load.touch!(scenario, { ...first, C: "off" }, "site:C")).toEqual({ set: { C: "on" } });
    expect(load.touch!(scenario, first, "city:Jakarta")).toEqual({ set: { around: "Jakarta" } });
    expect(load.touch!(quiet.scenario, quiet.first, `city:${quiet.scenario.homes[3]}`)).toEqual({
      set: { around: quiet.scenario.homes[3], load: 400 },
    });
    for (const key of ["site:Z", "city:Atlantis", "link:1"]) expect(load.touch!(scenario, first, key)).toBeUndefined();
    expect(load.touch!(scenario, first, "site:A", "city:Jakarta")).toBeUndefined();
    const { html } = flooded.draw({}, "l");
    for (const home of scenario.homes) expect(html).toContain(`data-ak-hit="city:${home}"`);
  });

  it("draws the ring of the bots only while they send, and names it", () => {
    const rings = (html: string) => (html.match(/<path[^>]*ak-circle/g) ?? []).length;
    expect(rings(flooded.draw({}, "l").html)).toBe(1);
    expect(rings(flooded.draw({ load: 0 }, "l").html)).toBe(0);
    expect(flooded.draw({ load: 0 }, "l").html).toContain("the bots live in here");
  });

  it("patches a drawn map into exactly what would have been drawn", () => {
    const state = { ...flooded.first, B: "off", around: flooded.scenario.homes[5], withinKm: 5000 };
    const patch = load.patch!(flooded.scenario, state, "l");
    const { figures, summary } = load.render(flooded.scenario, state, "l");
    expect(patch.summary).toBe(summary);
    expect(patch.figures).toEqual([figures[1]]);
    for (const [name, html] of patch.parts) if (name.endsWith("-sites")) expect(figures[0].html).toContain(html);
  });

  it("prepares prepared data into the same, with bots and without", () => {
    for (const given of [
      { sites, internet },
      { sites, internet, room: { each: 60 }, bots },
    ]) {
      const once = prepareProps("load", given);
      expect(prepareProps("load", JSON.parse(once))).toBe(once);
    }
  });

  it("takes a state from an address where it fits", () =>
    expect(
      moveTo(load, flooded.scenario, flooded.first, { C: "off", around: "Atlantis", room: 1e9, load: 100 }),
    ).toEqual({
      ...flooded.first,
      C: "off",
      load: 100,
    }));

  it.each([
    [{ sites: { A: sites.A } }, "sites: expected 2 to 8 sites, got 1"],
    [{ sites: { ...sites, Z: sites.A } }, "sites.Z"],
    [{ sites: { ...sites, B: { city: "Atlantis", providers } } }, "Atlantis"],
    [{ sites: { ...sites, B: { city: "Tokyo", providers: [] } } }, "sites.B.providers"],
    [{ sites, room: { times: 0 } }, "room"],
    [{ sites, bots: { ...bots, city: "Atlantis" } }, 'no users live in "Atlantis"'],
    [{ sites, floods: 1 }, "floods"],
  ])("refuses %j, naming what is wrong", (given, message) => {
    expect(() => renderExplorer("load", { internet, ...given })).toThrow(ExplorerError);
    expect(() => renderExplorer("load", { internet, ...given })).toThrow(message);
  });
});
