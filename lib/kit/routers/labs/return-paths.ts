// How answers come back in a lab: each router has a client's address, and every node a static route to it along the fewest links.
// Only the query's path follows BGP; answers do not, as in many real networks.
import type { PlannedRouter, RoutersPlan } from "../plan.js";
import { nextHop } from "../traffic/index.js";

/** The address from which a router's clients ask (198.18.0.0/15 is for tests: RFC 2544; 2001:db8::/32: RFC 3849). */
export const clientOf = ({ number }: PlannedRouter, family: 4 | 6): string =>
  family === 4 ? `198.18.${number >> 8}.${number & 255}` : `2001:db8:ffff::${(number + 1).toString(16)}`;

interface ReturnPath {
  readonly client: PlannedRouter;
  readonly link: number;
  /** The interface of the plan. */
  readonly interface: string;
  /** Addresses of the next router, by family. */
  readonly via: readonly string[];
}

/** The next hop of a router towards each client, by the fewest links; of two, the link planned first. */
export function returnPaths({ routers, links }: RoutersPlan, router: PlannedRouter): ReturnPath[] {
  const found = new Map<number, ReturnPath>();
  const seen = new Set([router.number]);
  let border: { readonly at: number; readonly first?: Omit<ReturnPath, "client"> }[] = [{ at: router.number }];
  while (border.length > 0) {
    const next: typeof border = [];
    for (const { at, first } of border)
      links.forEach(({ ends }, link) => {
        const here = ends.find((end) => end.router === at);
        const there = ends.find((end) => end.router !== at);
        if (!here || !there || seen.has(there.router)) return;
        seen.add(there.router);
        const hop = first ?? { link, interface: here.interface, via: here.addresses.map(([, other]) => other) };
        const client = routers[there.router];
        if (!client.announces) found.set(there.router, { ...hop, client });
        next.push({ at: there.router, first: hop });
      });
    border = next;
  }
  return [...found.values()];
}

/** A router that a query passes, and the link on which it arrives there; undefined at the first. */
interface Passed {
  readonly router: PlannedRouter;
  readonly link?: number;
}

/** The path of a query by the model's best routes; it ends at a site, or where there is no route. @param state number of the prefix */
export function queryPath(plan: RoutersPlan, router: PlannedRouter, state: number): Passed[] {
  const passed: Passed[] = [{ router }];
  while (passed.length <= plan.routers.length) {
    const { router: at } = passed.at(-1)!;
    if (at.announces) return passed;
    const hop = nextHop(plan, at, state);
    if (!hop) return passed;
    const link = plan.links.findIndex(({ ends }) =>
      ends.some((end) => end.router === at.number && end.interface === hop.interface),
    );
    passed.push({ router: plan.routers[hop.router], link });
  }
  return passed;
}
