import { describe, expect, it } from "vitest";
import { isAnnouncing, withdraw, announce } from "../../../lib/kit/anycast/announcing.js";
import { DeploymentError } from "../../../lib/kit/anycast/deployment.js";
import { splitAses, catchmentByCity } from "../../../lib/kit/anycast/internet/by-city.js";
import { internetCatchment } from "../../../lib/kit/anycast/internet/catchment.js";
import { updateAnnouncement, prepend } from "../../../lib/kit/anycast/internet/changes.js";
import { deployOnInternet } from "../../../lib/kit/anycast/internet/deployment.js";
import { inflation } from "../../../lib/kit/anycast/internet/inflation.js";
import { attachOrigin } from "../../../lib/kit/anycast/internet/attach.js";
import { shares } from "../../../lib/kit/anycast/shares.js";
import { generateInternet } from "../../../lib/kit/topology/generator/index.js";
import { deployment, topology } from "./seattle-delhi.js";

const siteOf = (of: typeof deployment, name: string) =>
  internetCatchment({ deployment: of }).clients.find((client) => client.name === name)?.site;

describe("a deployment between ASes", () => {
  it("announces to the neighbours that its AS meets in the site's city", () => {
    expect(deployment.announcements.map(({ neighbours }) => neighbours)).toEqual([[2], [3]]);
    expect(deployment.sites.map(({ city, identity }) => [city, identity])).toEqual([
      ["Seattle", "ns1.sea.example"],
      ["Delhi", "ns1.del.example"],
    ]);
  });

  it("refuses what cannot be, and names the site", () => {
    const bad = (sites: Parameters<typeof deployOnInternet>[0]["sites"]) => () =>
      deployOnInternet({ topology, address: "192.0.2.53", sites });
    expect(bad({})).toThrow(DeploymentError);
    expect(bad({ west: { origin: 1, city: "Seattle" } })).toThrow('Site "west"');
    expect(bad({ A: { origin: 9, city: "Seattle" } })).toThrow("Site A: AS9 is not in the graph");
    expect(bad({ A: { origin: 64500, city: "Paris" } })).toThrow(
      "Site A: AS64500 has no PoP in Paris; it is in Seattle, Delhi",
    );
    expect(bad({ A: { origin: 64500, city: "Seattle", capacity: -1 } })).toThrow(
      "the capacity must be 0 or more (got -1)",
    );
  });

  it("serves a client beside Seattle from Delhi, because a customer route beats a peer route", () => {
    expect(siteOf(deployment, "AS1 Seattle")).toBe("B");
    expect(siteOf(withdraw(deployment, "B"), "AS1 Seattle")).toBe("A");
    expect(siteOf(prepend(deployment, "B", 5), "AS1 Seattle")).toBe("B");
  });

  it("announces again what was withdrawn, with what was changed meanwhile", () => {
    const again = announce(updateAnnouncement(withdraw(deployment, "B"), "B", { med: 7 }), "B");
    expect(isAnnouncing(again, "B")).toBe(true);
    expect(again.announcements.find((each) => each.site === "B")?.med).toBe(7);
  });

  it("reaches no AS with a /25 alone: ASes accept nothing longer than a /24", () => {
    const alone = announce(withdraw(withdraw(deployment, "A"), "B"), "A", "192.0.2.0/25");
    expect(shares(internetCatchment({ deployment: alone })).at(-1)).toMatchObject({ site: "none", share: 1 });
  });

  it("has shares by users, and a cost", () => {
    const result = internetCatchment({ deployment });
    expect(shares(result).map(({ site, share }) => [site, share])).toEqual([
      ["A", 0.3],
      ["B", 0.7],
    ]);
    const cost = inflation(result);
    expect(cost.atBestSite).toBeLessThan(1);
    expect(cost.polarised).toBeGreaterThan(0);
    expect(catchmentByCity(result).map(({ city, site }) => [city, site])).toEqual([
      ["Delhi", "B"],
      ["Seattle", "A"],
    ]);
    expect(splitAses(result)).toEqual([]);
  });
});

describe("a local node", () => {
  it("keeps its own users and changes no other route, wherever its site stands in the list", () => {
    const { graph, clique } = generateInternet({ ases: 400, seed: 2 });
    const cities = { A: "Seattle", B: "Frankfurt", C: "Singapore" };
    const topology = attachOrigin(graph, {
      asn: 64500,
      at: Object.values(cities).map((city) => ({ city, providers: clique.slice(0, 2) })),
    });
    const lostWith = (local: string, order: readonly (keyof typeof cities)[]) => {
      const sites = Object.fromEntries(
        order.map((name) => [
          name,
          { origin: 64500, city: cities[name], ...(name === local && { scope: "local" as const }) },
        ]),
      );
      const { clients } = internetCatchment({
        deployment: deployOnInternet({ topology, address: "192.0.2.53", sites }),
      });
      return clients.filter(({ site }) => site === undefined).length / clients.length;
    };
    for (const local of ["A", "B", "C"])
      for (const order of [["A", "B", "C"] as const, ["C", "B", "A"] as const])
        expect(lostWith(local, order), `${local} of ${order.join()}`).toBeLessThan(0.1);
  });
});
