// The data of "kill a server": flows' hashes, and the table of all schemes for each change, counted once. Servers are named by
// site letters, so that they have colours and marks.
import { lruCache, siteLetters } from "anycast-kit/figures";
import {
  compareSchemes,
  maglevWith,
  schemeNames,
  schemes,
  groupsThrough,
  disruptionThrough,
  membersAfter,
  type DisruptionThrough,
  type GroupChange,
  type GroupMaking,
  type SchemeName,
  type SchemeUnderChange,
  flowHashes,
  type NextHopGroup,
} from "anycast-kit/traffic";
import type { State } from "../core/index.js";

/** The data `explore("hash-table", ...)` takes. */
export interface HashTableProps {
  /** Initial number of servers, 2 to 8. Defaults to 5. */
  readonly servers?: number;
  /** The scheme drawn first. Defaults to modulo. */
  readonly scheme?: SchemeName;
  /** Number of flows in the table, 1,000 to 100,000. Defaults to 10,000. */
  readonly flows?: number;
  /** Number of flows drawn, 8 to 256. Defaults to 96. */
  readonly drawn?: number;
  /** The letter of the server that fails first, or "joins". Defaults to "A". */
  readonly change?: string;
  /** What happens after that. Defaults to "nothing". */
  readonly then?: Then;
  /** Rows of Maglev's table at first, as the control writes them. Defaults to "65,537". */
  readonly rows?: MaglevRows;
  /** The share of the resilient buckets that were idle for the idle timer, %: 0, 10, 20 and so on. Defaults to 0. */
  readonly idle?: number;
}

/** What can happen after the first change: it is undone, the next server in the alphabet fails too, or one more joins. */
export const thens = ["nothing", "that is undone", "the next one fails", "one more joins"] as const;
export type Then = (typeof thens)[number];

/** Sizes of Maglev's table, all prime. */
export const maglevRows = ["251", "2,003", "65,537"] as const;
export type MaglevRows = (typeof maglevRows)[number];
const numberOf = (rows: MaglevRows) => Number(rows.replace(",", ""));

/** The same in a page, with all defaults filled in. */
export type HashTableJson = Required<HashTableProps>;

export const SERVERS = { least: 2, most: siteLetters.length } as const;
export const JOINS = "joins";

/** The input of every state. */
export interface HashTableScenario {
  readonly flows: number;
  /** Hashes of the flows that are drawn. */
  readonly hashes: Uint32Array;
  readonly initial: State;
  readonly compared: (change: GroupChange, table: Table) => readonly SchemeUnderChange[];
  /** The groups of a scheme before, between and after the changes. */
  readonly through: (scheme: SchemeName, changes: Changes, table: Table) => readonly NextHopGroup[];
  /** By scheme, what both changes did. */
  readonly comparedThrough: (changes: Changes, table: Table) => readonly SchemeThrough[];
  /** The share of all flows that a group gives to a member, 0 to 1. */
  readonly shareOf: (group: NextHopGroup, member: string) => number;
}

/** Rows of Maglev's table, and the share of the resilient buckets that are idle, %. */
export interface Table {
  readonly rows: MaglevRows;
  readonly idle: number;
}

/** The members at first, and what happens to them in turn. */
export interface Changes {
  readonly members: readonly string[];
  readonly changes: readonly GroupChange["change"][];
}

export interface SchemeThrough {
  readonly scheme: SchemeName;
  readonly counted: DisruptionThrough;
}

export function readHashTable({
  servers,
  scheme,
  flows,
  drawn,
  change,
  then,
  rows,
  idle,
}: HashTableJson): HashTableScenario {
  const hashes = flowHashes(flows);
  const groups = lruCache<NextHopGroup>();
  const making = (table: Table): GroupMaking => ({
    idle: table.idle / 100,
    make: (name, members) =>
      groups(`${name} ${table.rows} ${members.join("")}`, () =>
        name === "Maglev" ? maglevWith(numberOf(table.rows))(members) : schemes[name](members),
      ),
  });
  const keyOf = (table: Table) => `${table.rows} ${table.idle}`;
  const tables = lruCache<readonly SchemeUnderChange[]>();
  const compared: HashTableScenario["compared"] = (wanted, table) =>
    tables(`${keyOf(table)} ${wanted.members.join("")} ${wanted.change.kind} ${wanted.change.member}`, () =>
      compareSchemes({ ...wanted, hashes, ...making(table) }),
    );
  const through: HashTableScenario["through"] = (name, { members, changes }, table) =>
    groupsThrough(name, members, changes, making(table));
  const both = lruCache<readonly SchemeThrough[]>();
  const comparedThrough: HashTableScenario["comparedThrough"] = (changes, table) =>
    both(`${keyOf(table)} ${JSON.stringify(changes)}`, () =>
      schemeNames.map((name) => ({
        scheme: name,
        counted: disruptionThrough(through(name, changes, table), hashes),
      })),
    );
  const shareOf: HashTableScenario["shareOf"] = (group, member) =>
    hashes.reduce((sum, hash) => sum + Number(group.choose(hash) === member), 0) / flows;
  const initial = { scheme, servers, change, then, rows, idle };
  return { flows, hashes: hashes.slice(0, drawn), initial, compared, through, comparedThrough, shareOf };
}

/** The letters of the first `count` servers. */
export const serverNames = (count: number): readonly string[] => siteLetters.slice(0, count);

/** The change for a state of the controls. */
export function changeOf({ servers, change }: State): GroupChange {
  const members = serverNames(Number(servers));
  return change === JOINS
    ? { members, change: { kind: "joins", member: siteLetters[members.length] } }
    : { members, change: { kind: "dies", member: String(change) } };
}

/** The change after the first one; undefined for none, or where no server is left to fail and no letter to join. */
export function secondChange({ servers, change, then }: State): GroupChange["change"] | undefined {
  const first = changeOf({ servers, change });
  const { kind, member } = first.change;
  const now = membersAfter(first);
  switch (then as Then) {
    case "nothing":
      return undefined;
    case "that is undone":
      return kind === "dies" ? { kind: "joins", member, at: first.members.indexOf(member) } : { kind: "dies", member };
    case "the next one fails": {
      const next = now.find((name) => name > member) ?? now[0];
      return now.length > 1 ? { kind: "dies", member: next } : undefined;
    }
    case "one more joins": {
      const free = siteLetters.find((letter) => letter !== member && !now.includes(letter));
      return free === undefined ? undefined : { kind: "joins", member: free };
    }
  }
}

/** The possible changes for this many servers: each may fail, and one may join if a letter is free. */
export function changesOf(servers: number): readonly string[] {
  return [...serverNames(servers), ...(servers < SERVERS.most ? [JOINS] : [])];
}

export { schemeNames };
