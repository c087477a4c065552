// The tables of `anycast deployment`. Each number is the mean of the seeds, with their smallest and largest where these differ.
import type { PlannedDeployment, PlannedEvaluation, PlannedOutcome } from "../anycast/planned/index.js";
import { columns, number, percent } from "./terminal/index.js";

export interface SeedEvaluation {
  readonly seed: number;
  readonly evaluation: PlannedEvaluation;
}

export function plannedText(
  { name, sites, demand }: PlannedDeployment,
  seeds: readonly SeedEvaluation[],
  { users, leftOut }: { readonly users: string; readonly leftOut: number },
): string {
  const all = seeds.map(({ evaluation }) => evaluation);
  const over = (value: (each: PlannedEvaluation) => number, unit: (of: number) => string) =>
    range(all.map(value), unit);
  const siteNames = Object.keys(sites);
  const shareRow = (site: string) => [
    site,
    sites[site].city,
    over(({ base }) => base.shares[site], percent),
    sites[site].capacity === undefined || demand === undefined ? "" : over(({ base }) => base.load[site], percent),
  ];
  const changes = all[0].changes.map((_change, i) => ({ ...all[0].changes[i], i }));
  const rowOf = ({ change, i }: { readonly change: string; readonly i: number }) => {
    const outcome = (each: PlannedEvaluation) => each.changes[i].outcome;
    const worst = largestLoad(all.map(outcome));
    return [
      change,
      over((each) => each.changes[i].moved, percent),
      over((each) => outcome(each).unserved, percent),
      over((each) => outcome(each).rttMs.p95, ms),
      worst ? `${worst.site} ${percent(worst.load)}` : "",
      siteNames.map((site) => `${site} ${percent(mean(all.map((each) => outcome(each).shares[site])))}`).join(", "),
    ];
  };
  const head = ["change", "moved", "unserved", "p95", "largest load", "shares"];
  const losses = changes.filter(({ kind }) => kind === "site" || kind === "upstream");
  const prepends = changes.filter(({ kind }) => kind === "prepend" || kind === "prepend-to");
  return [
    `${name ?? "Deployment"}: users ${users}${leftOut > 0 ? `; ${number(leftOut)} are not in the AS graph` : ""}`,
    table([["site", "city", "share", "of capacity"], ...siteNames.map(shareRow)]),
    `Round trip: median ${over(({ base }) => base.rttMs.p50, ms)}, 95 % ${over(({ base }) => base.rttMs.p95, ms)}, 99 % ${over(({ base }) => base.rttMs.p99, ms)}.`,
    `Undecided: ${over(({ undecided }) => undecided, percent)} of the users have equally good routes to several sites.`,
    `\nOne site or upstream is lost:\n${table([head, ...losses.map(rowOf)])}`,
    `\nWhat prepending moves, most first; the first row of a site is the neighbour to prepend to:\n${table([
      head,
      ...siteNames.flatMap((site) =>
        prepends
          .filter((each) => each.site === site)
          .sort((a, b) => Number(a.kind === "prepend") - Number(b.kind === "prepend") || b.moved - a.moved)
          .map(rowOf),
      ),
    ])}`,
    "\nLinks are measured, places are drawn from the seed: read latencies as estimates, and shares with the undecided users in mind.",
  ].join("\n");
}

function largestLoad(
  outcomes: readonly PlannedOutcome[],
): { readonly site: string; readonly load: number } | undefined {
  const loads = outcomes.flatMap(({ load }) => Object.entries(load).map(([site, each]) => ({ site, load: each })));
  return loads.reduce<(typeof loads)[number] | undefined>((most, each) => (most && most.load >= each.load ? most : each), undefined); // prettier-ignore
}

const mean = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0) / values.length;
const ms = (value: number) => (Number.isNaN(value) ? "none" : `${value.toFixed(0)} ms`);

function range(values: readonly number[], unit: (of: number) => string): string {
  const [low, high] = [unit(Math.min(...values)), unit(Math.max(...values))];
  return low === high ? low : `${unit(mean(values))} (${low} - ${high})`;
}

function table(rows: readonly (readonly string[])[]): string {
  const used = rows[0]
    .map((_cell, column) => column)
    .filter((column) => rows.slice(1).some((row) => row[column] !== ""));
  return columns(rows.map((row) => used.map((column) => row[column])));
}
