// Does centrality find a good host for a site? Compares centrality (graphology's standard library) with the catchment that a
// site there really gets. Centrality ignores policies: it uses paths that BGP may not use.
import { connectedComponents } from "graphology-components";
import { betweenness as betweennessOf, pagerank } from "graphology-metrics/centrality/index.js";
import { singleSourceLength } from "graphology-shortest-path";
import { bfsFromNode } from "graphology-traversal";
import { UndirectedGraph } from "graphology";
import { siteOf, steadyState } from "../../routing/bgp/index.js";
import {
  type AsGraph,
  type CompiledAsGraph,
  compiledOf,
  type GraphologyGraph,
  indexOfAs,
  toGraphology,
} from "../../topology/index.js";
import { DeploymentError } from "../deployment.js";

/** One network as a host. */
export interface Host {
  readonly asn: number;
  /** Neighbours of any kind. */
  readonly degree: number;
  /** Share of all shortest paths through it, 0..1, as if every link were open to all (Freeman 1977). */
  readonly betweenness: number;
  /** Share of the visits of a random walk, 0..1 (Brin & Page 1998). */
  readonly pageRank: number;
  /** Size of its customer cone (CAIDA): its direct and indirect customers and itself. */
  readonly cone: number;
  /** AS hops to the others on the shortest paths, mean by weight. */
  readonly hops: number;
  /** Share of the weight that a site there gets, 0..1: mean over duels with a site at each other host. */
  readonly catchment: number;
}

export type HostMeasure = Exclude<keyof Host, "asn" | "catchment">;

export interface HostComparison {
  /** The largest catchment first. */
  readonly hosts: readonly Host[];
  /** Spearman's rank correlation of each measure with the catchment, -1..1; of hops with its opposite. */
  readonly correlation: Readonly<Record<HostMeasure, number>>;
}

export interface CompareHostsOptions {
  readonly topology: AsGraph | CompiledAsGraph | GraphologyGraph;
  /** ASNs. Defaults to `count` networks that sell transit, spread evenly from the largest degree to the smallest. */
  readonly hosts?: readonly number[];
  /** Defaults to 12. */
  readonly count?: number;
}

/**
 * Compares centrality of networks with the catchment that a site there gets, in a duel of two sites for each pair of hosts.
 * @example compareHosts({ topology: generateInternet({ ases: 300, seed: 2 }).graph, count: 8 }).hosts.length // 8
 * @throws DeploymentError for fewer than two hosts, or hosts that no path joins; UnknownAsError for an AS that is not there
 */
export function compareHosts({ topology, hosts, count = 12 }: CompareHostsOptions): HostComparison {
  const compiled = compiledOf(topology);
  const mixed = toGraphology(compiled);
  const plain = new UndirectedGraph();
  mixed.forEachNode((asn) => plain.addNode(asn));
  mixed.forEachEdge((_edge, _attributes, one, other) => plain.mergeEdge(one, other));
  const chosen = (hosts ?? spread(mixed, count)).map((asn) => compiled.asns[indexOfAs(compiled, asn)]);
  if (new Set(chosen).size < 2 || new Set(chosen).size < chosen.length)
    throw new DeploymentError(`Hosts: expected at least two different ASNs, got ${chosen.join(", ") || "none"}.`);
  checkJoined(plain, chosen);

  const weightOf = (asn: number) => compiled.attributes?.weights[indexOfAs(compiled, asn)] ?? 1;
  const betweenness = betweennessOf(plain);
  const ranks = pagerank(plain, { getEdgeWeight: null });
  const won = duels(compiled, chosen, weightOf);
  const rows = chosen.map((asn, i): Host => {
    const distances = Object.entries(singleSourceLength(plain, asn)).filter(([other]) => Number(other) !== asn);
    const whole = distances.reduce((sum, [other]) => sum + weightOf(Number(other)), 0);
    let cone = 0;
    bfsFromNode(mixed, asn, () => void cone++, { mode: "out" });
    return {
      asn,
      degree: plain.degree(asn),
      betweenness: betweenness[asn],
      pageRank: ranks[asn],
      cone,
      hops: distances.reduce((sum, [other, hops]) => sum + hops * weightOf(Number(other)), 0) / whole,
      catchment: won[i],
    };
  });
  const catchments = rows.map(({ catchment }) => catchment);
  const against = (measure: HostMeasure, sign = 1) =>
    spearman(rows.map((row) => sign * row[measure]), catchments); // prettier-ignore
  return {
    hosts: [...rows].sort((a, b) => b.catchment - a.catchment || a.asn - b.asn),
    correlation: {
      degree: against("degree"),
      betweenness: against("betweenness"),
      pageRank: against("pageRank"),
      cone: against("cone"),
      hops: against("hops", -1),
    },
  };
}

/** Networks that sell transit, from the one with most neighbours to the one with fewest. */
function spread(mixed: GraphologyGraph, count: number): number[] {
  const sellers = mixed.filterNodes((asn) => mixed.outDegree(asn) > 0);
  sellers.sort((a, b) => mixed.degree(b) - mixed.degree(a) || Number(a) - Number(b));
  const places = Array.from({ length: count }, (_, i) => Math.round((i * (sellers.length - 1)) / (count - 1)));
  return [...new Set(places)].map((place) => Number(sellers[place]));
}

/** Two sites in disconnected parts do not compete. */
function checkJoined(plain: UndirectedGraph, hosts: readonly number[]): void {
  const parts = connectedComponents(plain).map((part) => new Set(part));
  const partOf = (asn: number) => parts.findIndex((part) => part.has(String(asn)));
  const apart = hosts.find((asn) => partOf(asn) !== partOf(hosts[0]));
  if (apart !== undefined)
    throw new DeploymentError(
      `Hosts: no path connects AS${hosts[0]} and AS${apart}. Choose hosts in one connected part of the graph.`,
    );
}

/** By host, the share of the weight it wins, mean over its duels; the two hosts themselves are left out. */
function duels(topology: CompiledAsGraph, hosts: readonly number[], weightOf: (asn: number) => number): number[] {
  const won = hosts.map(() => 0);
  for (let i = 0; i < hosts.length; i++)
    for (let j = i + 1; j < hosts.length; j++) {
      const [a, b] = [hosts[i], hosts[j]];
      const state = steadyState({ topology, announcements: [{ site: "A", origin: a }, { site: "B", origin: b }] }); // prettier-ignore
      const weight = { A: 0, B: 0, none: 0 };
      for (const asn of topology.asns)
        if (asn !== a && asn !== b) weight[(siteOf(state, asn) as "A" | "B" | undefined) ?? "none"] += weightOf(asn);
      const whole = weight.A + weight.B + weight.none;
      won[i] += weight.A / whole / (hosts.length - 1);
      won[j] += weight.B / whole / (hosts.length - 1);
    }
  return won;
}

/** Spearman 1904, ties by their mean rank; 0 if all values of a side are equal. */
function spearman(one: readonly number[], other: readonly number[]): number {
  const ranks = (values: readonly number[]) =>
    values.map(
      (value) => values.filter((each) => each < value).length + values.filter((each) => each === value).length / 2,
    );
  const [a, b] = [ranks(one), ranks(other)];
  const centre = (values: readonly number[]) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return values.map((value) => value - mean);
  };
  const dot = (x: readonly number[], y: readonly number[]) => x.reduce((sum, value, i) => sum + value * y[i], 0);
  const [x, y] = [centre(a), centre(b)];
  const size = Math.sqrt(dot(x, x) * dot(y, y));
  return size > 0 ? dot(x, y) / size : 0;
}
