// All sessions of all ASes as columns, in the order of sessions.ts: what the work list runs over.
import { localPrefOf, originPath } from "../exchange.js";
import type { ResolvedProblem } from "../problem.js";
import { meetingPlaces } from "../sessions.js";

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
  const { topology, origins, announcements, policies } = problem;
  const { asns } = topology;
  const n = asns.length;
  const rows = [topology.customers, topology.peers, topology.providers];
  const usual = relationships.map((relationship) => problem.localPref[relationship]);
  const offsets = new Int32Array(n + 1);
  const routers = new Int32Array(n + 1);
  for (let v = 0; v < n; v++) routers[v + 1] = routers[v] + problem.routers(v).length;
  const table = columnsFor(mostSessions(problem));
  let count = 0;
  for (let v = 0; v < n; v++) {
    const at = [rows[0].offsets[v], rows[1].offsets[v], rows[2].offsets[v]];
    for (;;) {
      // A three-way merge keeps the neighbours in order of their ASN.
      let is = -1;
      for (let r = 0; r < 3; r++)
        if (at[r] < rows[r].offsets[v + 1] && (is < 0 || rows[r].targets[at[r]] < rows[is].targets[at[is]])) is = r;
      if (is < 0) break;
      addNeighbour(v, is, at[is]++);
    }
    offsets[v + 1] = count;
  }
  return { offsets, routers, ...table };

  function addNeighbour(v: number, is: number, entry: number) {
    const u = rows[is].targets[entry];
    const meetings = meetingPlaces(topology, rows[is], entry);
    const pref = policies.has(v) ? localPrefOf(problem, v, asns[u], relationships[is]) : usual[is];
    const announced = origins.get(u);
    const first = count;
    const add = (place: number, announcement: number) => {
      table.remote[count] = u;
      table.localPop[count] = place < 0 ? 0 : problem.routerNear(v, place);
      table.remoteRouter[count] = routers[u] + (announcement < 0 && place >= 0 ? problem.routerNear(u, place) : 0);
      table.remoteIs[count] = is;
      table.localPref[count] = pref;
      table.announcement[count] = announcement;
      table.length[count] = announcement < 0 ? 0 : originPath(announcements[announcement], asns[v]).length;
      table.order[count] = count - first;
      count++;
    };
    if (!announced) for (const place of meetings) add(place, -1);
    else
      for (const { number, place: site, told } of announced)
        if (told.includes(v)) for (const place of site >= 0 ? [site] : meetings) add(place, number);
  }
}

/** No more sessions than this: every link at each of its places from both ends, and each site's. */
function mostSessions({ topology, announcements }: ResolvedProblem): number {
  const rows = [topology.customers, topology.peers, topology.providers];
  const { meetings } = topology.geography ?? {};
  let sum = 0;
  for (const { targets, links } of rows) {
    sum += targets.length;
    if (meetings && links)
      for (const link of links) sum += Math.max(0, meetings.offsets[link + 1] - meetings.offsets[link] - 1);
  }
  let widest = 1;
  if (meetings)
    for (let i = 1; i < meetings.offsets.length; i++)
      widest = Math.max(widest, meetings.offsets[i] - meetings.offsets[i - 1]);
  return announcements.reduce((most, { told }) => most + told.length * widest, sum);
}

const columnsFor = (most: number) => ({
  remote: new Int32Array(most),
  remoteRouter: new Int32Array(most),
  localPop: new Int32Array(most),
  remoteIs: new Int8Array(most),
  localPref: new Float64Array(most),
  announcement: new Int16Array(most),
  length: new Int32Array(most),
  order: new Int32Array(most),
});
