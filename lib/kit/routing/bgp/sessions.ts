// The BGP sessions over which an AS receives the prefix: one for every place where it meets a neighbour; with a neighbour that
// originates the prefix, one for every site announced to it.
import {
  entryOf,
  relationshipTo,
  type Adjacency,
  type CompiledAsGraph,
  type Relationship,
} from "../../topology/index.js";
import { placesOf } from "../../topology/index.js";
import { mergeNeighbours } from "./neighbours.js";
import { isTold, type ResolvedProblem } from "./problem.js";
import type { Session } from "./route.js";

/** By the number that `Neighbours` gives a relationship. */
const relationships = ["provider", "peer", "customer"] as const;

const somewhere = Int32Array.of(-1);

const rowsOf = (topology: CompiledAsGraph, is: Relationship): Adjacency =>
  is === "provider" ? topology.providers : is === "customer" ? topology.customers : topology.peers;

/** Where the link at this entry meets: place numbers, [-1] when unknown. */
export function meetingPlaces(topology: CompiledAsGraph, { links }: Adjacency, entry: number): Int32Array {
  if (!topology.geography || !links) return somewhere;
  const known = placesOf(topology.geography.meetings, links[entry]);
  return known.length > 0 ? known : somewhere;
}

/** The sessions of two neighbours, seen from `local`; none when the other originates the prefix and does not announce it. */
export function sessionsWith(problem: ResolvedProblem, local: number, remote: number, is?: Relationship): Session[] {
  const { topology, origins } = problem;
  const remoteIs = is ?? relationshipTo(topology, local, remote);
  if (!remoteIs) return [];
  const meetings = meetingsWith(topology, local, remote, remoteIs);
  const sessions: Session[] = [];
  const add = (place: number, announcement: number) =>
    sessions.push(sessionIn(problem, { local, remote, remoteIs, place, announcement, order: sessions.length }));
  const announced = origins.get(remote);
  if (!announced) for (const place of meetings) add(place, -1);
  else
    for (const each of announced)
      if (isTold(each, local)) for (const place of each.place >= 0 ? [each.place] : meetings) add(place, each.number);
  return sessions;
}

/** The session with this number; avoids building the others if possible. */
export function sessionWith(problem: ResolvedProblem, local: number, remote: number, order: number): Session {
  const { topology, origins } = problem;
  if (origins.has(remote)) return sessionsWith(problem, local, remote)[order];
  const remoteIs = relationshipTo(topology, local, remote)!;
  const place = meetingsWith(topology, local, remote, remoteIs)[order];
  return sessionIn(problem, { local, remote, remoteIs, place, announcement: -1, order });
}

const meetingsWith = (topology: CompiledAsGraph, local: number, remote: number, remoteIs: Relationship): Int32Array => {
  const rows = rowsOf(topology, remoteIs);
  return meetingPlaces(topology, rows, entryOf(rows, local, remote));
};

/** A session with the routers at its ends: the routers nearest to it. An origin announces from its first router. */
function sessionIn(
  { routerNear }: ResolvedProblem,
  { local, remote, remoteIs, place, announcement, order }: Omit<Session, "localPop" | "remotePop">,
): Session {
  const localPop = routerNear(local, place);
  const remotePop = announcement < 0 ? routerNear(remote, place) : 0;
  return { local, localPop, remote, remotePop, remoteIs, place, announcement, order };
}

/** All sessions of an AS, by ascending ASN of the neighbour. */
export function sessionsOf(problem: ResolvedProblem, local: number): Session[] {
  const { indexes, is } = mergeNeighbours(problem.topology, local);
  const sessions: Session[] = [];
  for (let i = 0; i < indexes.length; i++)
    for (const session of sessionsWith(problem, local, indexes[i], relationships[is[i]])) sessions.push(session);
  return sessions;
}
