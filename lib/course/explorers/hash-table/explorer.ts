// "Kill a server": a scheme distributes flows among equal servers, then one fails or one more joins, and something else may follow.
// A figure shows the broken flows of one scheme; the table compares all schemes for the same changes, and with the textbook.
import { flowGridFigure, type Figure, tableFigure } from "anycast-kit/figures";
import { type GroupChange, type SchemeName } from "anycast-kit/traffic";
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
  type Table,
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
    {
      kind: "range",
      name: "idle",
      label: "Resilient buckets that are idle",
      min: 0,
      max: 100,
      step: 10,
      unit: "%",
    },
  ],
  render(scenario, state, id) {
    const table: Table = { rows: state.rows as MaglevRows, idle: Number(state.idle) };
    const shown = { change: changeOf(state), scheme: state.scheme as SchemeName, table };
    const [said, drawn] = [summarize(scenario, shown), grid(scenario, shown, id)];
    const then = secondChange(state);
    if (!then) return { summary: said, figures: [drawn, everyScheme(scenario, shown, id)] };
    const { summary, figures } = afterwards(scenario, { ...shown, then }, id);
    return { summary: `${said} ${summary}`, figures: [drawn, ...figures] };
  },
};

/** "server B of 5 fails". */
const happens = ({ members, change: { kind, member } }: GroupChange) =>
  kind === "dies" ? `server ${member} of ${members.length} fails` : `server ${member} joins ${members.length} others`;

function summarize({ compared, flows, through, shareOf }: HashTableScenario, shown: Shown): string {
  const { scheme, change } = shown;
  const rows = compared(change, shown.table);
  const { counted } = rows.find((row) => row.scheme === scheme)!;
  const best = rows.find((row) => row.scheme === "rendezvous")!.counted;
  const gets = () => {
    const [, after] = through(scheme, { members: change.members, changes: [change.change] }, shown.table);
    return shareOf(after, change.change.member);
  };
  const why =
    change.change.kind === "dies"
      ? `${percent(counted.moved - counted.collateral)} because their server failed, ${percent(counted.collateral)} although it is healthy`
      : `${counted.moved === 0 ? "no bucket was idle" : "although no server failed"}, and server ${change.change.member} gets ${percent(gets())} of the flows`;
  const else_ = scheme === "rendezvous" ? "" : ` Rendezvous would break ${percent(best.moved)}.`;
  return `${capitalised(scheme)}, ${happens(change)}: of ${count(flows)} flows ${percent(counted.moved)} break, ${why}.${else_}`;
}

function grid({ hashes, through }: HashTableScenario, { scheme, change, table }: Shown, id: string): Figure {
  const [before, after] = through(scheme, { members: change.members, changes: [change.change] }, table);
  return flowGridFigure({
    name: `${id}-flows`,
    title: `${capitalised(scheme)}: ${happens(change)}`,
    before,
    after,
    hashes,
  });
}

function everyScheme({ compared, flows }: HashTableScenario, shown: Shown, id: string): Figure {
  const { scheme, change } = shown;
  const rows = compared(change, shown.table);
  const K = change.members.indexOf(change.change.member) + 1;
  return tableFigure({
    name: `${id}-schemes`,
    title: `Every scheme when ${happens(change)}`,
    subtitle: `Shares of ${count(flows)} flows; N = ${change.members.length}${K > 0 ? `, K = ${K}` : ""}`,
    description:
      `${count(flows)} flows, all active, before and after the change. Of healthy servers: flows that move although their server is still there. ` +
      `The ring has 200 points a server, Maglev's table ${shown.table.rows} rows; of the 128 resilient buckets ${100 - shown.table.idle} % are in use.`,
    columns: [
      "scheme",
      { name: "moved", unit: "%", digits: 1 },
      { name: "standard error", unit: "%", digits: 1 },
      { name: "of healthy servers", unit: "%", digits: 1 },
      { name: "by formula", unit: "%", digits: 1 },
      "formula",
    ],
    rows: rows.map(({ scheme: each, textbook, counted }) => [
      each,
      100 * counted.moved,
      100 * counted.standardError,
      100 * counted.collateral,
      100 * textbook.share,
      textbook.is === "about" ? `about ${textbook.formula}` : textbook.formula,
    ]),
    rowLook: (row) => (rows[row].scheme === scheme ? "ak-now" : undefined),
  });
}
