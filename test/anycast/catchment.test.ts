import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { catchment } from "../../lib/kit/anycast/catchment.js";
import { shares } from "../../lib/kit/anycast/shares.js";
import { announce, site, withdraw } from "../../lib/kit/anycast/announcing.js";
import { deploy, DeploymentError } from "../../lib/kit/anycast/deployment.js";
import { nearestSite } from "../../lib/kit/anycast/nearest.js";
import { minRttMs } from "../../lib/kit/geo/fibre.js";
import { router } from "../../lib/kit/routing/network.js";
import { providerNetwork } from "../../lib/kit/routing/networks.js";
import { randomNetwork } from "../routing/random-network.js";

const network = providerNetwork("abilene");
const deployment = deploy({ network, address: "192.0.2.53", sites: { A: "Seattle", B: "New York" } });

describe("a deployment", () => {
  it("of N sites needs N unique addresses and one shared", () => {
    expect(new Set(deployment.sites.map((each) => each.unique.text)).size).toBe(2);
    expect(deployment.prefix.text).toBe("192.0.2.0/24");
  });

  it("can be managed only through the unique addresses", () => {
    const to = site(deployment, "B").unique;
    const fromSeattle = catchment({ network, deployment, clients: ["Seattle"], to });
    expect(fromSeattle.clients[0].site).toBe("B");
    expect(catchment({ network, deployment, clients: ["Seattle"] }).clients[0].site).toBe("A");
  });

  it("refuses what cannot be", () => {
    const bad = (options: object) => () =>
      deploy({ network, address: "192.0.2.53", sites: { A: "Seattle" }, ...options });
    expect(bad({ sites: {} })).toThrow(DeploymentError);
    expect(bad({ sites: { west: "Seattle" } })).toThrow("the name must be one capital letter");
    expect(bad({ sites: { A: "Paris" } })).toThrow("has no router Paris");
    expect(bad({ prefix: "203.0.113.0/24" })).toThrow("must contain the shared address 192.0.2.53");
    expect(() => withdraw(deployment, "C")).toThrow("sites are A, B.");
  });
});

describe("catchments", () => {
  it("are a partition: every client has one site, and the shares sum to one", () => {
    fc.assert(
      fc.property(randomNetwork, fc.nat(), fc.nat(), fc.array(fc.integer({ min: 1, max: 9 })), (net, x, y, weights) => {
        const ids = net.routers.map(({ id }) => id);
        const two = deploy({
          network: net,
          address: "192.0.2.53",
          sites: { A: ids[x % ids.length], B: ids[y % ids.length] },
        });
        const clients = ids.map((id, i) => ({ name: id, router: id, weight: weights[i] ?? 1 }));
        const parts = shares(catchment({ network: net, deployment: two, clients }));
        expect(parts.reduce((sum, part) => sum + part.clients, 0)).toBe(ids.length);
        expect(parts.reduce((sum, part) => sum + part.share, 0)).toBeCloseTo(1, 12);
      }),
    );
  });

  it("of a site that leaks a more specific prefix are everyone", () => {
    const leak = announce(deployment, "B", "192.0.2.0/25");
    expect(shares(catchment({ network, deployment: leak })).map((part) => part.share)).toEqual([0, 1]);
  });

  it("of a site that withdraws fall to the others; its server still answers to its unique address", () => {
    const withoutB = withdraw(deployment, "B");
    expect(shares(catchment({ network, deployment: withoutB })).map((part) => part.share)).toEqual([1, 0]);
    const to = site(deployment, "B").unique;
    expect(catchment({ network, deployment: withoutB, clients: ["Denver"], to }).clients[0].site).toBe("B");
  });

  it("without any announcement are lost clients, and say so", () => {
    const none = withdraw(withdraw(deployment, "A"), "B");
    expect(shares(catchment({ network, deployment: none })).at(-1)).toMatchObject({ site: "none", share: 1 });
  });

  it("never beat light", () => {
    for (const client of catchment({ network, deployment }).clients) {
      const there = router(network, site(deployment, client.site!).router);
      expect(client.rttMs).toBeGreaterThanOrEqual(minRttMs(router(network, client.router), there) - 1e-9);
    }
  });

  it("name the server that answered", () => {
    expect(catchment({ network, deployment, clients: ["Seattle"] }).clients[0].identity).toBe("ns1.sea.example");
  });

  it("have a yardstick: the site nearest on the globe", () => {
    expect(nearestSite(network, deployment, "Atlanta").site.name).toBe("B");
  });
});
