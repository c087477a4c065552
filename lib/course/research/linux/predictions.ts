// What the simulator says of the experiments that test/traffic/kernel makes with real Linux kernels: a member or a route
// changes during a connection. Computed by the code of the lessons; the results of the kernels are in
// data/kernel-validation.json.
import { expectedDisruption } from "anycast-kit/traffic";
import { routeChange } from "../../stories/index.js";
import {
  memberChanges,
  RETRIES,
  silentEnd,
  spread,
  transitions,
  wholeQueries,
  type MemberChange,
  type Transition,
} from "./model.js";

/** The outcome of an experiment: in words, as shares of flows (0..1), or as a time. */
export type KernelOutcome =
  | { readonly kind: "words"; readonly words: string }
  | { readonly kind: "shares"; readonly shares: readonly number[] }
  | { readonly kind: "seconds"; readonly seconds: number };

export interface KernelPrediction {
  readonly id: string;
  readonly about: "hash policy" | "a member goes" | "a member comes" | "TCP" | "BGP";
  /** The question, in words that fit both answers. */
  readonly claim: string;
  /** Flows in the real experiment that each share is a part of. */
  readonly flows: number;
  readonly predict: () => KernelOutcome;
  /** The reason if Linux is known to differ. */
  readonly differs?: string;
}

/** Connections opened in each experiment on groups. */
export const FLOWS = 800;

const words = (text: string): KernelOutcome => ({ kind: "words", words: text });
const shares = (...list: readonly number[]): KernelOutcome => ({ kind: "shares", shares: list });
const part = <T>(list: readonly T[], holds: (each: T) => boolean) => list.filter(holds).length / list.length;

/** The scheme that breaks most nearly this share of flows when the first of four goes: modulo 3/4, hash-threshold 1/2, rendezvous 1/4. */
export function nearestScheme(share: number): string {
  const { modulo, rendezvous, "hash-threshold": threshold } = expectedDisruption;
  const schemes = { modulo: modulo(4), "hash-threshold": threshold(4, 1), rendezvous: rendezvous(4) };
  const off = (each: number) => Math.abs(each - share);
  return Object.entries(schemes).reduce((best, each) => (off(each[1]) < off(best[1]) ? each : best))[0];
}

function predictionsOf(change: MemberChange): KernelPrediction[] {
  const { id, group, label, before, after } = change;
  const about = before.length > after.length ? ("a member goes" as const) : ("a member comes" as const);
  const title = `${label} (${group})`;
  const each = Math.floor(FLOWS / before.length);
  const gone = before.find((name) => !after.includes(name));
  let counted: readonly Transition[] | undefined;
  const flows = () => (counted ??= transitions(change));
  const of = (server: string) => flows().filter(([had]) => had === server);
  const broken = () => part(flows(), ([had, has]) => had !== has);
  const brokenAt = (server: string) => part(of(server), ([, has]) => has !== server);
  const nowAt = (server: string) => part(of(gone!), ([, has]) => has === server);
  const rows: KernelPrediction[] = [
    { id, about, claim: `${title}: connections reset`, flows: FLOWS, predict: () => shares(broken()) },
    {
      ...{ id: `${id}-by-server`, about, claim: `${title}: of those at ${before.join(", ")}`, flows: each },
      predict: () => shares(...before.map(brokenAt)),
    },
  ];
  if (gone === undefined) return rows;
  if (gone === before[0])
    rows.push({
      ...{ id: `${id}-scheme`, about, claim: `${title}: the textbook scheme that loses as many`, flows: FLOWS },
      predict: () => words(nearestScheme(broken())),
    });
  const claim = `${title}: its flows are then at ${after.join(", ")}`;
  return [...rows, { id: `${id}-where`, about, claim, flows: each, predict: () => shares(...after.map(nowAt)) }];
}

/** TCP's story with other options. */
const tcp = (options: Omit<Parameters<typeof routeChange>[0], "protocol"> = {}) =>
  routeChange({ protocol: "tcp", ...options });
const silent = { strangers: "silence" } as const;

