import fc from "fast-check";
import { expect, it } from "vitest";
import {
  converge,
  DETECTION,
  queryStream,
  walkAt,
  type Fate,
  type History,
  type QueryInterval,
  type QueryStreamOptions,
  type RoutingEvent,
} from "../../../lib/kit/routing/convergence/index.js";
import { randomDeployment } from "./random-deployment.js";

const nameOf = (fate: Fate) =>
  fate.kind === "black hole" ? fate.why : fate.kind === "delivered" ? fate.site : fate.kind;
const isSame = (a: Fate, b: Fate) => a.kind === b.kind && nameOf(a) === nameOf(b);

/** The same by walking again at every change of any route, link or site: slow, and nothing to get wrong. */
function byWalkingAlways({ history, clients, perSecond, fromMs, toMs }: QueryStreamOptions): QueryInterval[] {
  const instants = new Set([fromMs]);
  const histories: readonly History[] = "log" in history ? [history] : history;
  for (const { log } of histories) for (const { atMs } of log) if (atMs > fromMs && atMs < toMs) instants.add(atMs);
  const sorted = [...instants].sort((a, b) => a - b);
  const sentBefore = (ms: number) => Math.ceil(((ms - fromMs) * perSecond) / 1000 - 1e-9);
  return clients.flatMap(({ asn, pop = 0 }) => {
    const found: QueryInterval[] = [];
    sorted.forEach((from, i) => {
      const to = sorted[i + 1] ?? toMs;
      const queries = sentBefore(to) - sentBefore(from);
      const { fate } = walkAt({ history, from: asn, pop, at: from });
      const last = found.at(-1);
      if (last && isSame(last.fate, fate))
        found[found.length - 1] = { ...last, toMs: to, queries: last.queries + queries };
      else found.push({ asn, pop, fromMs: from, toMs: to, fate, queries });
    });
    return found;
  });
}

const event = fc.record({
  at: fc.nat(3000),
  kind: fc.constantFrom("withdraw", "site-down", "service-down", "site-up", "service-up", "link-down", "link-up"),
  site: fc.nat(3),
  link: fc.nat(100),
});

it("counts as a walk at every change counts, for one prefix and for two, whatever fails", () => {
  fc.assert(
    fc.property(
      randomDeployment({ placed: true }),
      fc.array(event, { maxLength: 4 }),
      fc.constantFrom("empty" as const, "settled" as const),
      fc.constantFrom(1, 2),
      fc.nat(2000),
      (deployment, drawn, start, prefixes, fromMs) => {
        const { topology, announcements } = deployment;
        const links = [...topology.asns].flatMap((asn, v) => {
          const { offsets, targets } = topology.customers;
          return Array.from(targets.slice(offsets[v], offsets[v + 1]), (w) => [asn, topology.asns[w]] as const);
        });
        const events = drawn.map(({ at, kind, site, link }): RoutingEvent => {
          const detection = DETECTION.bfd;
          if (kind === "link-down" || kind === "link-up") {
            const ends = links[link % links.length];
            return kind === "link-down" ? { kind, at, ends, detection } : { kind, at, ends };
          }
          const name = announcements[site % announcements.length].site;
          return kind === "site-down" ? { kind, at, site: name, detection } : { kind, at, site: name };
        });
        const histories = ["192.0.2.0/24", "192.0.2.0/25"].slice(0, prefixes).map((prefix, i) => {
          const own = i === 0 ? announcements : announcements.slice(0, 1);
          const theirs = events.filter((each) => !("site" in each) || own.some(({ site }) => site === each.site));
          const timing = { mrai: false, linkDelayMs: [1, 400] } as const;
          return converge({
            topology,
            announcements: own.map((each) => ({ ...each, prefix })),
            events: theirs,
            start,
            timing,
          });
        });
        const clients = [...topology.asns].flatMap((asn) => [{ asn }, { asn, pop: 1 }]);
        const options = { history: histories, clients, perSecond: 100, fromMs, toMs: fromMs + 3000 };
        expect(queryStream(options).intervals).toEqual(byWalkingAlways(options));
      },
    ),
    { numRuns: 150 },
  );
});

it("has one stretch for each client where no time passes", () => {
  fc.assert(
    fc.property(randomDeployment(), ({ topology, announcements }) => {
      const history = converge({ topology, announcements });
      const clients = [{ asn: topology.asns[0] }];
      const options = { history, clients, perSecond: 5, fromMs: 10, toMs: 10 };
      expect(queryStream(options).intervals).toEqual(byWalkingAlways(options));
    }),
    { numRuns: 20 },
  );
});
