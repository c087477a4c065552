// One request of a client to the shared address, by DNS, TCP or QUIC, over the routes of an instant: which site answers, and when.
import { addressFromBits, contains, parseAddress, walkAt, type History, type Prefix } from "anycast-kit/routing";
import type { Scenario } from "anycast-kit/routing/scenario";
import {
  convergingNetwork,
  dnsServer,
  ladder,
  quicClient,
  quicServer,
  simulate,
  stubResolver,
  tcpClient,
  tcpServer,
  type Host,
  type Program,
  type QuicClientState,
  type StubState,
  type TcpClientState,
} from "anycast-kit/traffic";
import type { Asked, Protocol } from "../protocol.js";
import { lettersOf } from "./letters.js";

/** How long a client is watched, ms: longer than a resolver or a connection attempt waits. */
const PATIENCE_MS = 130_000;

/** Addresses for documentation (RFC 5737, RFC 3849, RFC 9637), then private ones: the first outside all prefixes is the client's. */
const CLIENTS = ["203.0.113.7", "198.51.100.7", "192.0.2.7", "10.0.0.7", "2001:db8:ffff::7", "3fff::7", "fd00::7"];

interface Request {
  readonly asn: number;
  readonly protocol: Protocol;
  readonly atMs?: number;
  readonly prefix?: string;
}

interface Outcome {
  readonly site?: string;
  readonly endedMs?: number;
  readonly failure: string;
}

/** @throws ConvergenceError, TrafficError; UnknownAsError for a client in an AS that is not in the scenario */
export function askOf(
  scenario: Scenario,
  histories: readonly History[],
  { asn, protocol, atMs: wanted, prefix: shown }: Request,
): Asked {
  const { prefix } = (histories.find(({ problem }) => problem.prefix.text === shown) ?? histories[0]).problem;
  const shared = addressIn(prefix);
  const family = histories.filter(({ problem }) => contains(problem.prefix, parseAddress(shared)));
  const lastMs = Math.max(0, ...histories.map(({ log }) => log.at(-1)?.atMs ?? 0));
  const atMs = wanted ?? Math.ceil(lastMs + 1);
  const walk = walkAt({ history: family, from: asn, at: atMs, clock: "running" });
  const client = CLIENTS.find((text) => isOutside(text, histories, prefix));
  if (client === undefined)
    throw new Error(`A client needs an address outside ${prefix.text}. Announce a longer prefix.`);
  const sites = [...new Set(family.flatMap(({ problem }) => problem.announcements.map(({ site }) => site)))];
  const host = ["client", "the client"].find((name) => !sites.includes(name)) ?? "the asking client";
  const network = convergingNetwork({ history: family, unicast: { [host]: client } });
  const servers = sites.map((name): Host => {
    return { name, role: "site", node: `site ${name}`, program: serverOf(protocol, name) };
  });
  const node = nodeOf(family[0], walk.speakers[0], asn, (name) => network.hasNode(name));
  const hosts: Host[] = [
    { name: host, role: "client", node, program: clientOf(protocol, client, shared, atMs) },
    ...servers,
  ];
  const run = simulate({ network, hosts, untilMs: atMs + PATIENCE_MS });
  const { site, endedMs, failure } = outcomeOf(protocol, run.states.get(host));
  const tookMs = endedMs === undefined ? undefined : endedMs - atMs;
  const path = walk.ases.filter((each, i) => each !== walk.ases[i - 1]);
  const letters = lettersOf(scenario);
  const met = sites.filter((name) => run.trace.some((entry) => "at" in entry && entry.at === name)).slice(0, 7);
  const rails = [ { name: host, role: "client" as const }, ...met.map((name) => ({ name, role: "site" as const })) ]; // prettier-ignore
  const drawn = ladder({ trace: run.trace, rails, fromMs: atMs });
  const marked = met.every((name) => letters.has(name));
  return {
    sentence: sentenceOf({ asn, protocol, site, tookMs, failure }),
    ...(site !== undefined && { site }),
    ...(site !== undefined && tookMs !== undefined && { tookMs }),
    atMs,
    path,
    ...(drawn.rungs.length > 0 && marked && { ladder: drawn }),
  };
}

/** The first host address of the prefix. */
function addressIn({ family, bits, length }: Prefix): string {
  const isOne = length === (family === 4 ? 32 : 128);
  return addressFromBits(family, isOne ? bits : bits + 1n).text;
}

/** A client's address is of the prefix's family, and in none of the prefixes. */
function isOutside(text: string, histories: readonly History[], { family }: Prefix): boolean {
  const address = parseAddress(text);
  return (
    address.family === family &&
    !histories.some(({ problem }) => problem.prefix.family === family && contains(problem.prefix, address))
  );
}

/** The name of the client's router in the network. */
function nodeOf({ wiring }: History, speaker: number, asn: number, hasNode: (node: string) => boolean): string {
  const { city, router } = wiring.speakers[speaker];
  return hasNode(`AS${asn}`) ? `AS${asn}` : `AS${asn} ${city ?? router}`;
}

function serverOf(protocol: Protocol, identity: string): Program {
  if (protocol === "dns") return dnsServer({ identity });
  return protocol === "tcp" ? tcpServer({ identity }) : quicServer({ identity, resetKey: identity });
}

function clientOf(protocol: Protocol, address: string, shared: string, startMs: number): Program {
  if (protocol === "dns")
    return stubResolver({ address, servers: [shared], lookups: [{ atMs: startMs, question: "www.example" }] });
  if (protocol === "tcp") return tcpClient({ address, to: { address: shared, port: 80 }, startMs });
  return quicClient({ address, to: { address: shared, port: 443 }, startMs });
}

function outcomeOf(protocol: Protocol, state: unknown): Outcome {
  if (protocol === "dns") {
    const [outcome] = (state as StubState).outcomes;
    const site = outcome?.reply?.server;
    const endedMs = outcome && outcome.atMs + outcome.tookMs;
    return { site, endedMs, failure: outcome ? `no answer to ${outcome.tries} tries` : "no answer yet" };
  }
  if (protocol === "quic") {
    const { server, outcome, endedMs } = state as QuicClientState;
    return { site: outcome === "complete" ? server : undefined, endedMs, failure: outcome ?? "no answer yet" };
  }
  const { attempts, outcome, endedMs } = state as TcpClientState;
  const last = attempts.at(-1);
  return {
    site: outcome === "complete" ? last?.server : undefined,
    endedMs,
    failure: last ? `the connection ended: ${last.end}` : "no answer yet",
  };
}

const what = { dns: "DNS query", tcp: "download over TCP", quic: "download over QUIC" } as const;

function sentenceOf({
  asn,
  protocol,
  site,
  tookMs,
  failure,
}: Pick<Request, "asn" | "protocol"> & Omit<Outcome, "endedMs"> & { readonly tookMs?: number }): string {
  // prettier-ignore
  const ms = (value: number) => `${value.toLocaleString("en", { maximumFractionDigits: 1 })} ms`;
  if (site !== undefined && tookMs !== undefined)
    return `Site ${site} answered the ${what[protocol]} of AS${asn} after ${ms(tookMs)}.`;
  return `The ${what[protocol]} of AS${asn} failed${tookMs === undefined ? "" : ` after ${ms(tookMs)}`}: ${failure}.`;
}
