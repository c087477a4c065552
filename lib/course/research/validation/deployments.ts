// Deployments whose shares were published, beside the plain model: nothing is fitted, and nothing of a deployment is used but
// whom its sites are connected to. `anycast validate --deployments` writes data/deployments.json with it.
import type { DeploymentResults, PlainOnGraph, SourcedDeploymentRow } from "../deployment-results.js";
import type { NamedGraph, ValidationInputs } from "./inputs.js";
import type { PopNeighbours } from "../prediction/index.js";
import { plainShares, rounded } from "./plain-shares.js";
import { publishedAnnouncements, type Carrier, type PublishedAnnouncement } from "./published-deployments.js";
import { validateSixPops } from "./six-pops.js";

type Shares = Readonly<Record<string, number>>;

export function publishedDeployments(inputs: ValidationInputs): DeploymentResults<SourcedDeploymentRow> {
  const { allPops } = inputs.sixPops;
  const rows = publishedAnnouncements
    .filter(({ sites }) =>
      Object.values(sites).every((carrier) => !("hostedAt" in carrier) || allPops.has(carrier.hostedAt)),
    )
    .map((announced) => rowOf(announced, inputs));
  return { format: "anycast-published-deployments-2", rows: [...rows, ...sixPops(inputs)] };
}

function rowOf(announced: PublishedAnnouncement, { graphs, sixPops }: ValidationInputs): SourcedDeploymentRow {
  const { deployment, changed, date, sites, measured, counts, of, source, without, why } = announced;
  const hasPops = Object.values(sites).some((carrier) => "hostedAt" in carrier);
  const fewer = without && withoutNeighbour(sixPops.allPops, sites[without.site], without.neighbour);
  const plain = Object.fromEntries(
    graphs.map(({ name, graph }): [string, PlainOnGraph] => {
      const { split, tied, lowestAsn } = plainShares(graph, announced, sixPops.allPops);
      const less = fewer && plainShares(graph, announced, fewer);
      return [
        name,
        {
          shares: split,
          tied,
          ...(!hasPops && { lowestAsn }),
          ...(less && { without: { shares: less.split, tied: less.tied } }),
        },
      ];
    }),
  );
  const published = counts ? percentOf(measured) : measured;
  const nearest = nearestGraph(date, graphs);
  return {
    deployment,
    ...(changed !== undefined && { changed }),
    date,
    published,
    of,
    source,
    nearest,
    plain,
    worstPoints: worst(published, plain[nearest].shares),
    ...(without && { without }),
    why,
  };
}

/** @throws RangeError unless the carrier is a PoP that has this neighbour */
export function withoutNeighbour(
  pops: ReadonlyMap<string, PopNeighbours>,
  carrier: Carrier,
  neighbour: number,
): ReadonlyMap<string, PopNeighbours> {
  const at = "hostedAt" in carrier ? pops.get(carrier.hostedAt) : undefined;
  if (!at || ![...at.providers, ...at.peers].includes(neighbour))
    throw new RangeError(`AS${neighbour} is not a neighbour of a PoP that carries this site.`);
  const others = (asns: readonly number[]) => asns.filter((asn) => asn !== neighbour);
  return new Map(pops).set(at.pop, { ...at, providers: others(at.providers), peers: others(at.peers) });
}

function sixPops(inputs: ValidationInputs): readonly SourcedDeploymentRow[] {
  const { source, rows, tied } = validateSixPops(inputs);
  const date = "2023";
  const nearest = nearestGraph(date, inputs.graphs);
  return rows.map(({ announced, measured, predicted }, i) => {
    const plain = Object.fromEntries(
      inputs.graphs.map(({ name }): [string, PlainOnGraph] => {
        const shares = Object.entries(predicted[`${name}, by ASes`]).map(([pop, share]) => [pop, rounded(share)]);
        return [name, { shares: Object.fromEntries(shares) as Shares, tied: rounded(tied[name]) }];
      }),
    );
    return {
      deployment: "Six PoPs of one hosting network",
      ...(i > 0 && { changed: announced }),
      date,
      published: measured,
      of: "hosts that answered",
      source,
      nearest,
      plain,
      worstPoints: worst(measured, plain[nearest].shares),
      why: "The PoPs share transit networks: many ASes have equally good routes to several, and distance decides.",
    };
  });
}

/** By the year and month in the name of the graph's file. */
export function nearestGraph(date: string, graphs: readonly Pick<NamedGraph, "name">[]): string {
  const months = (year: string, month = "06") => 12 * Number(year) + Number(month);
  const [year, month] = date.split("-");
  const distance = ({ name }: Pick<NamedGraph, "name">) => {
    const stamp = /(\d{4})(\d{2})(?:\d{2})?$/.exec(name);
    return stamp ? Math.abs(months(stamp[1], stamp[2]) - months(year, month)) : Infinity;
  };
  return graphs.reduce((best, each) => (distance(each) < distance(best) ? each : best)).name;
}

function percentOf(counts: Shares): Shares {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return Object.fromEntries(Object.entries(counts).map(([site, count]) => [site, rounded((100 * count) / total)]));
}

const worst = (published: Shares, shares: Shares) =>
  rounded(Math.max(...Object.entries(published).map(([site, share]) => Math.abs(shares[site] - share))));
