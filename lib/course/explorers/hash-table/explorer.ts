// "Kill a server": a scheme distributes flows among equal servers, then one fails or one more joins. The figure shows the
// broken flows of one scheme; the table compares all schemes for the same change, and with the textbook.
import { flowGridFigure, type Figure, tableFigure } from "anycast-kit/figures";
import { groupsAround, membersAfter, type GroupChange, type SchemeName } from "anycast-kit/traffic";
import { capitalised, count, type Explorer } from "../core/index.js";
import {
  changeOf,
  changesOf,
  JOINS,
  readHashTable,
  schemeNames,
  SERVERS,
  type HashTableJson,
  type HashTableScenario,
} from "./data.js";

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
  ],
  render(scenario, state, id) {
    const change = changeOf(state);
    const scheme = state.scheme as SchemeName;
    return {
      summary: summarize(scenario, scheme, change),
      figures: [grid(scenario, scheme, change, id), table(scenario, scheme, change, id)],
    };
  },
};

/** "server B of 5 fails". */
const happens = ({ members, change: { kind, member } }: GroupChange) =>
  kind === "dies" ? `server ${member} of ${members.length} fails` : `server ${member} joins ${members.length} others`;

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

function summarize({ compared, flows }: HashTableScenario, scheme: SchemeName, change: GroupChange): string {
  const rows = compared(change);
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

function grid({ hashes, make }: HashTableScenario, scheme: SchemeName, change: GroupChange, id: string): Figure {
  return flowGridFigure({
    name: `${id}-flows`,
    title: `${capitalised(scheme)}: ${happens(change)}`,
    ...groupsAround(scheme, change, { make }),
    hashes,
  });
}

function table({ compared, flows }: HashTableScenario, scheme: SchemeName, change: GroupChange, id: string): Figure {
  const rows = compared(change);
  const K = change.members.indexOf(change.change.member) + 1;
  return tableFigure({
    name: `${id}-schemes`,
    title: `Every scheme when ${happens(change)}`,
    subtitle: `Parts of ${count(flows)} flows; N = ${change.members.length}${K > 0 ? `, K = ${K}` : ""}`,
    description:
      `${count(flows)} flows with random hashes, looked up before and after the change. Collateral: flows that move although their server is still there. ` +
      '± is one standard error of the count; "about" marks formulas that hold on average over names of servers. The busiest server is compared with an even share among ' +
      `${membersAfter(change).length}. The ring has 200 points a server, Maglev's table 65,537 rows; of 128 resilient buckets each has an active flow, so that a new server gets none before its idle timer. All flows are active and have the same weight.`,
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
