// The state of one conversation, drawn at the host that has it: the client, the router, the sites, and what each of them knows at
// an instant. The numbers are those of the simulator when it is stopped there.
import { type Figure, type FigureText, tiersFigure, type TierNode } from "anycast-kit/figures";
import type { QuicClientState, QuicServerState, Run, TcpClientState, TcpServerState } from "anycast-kit/traffic";
import { CLIENT, routeChange, type RouteChangeOptions } from "../../stories/index.js";

export interface StateFigureOptions extends RouteChangeOptions, FigureText {
  /** The instant, ms. */
  readonly atMs: number;
}

const router = "router";

/**
 * @example stateFigure({ protocol: "tcp", atMs: 440, name: "before", title: "Before the route moves" })
 * @throws TrafficError for invalid times
 */
export function stateFigure({ atMs, name, title, subtitle, description, ...options }: StateFigureOptions): Figure {
  const { movesAtMs = 450, movesBackAtMs = Infinity, movesOnAtMs = Infinity } = options;
  const { run } = routeChange({ ...options, untilMs: atMs });
  const site = atMs < movesAtMs || atMs >= movesBackAtMs ? "A" : atMs >= movesOnAtMs ? "C" : "B";
  const sites = movesOnAtMs === Infinity ? (["A", "B"] as const) : (["A", "B", "C"] as const);
  const narrow = sites.length === 3 ? shorter : (note: string) => note;
  const client = clientKnows(options, run);
  const isAstray = options.protocol !== "dns" && siteKnows(options, run, site) === nothing && client.isOpen;
  const over = client.isOver ? "The connection is over for the client: no packets any more." : undefined;
  const node = (letter: string, note: string): TierNode => ({
    name: letter,
    note,
    isAlarm: isAstray && letter === site,
  });
  return tiersFigure({
    ...{ name, title, ...((subtitle ?? over) !== undefined && { subtitle: subtitle ?? over }), ...(description !== undefined && { description }) },
    tiers: [
      { label: "client", nodes: [{ name: CLIENT, note: client.note }] },
      { label: "network", nodes: [{ name: router }] },
      { label: "sites", nodes: sites.map((letter) => node(letter, narrow(siteKnows(options, run, letter)))) },
    ],
    links: [[CLIENT, router], ...sites.map((letter): [string, string] => [router, letter])],
    // After the end of the connection the client sends nothing more.
    paths: client.isOver ? [] : [{ nodes: [CLIENT, router, site], site, isAstray, note: `the client's packets go to ${site}` }],
    astray: options.strangers === "silence" ? "dropped" : "reset",
    keys: client.isOver ? "none" : "both",
  }); // prettier-ignore
}

const nothing = "no connection";
/** Three sites leave room for shorter lines. */
const shorter = (note: string) => note.replace(`${CLIENT}:`, "port ").replace(", ", "\n");
const kilobytes = (bytes: number) => `${Math.round(bytes / 1000).toLocaleString("en")} kB`;

interface Known {
  readonly note: string;
  readonly isOpen: boolean;
  /** The connection has ended, and the application does not begin again. */
  readonly isOver: boolean;
}

function clientKnows({ protocol }: RouteChangeOptions, run: Run): Known {
  const state = run.states.get("client");
  if (protocol === "dns") return { note: "no connection, one question at a time", isOpen: false, isOver: false };
  if (protocol === "quic") {
    const { outcome, file, quic } = state as QuicClientState;
    return { note: `${outcome ?? (quic?.isOpen ? "open" : "connecting")}, has ${kilobytes(file.length)}`, isOpen: !outcome && quic?.isOpen === true, isOver: outcome !== undefined }; // prettier-ignore
  }
  const { outcome, tcp, head, attempts } = state as TcpClientState;
  const has = head && tcp ? tcp.received.length - head.at : (attempts.at(-1)?.bytes ?? 0);
  const isOpen = outcome === undefined && tcp?.state === "ESTABLISHED";
  const end = outcome === "complete" ? "complete" : (attempts.at(-1)?.end ?? "connecting");
  return { note: `${isOpen ? "open" : end}, has ${kilobytes(has)}`, isOpen, isOver: outcome !== undefined };
}

function siteKnows({ protocol }: RouteChangeOptions, run: Run, site: "A" | "B" | "C"): string {
  const state = run.states.get(site);
  if (protocol === "dns") return "no state";
  if (protocol === "quic") {
    const [served] = (state as QuicServerState).connections.values();
    return served ? `ID ${served.quic.scid}\nsent ${kilobytes(served.quic.sentUpTo)}` : nothing;
  }
  const [served] = (state as TcpServerState).connections.values();
  if (!served) return nothing;
  const { remote, una, next } = served.tcp;
  return `${remote.address}:${remote.port}\nsent ${kilobytes(next)}, acked ${kilobytes(una)}`;
}
