// The routers of a topology and the sessions between its ASes: the part of the wiring that is the same in every run. Built once per
// topology and kept; wiring.ts adds sites, delays and iBGP for each run.
import { fibreDelayMs } from "../../geo/index.js";
import type { CompiledAsGraph } from "../../topology/index.js";
import { sessionsOf, type ResolvedProblem, type Session } from "../bgp/index.js";
import type { Channel, Speaker, Wire } from "./speakers.js";

export interface EbgpWiring {
  /** The routers, by ascending ASN. */
  readonly speakers: readonly Speaker[];
  /** By AS index, the number of its first router; one more at the end. */
  readonly first: Int32Array;
  readonly channels: readonly Channel[];
  readonly wires: readonly Wire[];
  /** By channel. */
  readonly wireOf: Int32Array;
  readonly tellerOf: Int32Array;
  readonly hearerOf: Int32Array;
  readonly hearerAsn: Uint32Array;
  readonly isToCustomer: Uint8Array;
  /** By wire, the time that light takes in fibre, ms. */
  readonly fibreMs: Float64Array;
  /** By AS index, the number of wires created by it and the ASes before it. */
  readonly wiresUpTo: Int32Array;
  readonly hears: readonly (readonly number[])[];
  /** Outgoing channels: to customers first, then to peers and providers. */
  readonly tells: readonly (readonly number[])[];
  /** The number of those in the first group. */
  readonly tellsAnyway: Int32Array;
}

const known = new WeakMap<CompiledAsGraph, { perRouter?: EbgpWiring; perAs?: EbgpWiring }>();

/** The wiring between ASes. It depends on the topology, and on whether each router of an AS decides for itself. */
export function ebgpWiring(problem: ResolvedProblem): EbgpWiring {
  const { topology, tieBreak } = problem;
  const key = tieBreak === "router" && topology.geography ? "perRouter" : "perAs";
  const found = known.get(topology) ?? {};
  known.set(topology, found);
  return (found[key] ??= build({ ...problem, origins: new Map() }));
}

/** @param problem without origins, so that each session carries the route of its sender */
function build(problem: ResolvedProblem): EbgpWiring {
  const { asns } = problem.topology;
  const n = asns.length;
  const first = new Int32Array(n + 1);
  const speakers: Speaker[] = [];
  for (let index = 0; index < n; index++) {
    const places = problem.routers(index);
    for (let router = 0; router < places.length; router++)
      speakers.push({ number: speakers.length, asn: asns[index], index, router, ...cityAt(problem, places[router]) });
    first[index + 1] = speakers.length;
  }
  const speakerOf = (index: number, router: number) => first[index] + router;

  const channels: Channel[] = [];
  const wires: (Wire & { readonly channels: number[] })[] = [];
  const fibreMs: number[] = [];
  const hears: number[][] = speakers.map(() => []);
  const toCustomers: number[][] = speakers.map(() => []);
  const toOthers: number[][] = speakers.map(() => []);
  const addWire = ({ local, localPop, remote, remotePop, place }: Session) => {
    const ends = [speakerOf(remote, remotePop), speakerOf(local, localPop)] as const;
    const km = problem.km(problem.routers(remote)[remotePop], problem.routers(local)[localPop]);
    const added = { number: wires.length, channels: [], ends, ...cityAt(problem, place) };
    fibreMs.push(fibreDelayMs(km));
    wires.push(added);
    return added;
  };

  // Both directions of a session share one wire, created by the AS with the lower number. ASes and wires are visited in
  // ascending order, so the match is the next wire that has only one direction.
  const next = new Int32Array(n);
  const wiresUpTo = new Int32Array(n);
  for (let index = 0; index < n; index++) {
    next[index] = wires.length;
    for (const session of sessionsOf(problem, index)) {
      const { local, localPop, remote, remotePop, remoteIs } = session;
      const [from, to] = [speakerOf(remote, remotePop), speakerOf(local, localPop)];
      const on: Wire & { readonly channels: number[] } = local < remote ? addWire(session) : wires[next[remote]++];
      const number = channels.length;
      channels.push({ number, kind: "ebgp", from, to, wire: on.number, session });
      on.channels.push(number);
      hears[to].push(number);
      (remoteIs === "provider" ? toCustomers : toOthers)[from].push(number);
    }
    wiresUpTo[index] = wires.length;
  }
  const tellsAnyway = Int32Array.from(toCustomers, ({ length }) => length);
  const tells = toCustomers.map((own, speaker) => [...own, ...toOthers[speaker]]);
  return {
    ...{ speakers, first, channels, wires, hears, tells, tellsAnyway, wiresUpTo },
    wireOf: Int32Array.from(channels, ({ wire }) => wire),
    tellerOf: Int32Array.from(channels, ({ from }) => from),
    hearerOf: Int32Array.from(channels, ({ to }) => to),
    hearerAsn: Uint32Array.from(channels, ({ to }) => speakers[to].asn),
    isToCustomer: Uint8Array.from(channels, ({ session }) => Number(session!.remoteIs === "provider")),
    fibreMs: Float64Array.from(fibreMs),
  };
}

/** The city of a place number, as a field; none for -1. */
export const cityAt = ({ places }: ResolvedProblem, place: number): { readonly city?: string } =>
  place >= 0 ? { city: places[place].name } : {};
