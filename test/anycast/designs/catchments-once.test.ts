// Catchments shared by designs equal the ones that each would compute separately.
import fc from "fast-check";
import { expect, it } from "vitest";
import { catchmentsOnce, outcomesOnce } from "../../../lib/kit/anycast/designs/catchments-once.js";
import { servicesOf } from "../../../lib/kit/anycast/designs/design.js";
import { withdraw } from "../../../lib/kit/anycast/announcing.js";
import { internetCatchment } from "../../../lib/kit/anycast/internet/catchment.js";
import { internetClients } from "../../../lib/kit/anycast/internet/clients.js";
import { deployments } from "../internet/random-deployment.js";

it("a catchment found again is the one that would have been computed, whatever the design and the sites that are left", () => {
  fc.assert(
    fc.property(deployments({ plain: false }), (deployment) => {
      const clients = internetClients(deployment.topology);
      const [find, land] = [catchmentsOnce({ clients }), outcomesOnce({ clients })];
      const [{ name }] = deployment.sites;
      const services = (["global", "geodns", "global"] as const).flatMap((kind) => servicesOf(deployment, { kind }));
      const all = services.flatMap((service) => [service.deployment, withdraw(service.deployment, name)]);
      for (const each of all) {
        const alone = internetCatchment({ deployment: each, clients });
        expect(find(each).clients).toEqual(alone.clients);
        expect(find(each).deployment).toBe(each);
        const landings = land(each);
        alone.clients.forEach(({ site, rttMs }, i) => {
          expect(each.sites[landings.site[i]]?.name).toBe(site);
          expect(landings.rttMs[i]).toBe(rttMs);
        });
      }
    }),
    { numRuns: 40 },
  );
});