const aboutHashing: readonly KernelPrediction[] = [
  {
    ...{ id: "policy-0", about: "hash policy", flows: 60 },
    claim: "policy 0, addresses: servers that one client's UDP flows reach",
    predict: () => words(`${spread("L3").filter((share) => share > 0).length} of 4`),
  },
  {
    ...{ id: "policy-1", about: "hash policy", flows: FLOWS },
    claim: "policy 1, the 5-tuple: shares of its UDP flows at S1, S2, S3, S4",
    predict: () => shares(...spread("5-tuple")),
  },
  {
    ...{ id: "unchanged", about: "hash policy", flows: FLOWS },
    claim: "... flows that another server answers the second time",
    predict: () => shares(0),
  },
  {
    ...{ id: "ports-again", about: "hash policy", flows: FLOWS },
    claim: "fields from a list (policy 3), here the five; the client reconnects from the same port: another server",
    predict: () => shares(0),
  },
  {
    ...{ id: "ports-again-veth", about: "hash policy", flows: FLOWS },
    claim:
      "client on the router's own machine, 5-tuple hash (policy 1); it reconnects from the same port: another server",
    predict: () => shares(0),
    differs:
      "Inside one machine a packet still carries the random number that its socket drew, and policy 1 uses that as the hash. " +
      "The experiments with TCP therefore use policy 3.",
  },
  {
    ...{ id: "fragments", about: "hash policy", flows: 60 },
    claim: "UDP queries of 4,000 bytes in three fragments, fields from a list (policy 3): answered",
    predict: () => shares(wholeQueries()),
    differs:
      "Linux reads the ports of no fragment, so all three take one path. A router that reads the ports in the first fragment may send the other two elsewhere.",
  },
];

const aboutConnections: readonly KernelPrediction[] = [
  {
    ...{ id: "wrong-server", about: "TCP", flows: 20 },
    claim: "data of a connection reaches a server that does not know it: the answer",
    predict: () => words(tcp().ladder.rungs.some(({ kind }) => kind === "reset") ? "reset" : "silence"),
  },
  {
    ...{ id: "silence", about: "TCP", flows: 20 },
    claim: "... one that drops them silently: what comes back in 2 s",
    predict: () => words(tcp(silent).noticed === "waits still" ? "silence" : "reset"),
  },
  {
    ...{ id: "back-in-time", about: "TCP", flows: 20 },
    claim: "... and then the route is back: the connection",
    predict: () => {
      const { noticed } = tcp({ ...silent, movesBackAtMs: 2450, untilMs: 20_000 });
      return words(noticed === "nothing" || noticed === "a delay" ? "goes on" : "is broken");
    },
  },
  {
    ...{ id: "gives-up", about: "TCP", flows: 20 },
    claim: `... and it is never back, with tcp_retries2 = ${RETRIES}: the connection`,
    predict: () => words(silentEnd().end),
  },
  {
    ...{ id: "gives-up-after", about: "TCP", flows: 20 },
    claim: "... after",
    predict: () => ({ kind: "seconds", seconds: silentEnd().seconds }),
  },
  {
    ...{ id: "bird-tcp", about: "BGP", flows: 50 },
    claim: "BIRD moves the route from S1 to S3: the next data on an open connection",
    predict: () => words(tcp().noticed === "a broken connection" ? "reset" : "is answered"),
  },
  {
    ...{ id: "bird-udp", about: "BGP", flows: 50 },
    claim: "... UDP queries that S3 answers then",
    predict: () => shares(routeChange({ protocol: "dns" }).answeredBy.at(-1) === "B" ? 1 : 0),
  },
];

/** All of them, in the order of the experiments. Nothing is computed before it is asked for. */
export const kernelPredictions = (): readonly KernelPrediction[] => [
  ...aboutHashing,
  ...memberChanges.flatMap(predictionsOf),
  {
    ...{ id: "udp", about: "a member goes", flows: 100 * memberChanges.length },
    claim: "UDP queries without an answer after any of these six changes",
    predict: () => shares(routeChange({ protocol: "dns" }).noticed === "nothing" ? 0 : 1),
  },
  ...aboutConnections,
];
