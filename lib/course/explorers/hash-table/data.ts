// The data of "kill a server": flows' hashes, and the table of all schemes for each change, counted once. Servers are named by
// site letters, so that they have colours and marks.
import { lruCache, siteLetters } from "anycast-kit/figures";
import {
  compareSchemes,
  schemeNames,
  schemes,
  type GroupChange,
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
}

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
  readonly compared: (change: GroupChange) => readonly SchemeUnderChange[];
  readonly make: (scheme: keyof typeof schemes, members: readonly string[]) => NextHopGroup;
}

export function readHashTable({ servers, scheme, flows, drawn, change }: HashTableJson): HashTableScenario {
  const hashes = flowHashes(flows);
  const groups = lruCache<NextHopGroup>();
  const make: HashTableScenario["make"] = (name, members) =>
    groups(`${name} ${members.join("")}`, () => schemes[name](members));
  const tables = lruCache<readonly SchemeUnderChange[]>();
  const compared = (wanted: GroupChange) =>
    tables(`${wanted.members.join("")} ${wanted.change.kind} ${wanted.change.member}`, () =>
      compareSchemes({ ...wanted, hashes, make }),
    );
  return { flows, hashes: hashes.slice(0, drawn), initial: { scheme, servers, change }, compared, make };
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

/** The possible changes for this many servers: each may fail, and one may join if a letter is free. */
export function changesOf(servers: number): readonly string[] {
  return [...serverNames(servers), ...(servers < SERVERS.most ? [JOINS] : [])];
}

export { schemeNames };
