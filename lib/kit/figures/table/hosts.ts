// Hosts of a site by centrality and by actual catchment, as a table.
import type { HostComparison } from "../../anycast/index.js";
import type { Figure, FigureText } from "../core/index.js";
import { tableFigure } from "./table.js";

/**
 * A row for each host, the largest catchment first; the measure that comes closest is named under the title.
 * @example hostFigure(compareHosts({ topology }), { name: "hosts", title: "Who is a good host?" })
 */
export function hostFigure({ hosts, correlation }: HostComparison, options: FigureText): Figure {
  const names = { degree: "degree", betweenness: "betweenness", pageRank: "PageRank", cone: "customer cone", hops: "few hops" }; // prettier-ignore
  const found = Object.entries(correlation)
    .map(([measure, value]) => ({ name: names[measure as keyof typeof names], value }))
    .sort((a, b) => b.value - a.value);
  const written = found.map(({ name, value }) => `${name} ${value.toFixed(2)}`).join(", ");
  return tableFigure({
    subtitle: `Rank correlation with the catchment: ${written}`,
    description:
      `For each host AS its centrality in the graph of all links, and the part of the users that a site there gets, mean over ` +
      `duels with a site at each other host. Rank correlation with the catchment: ${written}. Centrality takes every link as ` +
      "open to everybody; the catchment follows BGP's policies.",
    ...options,
    columns: [
      "host",
      { name: "degree", digits: 0 },
      { name: "betweenness", unit: "%", digits: 2 },
      { name: "PageRank", unit: "%", digits: 2 },
      { name: "customer cone", unit: "ASes", digits: 0 },
      { name: "mean distance", unit: "AS hops", digits: 2 },
      { name: "catchment", unit: "%", digits: 1 },
    ],
    rows: hosts.map(({ asn, degree, betweenness, pageRank, cone, hops, catchment }) => [
      `AS${asn}`, degree, 100 * betweenness, 100 * pageRank, cone, hops, 100 * catchment,
    ]), // prettier-ignore
  });
}
