// "Kill a server": a scheme distributes flows among equal servers, then one fails or one more joins, and something else may follow.
// A figure shows the broken flows of one scheme; the table compares all schemes for the same changes, and with the textbook.
import { flowGridFigure, type Figure, tableFigure } from "anycast-kit/figures";
import { groupsAround, type GroupChange, type SchemeName } from "anycast-kit/traffic";
import { capitalised, count, type Explorer } from "../core/index.js";
import {
  changeOf,
  changesOf,
  JOINS,
  maglevRows,
  readHashTable,
  schemeNames,
  secondChange,
  SERVERS,
  thens,
  type HashTableJson,
  type HashTableScenario,
  type MaglevRows,
} from "./data.js";

import { afterwards, percent, type Shown } from "./afterwards.js";

const name = "hash-table";

export const hashTable: Explorer<HashTableScenario> = {
  name,
  read: (json) => readHashTable(json as HashTableJson),
  initial: ({ initial }) => initial,
  controls: (_, { servers }) => [
    { kind: "select", name: "scheme", label: "Scheme", options: schemeNames },
    { kind: "range", name: "servers", label: "Servers", min: SERVERS.least, max: SERVERS.most, step: 1 },
    {
      kind: "buttons",
      name: "change",
      label: "What happens",
      options: changesOf(Number(servers)).map((value) =>
        value === JOINS ? { value, label: "one more joins" } : { value, label: "fails", site: value },
      ),
    },
    { kind: "select", name: "then", label: "Then", options: thens },
    { kind: "select", name: "rows", label: "Rows of Maglev's table", options: maglevRows },
  ],
  render(scenario, state, id) {
    const [scheme, rows] = [state.scheme as SchemeName, state.rows as MaglevRows];
    const shown = { change: changeOf(state), scheme, rows };
    const [said, drawn] = [summarize(scenario, shown), grid(scenario, shown, id)];
    const then = secondChange(state);
    if (!then) return { summary: said, figures: [drawn, table(scenario, shown, id)] };
    const { summary, figures } = afterwards(scenario, { ...shown, then }, id);
    return { summary: `${said} ${summary}`, figures: [drawn, ...figures] };
  },
};

/** "server B of 5 fails". */
const happens = ({ members, change: { kind, member } }: GroupChange) =>
  kind === "dies" ? `server ${member} of ${members.length} fails` : `server ${member} joins ${members.length} others`;

function summarize({ compared, flows }: HashTableScenario, shown: Shown): string {
  const { scheme, change } = shown;
  const rows = compared(change, shown.rows);
  const { counted } = rows.find((row) => row.scheme === scheme)!;
  const best = rows.find((row) => row.scheme === "rendezvous")!.counted;
  const why =
    change.change.kind === "dies"
      ? `${percent(counted.moved - counted.collateral)} with their server, ${percent(counted.collateral)} although theirs is fine`
      : counted.moved === 0
        ? "and the new server waits for idle buckets"
        : "though no server failed";
  const else_ = scheme === "rendezvous" ? "" : ` Rendezvous would break ${percent(best.moved)}.`;
  return `${capitalised(scheme)}, ${happens(change)}: of ${count(flows)} flows ${percent(counted.moved)} break, ${why}.${else_}`;
}

function grid({ hashes, maker }: HashTableScenario, { scheme, change, rows }: Shown, id: string): Figure {
  return flowGridFigure({
    name: `${id}-flows`,
    title: `${capitalised(scheme)}: ${happens(change)}`,
    ...groupsAround(scheme, change, { make: maker(rows) }),
    hashes,
  });
}

function table({ compared, flows }: HashTableScenario, shown: Shown, id: string): Figure {
  const { scheme, change } = shown;
  const rows = compared(change, shown.rows);
  const K = change.members.indexOf(change.change.member) + 1;
  return tableFigure({
    name: `${id}-schemes`,
    title: `Every scheme when ${happens(change)}`,
    subtitle: `Parts of ${count(flows)} flows; N = ${change.members.length}${K > 0 ? `, K = ${K}` : ""}`,
    description:
      `${count(flows)} flows, all active, before and after the change. Collateral: flows that move although their server is still there. ` +
      `± is one standard error. The ring has 200 points a server, Maglev's table ${shown.rows} rows; all 128 resilient buckets are in use.`,
    columns: [
      "scheme",
      { name: "moved", unit: "%", digits: 1 },
      { name: "±", unit: "%", digits: 1 },
      { name: "collateral", unit: "%", digits: 1 },
      { name: "by formula", unit: "%", digits: 1 },
      "formula",
      { name: "busiest above even", unit: "%", digits: 0 },
    ],
    rows: rows.map(({ scheme: each, textbook, counted }) => [
      each,
      100 * counted.moved,
      100 * counted.standardError,
      100 * counted.collateral,
      100 * textbook.share,
      textbook.is === "about" ? `about ${textbook.formula}` : textbook.formula,
      100 * (counted.busiest - 1),
    ]),
    rowLook: (row) => (rows[row].scheme === scheme ? "ak-now" : undefined),
  });
}
