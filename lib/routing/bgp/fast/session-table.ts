// All sessions of all ASes as columns, in the order of sessions.ts: what the work list runs over.
import type { Relationship } from "../../../topology/compiled.js";
import { localPrefOf, originPath } from "../exchange.js";
import type { ResolvedProblem } from "../problem.js";
import { meetingPlaces } from "../sessions.js";
import { rankOf } from "./key.js";

export interface SessionTable {
  /** Sessions of AS i are offsets[i] .. offsets[i + 1] - 1. */
  readonly offsets: Int32Array;
  /** First router of AS i; its routers are numbered from there. */
  readonly routers: Int32Array;
  readonly remote: Int32Array;
  /** The router at the far end. */
  readonly remoteRouter: Int32Array;
  readonly localPop: Int32Array;
  /** 0, 1, 2: the far end is a customer, a peer, a provider. */
  readonly remoteIs: Int8Array;
  readonly localPref: Float64Array;
  /** The announcement made here; -1 where the far end is no origin. */
  readonly announcement: Int16Array;
  /** Path length of that announcement. */
  readonly length: Int32Array;
  readonly order: Int32Array;
}

const relationships = ["customer", "peer", "provider"] as const;

export function sessionTable(problem: ResolvedProblem): SessionTable {
  const { topology, origins, announcements } = problem;
  const n = topology.asns.length;
  const rows = [topology.customers, topology.peers, topology.providers];
  const columns = {
    remote: [] as number[],
    remoteRouter: [] as number[],
    localPop: [] as number[],
    remoteIs: [] as number[],
    localPref: [] as number[],
    announcement: [] as number[],
    length: [] as number[],
    order: [] as number[],
  };
  const offsets = new Int32Array(n + 1);
  const routers = new Int32Array(n + 1);
  for (let v = 0; v < n; v++) routers[v + 1] = routers[v] + problem.routers(v).length;
  for (let v = 0; v < n; v++) {
    const at = rows.map((row) => row.offsets[v]);
    for (;;) {
      // A three-way merge keeps the neighbours in order of their ASN.
      let is = -1;
      for (let r = 0; r < 3; r++)
        if (at[r] < rows[r].offsets[v + 1] && (is < 0 || rows[r].targets[at[r]] < rows[is].targets[at[is]])) is = r;
      if (is < 0) break;
      addNeighbour(v, is, at[is]++);
    }
    offsets[v + 1] = columns.remote.length;
  }
  return {
    offsets,
    routers,
    remote: Int32Array.from(columns.remote),
    remoteRouter: Int32Array.from(columns.remoteRouter),
    localPop: Int32Array.from(columns.localPop),
    remoteIs: Int8Array.from(columns.remoteIs),
    localPref: Float64Array.from(columns.localPref),
    announcement: Int16Array.from(columns.announcement),
    length: Int32Array.from(columns.length),
    order: Int32Array.from(columns.order),
  };

  function addNeighbour(v: number, is: number, entry: number) {
    const u = rows[is].targets[entry];
    const meetings = meetingPlaces(topology, rows[is], entry);
    const relationship: Relationship = relationships[is];
    let order = 0;
    const add = (place: number, announcement: number) => {
      columns.remote.push(u);
      columns.localPop.push(place < 0 ? 0 : problem.routerNear(v, place));
      columns.remoteRouter.push(routers[u] + (announcement < 0 && place >= 0 ? problem.routerNear(u, place) : 0));
      columns.remoteIs.push(rankOf(relationship));
      columns.localPref.push(localPrefOf(problem, v, topology.asns[u], relationship));
      columns.announcement.push(announcement);
      columns.length.push(announcement < 0 ? 0 : originPath(announcements[announcement], topology.asns[v]).length);
      columns.order.push(order++);
    };
    const announced = origins.get(u);
    if (!announced) for (const place of meetings) add(place, -1);
    else
      for (const { number, place: site, told } of announced)
        if (told.includes(v)) for (const place of site >= 0 ? [site] : meetings) add(place, number);
  }
}
