// All sessions of all ASes as columns, in the order of sessions.ts: what the work list runs over.
import { neighbourIndices, type CompiledAsGraph } from "../../../topology/index.js";
import { localPrefOf, originPathLength } from "../exchange.js";
import { isTold, type ResolvedProblem } from "../problem.js";
import { meetingPlaces } from "../sessions.js";
import { manyRouters } from "./conditions.js";

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
  /** The announcement made here; -1 when the far end is not an origin. */
  readonly announcement: Int16Array;
  /** Path length of that announcement. */
  readonly length: Int32Array;
  readonly order: Int32Array;
}

const relationships = ["customer", "peer", "provider"] as const;

const known = () => new WeakMap<CompiledAsGraph, SessionTable>();
const bases = { oneRouter: known(), manyRouters: known() };

/** Only the neighbours of origins have sessions that depend on more than the topology. */
export function sessionTable(problem: ResolvedProblem): SessionTable {
  const { topology, origins, policies } = problem;
  const { asns } = topology;
  const n = asns.length;
  const ofGraph = manyRouters(problem) ? bases.manyRouters : bases.oneRouter;
  let base = ofGraph.get(topology);
  if (!base) {
    const everyAs = Array.from(asns, (_asn, v) => v);
    ofGraph.set(topology, (base = rebuilt(undefined, { ...problem, origins: new Map(), announcements: [] }, everyAs)));
  }
  const table = rebuilt(base, problem, neighboursOf(topology, origins.keys()));
  const { localPref, remoteIs, offsets, remote } = table;
  const usual = relationships.map((relationship) => problem.localPref[relationship]);
  for (let s = 0; s < offsets[n]; s++) localPref[s] = usual[remoteIs[s]];
  for (const v of policies.keys())
    for (let s = offsets[v]; s < offsets[v + 1]; s++)
      localPref[s] = localPrefOf(problem, v, asns[remote[s]], relationships[remoteIs[s]]);
  return table;
}

/** All neighbours of some ASes, in ascending order. */
function neighboursOf({ customers, peers, providers }: CompiledAsGraph, ases: Iterable<number>): number[] {
  const found = [...ases].flatMap((v) =>
    [customers, peers, providers].flatMap((rows) => [...neighbourIndices(rows, v)]),
  );
  return [...new Set(found)].sort((a, b) => a - b);
}

/** The base with the rows of some ASes rebuilt, without their LOCAL_PREF. */
function rebuilt(base: SessionTable | undefined, problem: ResolvedProblem, changed: readonly number[]): SessionTable {
  const { topology, origins, announcements } = problem;
  const { asns } = topology;
  const n = asns.length;
  const rows = [topology.customers, topology.peers, topology.providers];
  const offsets = new Int32Array(n + 1);
  const routers = base?.routers ?? routersOf(problem);
  const table = columnsFor(mostSessions(problem));
  let count = 0;
  let done = 0;
  for (const v of changed) {
    copyUpTo(v);
    addRow(v);
    offsets[++done] = count;
  }
  copyUpTo(n);
  return { offsets, routers, ...table };

  function copyUpTo(end: number) {
    if (!base || done === end) return;
    const from = base.offsets[done];
    const to = base.offsets[end];
    for (const name of columns) table[name].set(base[name].subarray(from, to), count);
    for (; done < end; done++) offsets[done + 1] = base.offsets[done + 1] - from + count;
    count += to - from;
  }

  function addRow(v: number) {
    const at = [rows[0].offsets[v], rows[1].offsets[v], rows[2].offsets[v]];
    for (;;) {
      // A three-way merge keeps the neighbours in order of their ASN.
      let is = -1;
      for (let r = 0; r < 3; r++)
        if (at[r] < rows[r].offsets[v + 1] && (is < 0 || rows[r].targets[at[r]] < rows[is].targets[at[is]])) is = r;
      if (is < 0) break;
      addNeighbour(v, is, at[is]++);
    }
  }

  function addNeighbour(v: number, is: number, entry: number) {
    const u = rows[is].targets[entry];
    const meetings = meetingPlaces(topology, rows[is], entry);
    const announced = origins.get(u);
    const first = count;
    const add = (place: number, announcement: number) => {
      table.remote[count] = u;
      table.localPop[count] = place < 0 ? 0 : problem.routerNear(v, place);
      table.remoteRouter[count] = routers[u] + (announcement < 0 && place >= 0 ? problem.routerNear(u, place) : 0);
      table.remoteIs[count] = is;
      table.announcement[count] = announcement;
      table.length[count] =
        announcement < 0
          ? 0
          : originPathLength(announcements[announcement], asns[v], problem.policies.get(v)?.keepPrepends);
      table.order[count] = count - first;
      count++;
    };
    if (!announced) for (const place of meetings) add(place, -1);
    else
      for (const each of announced)
        if (isTold(each, v)) for (const place of each.place >= 0 ? [each.place] : meetings) add(place, each.number);
  }
}

function routersOf({ topology, routers }: ResolvedProblem): Int32Array {
  const first = new Int32Array(topology.asns.length + 1);
  for (let v = 0; v < topology.asns.length; v++) first[v + 1] = first[v] + routers(v).length;
  return first;
}

/** Upper bound on the number of sessions: every link at each of its places from both ends, plus those of each site. */
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

const columns = ["remote", "remoteRouter", "localPop", "remoteIs", "announcement", "length", "order"] as const;
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
