// Queries lost by a failure, in words and numbers: the description and the data table of the figure (lost-queries.ts).
import type { FigureData } from "../../core/index.js";
import type { DrawnLane, TimeAxis } from "./query-lanes.js";

export const count = (n: number) => String(n).replace(/\B(?=(\d{3})+$)/g, ",");

/** An event, s from the zero of the axis. */
export interface LaneEvent {
  readonly at: number;
  readonly label: string;
}

/** By interval or, if these are too many to read, by lane. */
export function laneData(lanes: readonly DrawnLane[]): FigureData {
  const seconds = (value: number) => Number(value.toFixed(3));
  const rows = lanes.flatMap(({ name, clients, stretches }) =>
    stretches
      .filter(({ queries }) => queries > 0)
      .map(({ asn, from, to, site, lostTo, queries }) => [
        name,
        ...(clients > 1 ? [`AS${asn}`] : [""]),
        seconds(from),
        seconds(to),
        site ?? `lost: ${lostTo}`,
        queries,
      ]),
  );
  if (rows.length <= LISTED) {
    const several = lanes.some(({ clients }) => clients > 1);
    const columns = ["lane", "client", "from (s)", "to (s)", "answered by", "queries"];
    const keep = <T>(cells: readonly T[]) => cells.filter((_, i) => i !== 1 || several);
    return { columns: keep(columns), rows: rows.map(keep) };
  }
  return {
    columns: ["lane", "clients", "queries", "lost", "lost (%)"],
    rows: lanes.map(({ name, clients, sent, lost }) => [
      name,
      clients,
      sent,
      lost,
      Number(((100 * lost) / sent).toFixed(2)),
    ]),
  };
}

const LISTED = 40;

export function describeLanes(lanes: readonly DrawnLane[], events: readonly LaneEvent[], axis: TimeAxis): string {
  const each = lanes.map(({ name, sent, lost, stretches }) => {
    const seconds = stretches
      .filter(({ site, queries }) => site === undefined && queries > 0)
      .map(({ from, to }) => to - from);
    const longest = seconds.length ? `, the longest stretch ${Number(Math.max(...seconds).toFixed(3))} s` : "";
    return `${name}: ${count(lost)} of ${count(sent)} queries lost${longest}`;
  });
  return [
    `A lane of queries over time for each of: ${lanes.map(({ name }) => name).join(", ")}. Coloured where a site answers, hollow where the queries are lost.`,
    `${each.join("; ")}.`,
    ...(events.length
      ? [`Events: ${events.map(({ at, label }) => `${label} at ${Number(at.toFixed(3))} s`).join("; ")}.`]
      : []),
    ...(axis.kind === "log" ? ["The axis is logarithmic after its zero."] : []),
    "Each query is one packet that finds the forwarding state of its instant; retries, caches and the load of servers are left out.",
  ].join(" ");
}
