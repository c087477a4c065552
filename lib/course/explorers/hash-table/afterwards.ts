// "Kill a server": the second change. A figure of the flows that it breaks, and a table of what both changes did under each scheme.
import { flowGridFigure, tableFigure, type Figure } from "anycast-kit/figures";
import type { GroupChange, SchemeName } from "anycast-kit/traffic";
import { capitalised, count } from "../core/index.js";
import type { HashTableScenario, Table } from "./data.js";

/** What the controls say. */
export interface Shown {
  readonly change: GroupChange;
  readonly scheme: SchemeName;
  readonly table: Table;
}

export const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

/** "server B returns". */
function happens({ change }: GroupChange, { kind, member }: GroupChange["change"]): string {
  if (kind === "joins") return member === change.member ? `server ${member} returns` : `server ${member} joins`;
  return member === change.member ? `server ${member} leaves again` : `server ${member} fails too`;
}

export function afterwards(
  { hashes, flows, through, comparedThrough, shareOf }: HashTableScenario,
  { change, then, scheme, table: at }: Shown & { readonly then: GroupChange["change"] },
  id: string,
): { readonly summary: string; readonly figures: readonly Figure[] } {
  const changes = { members: change.members, changes: [change.change, then] };
  const [, between, after] = through(scheme, changes, at);
  const all = comparedThrough(changes, at);
  const { counted } = all.find((each) => each.scheme === scheme)!;
  const second = happens(change, then);
  const grid = flowGridFigure({
    name: `${id}-then`,
    title: `${capitalised(scheme)}: then ${second}`,
    before: between,
    after,
    hashes,
  });
  const table = tableFigure({
    name: `${id}-schemes`,
    title: `Every scheme after both changes`,
    subtitle: `Shares of ${count(flows)} flows that were open at the start`,
    description:
      `A flow that breaks begins again at its new server, and can break again. Of healthy servers: flows that moved at least once while their server ` +
      `was there. Of the 128 resilient buckets ${100 - at.idle} % are in use before each change.`,
    columns: [
      "scheme",
      ...["first change", "second change", "broken in all", "of healthy servers"].map((column) => ({
        name: column,
        unit: "%",
        digits: 1,
      })),
    ],
    rows: all.map(({ scheme: each, counted: { moved, broken, collateral } }) => [
      each,
      ...[...moved, broken, collateral].map((share) => 100 * share),
    ]),
    rowLook: (row) => (all[row].scheme === scheme ? "ak-now" : undefined),
  });
  const gets =
    then.kind === "joins"
      ? ` Server ${then.member} now gets ${percent(shareOf(after, then.member))} of the flows.`
      : "";
  const summary = `Then ${second}: ${percent(counted.moved[1])} break, and in all ${percent(counted.broken)} have broken at least once.${gets}`;
  return { summary, figures: [grid, table] };
}
