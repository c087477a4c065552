// The data of "the same route change under three protocols", and the stories for a state of its controls.
import type { Ladder } from "anycast-kit/traffic";
import { routeChange, type RouteChangeOptions, type RouteChangeStory } from "../../stories/index.js";
import type { State } from "../core/index.js";

/** The data `explore("protocols", ...)` takes. */
export interface ProtocolsProps {
  /** When the route moves from A to B, ms, in steps of 10 up to 1000. Defaults to 450. */
  readonly movesAtMs?: number;
  /** How long after that it moves again, ms, in steps of 10 up to 1000. Defaults to 0, which is never. */
  readonly movesBackAfterMs?: number;
  /** Where it moves then: back to A, or on to a third site. Defaults to "A". */
  readonly then?: Then;
  /** Round-trip times from the client, integers, ms. Defaults to 20, 60 and 100. */
  readonly rttMs?: { readonly A: number; readonly B: number; readonly C?: number };
  /** Length of the file. Defaults to "8 kB", which fits QUIC's first window. */
  readonly file?: FileSize;
  /** The instant at which the state is drawn, ms, in steps of 10. Defaults to 500. */
  readonly lookMs?: number;
  /** How a site treats packets of unknown connections. Defaults to "reset". */
  readonly strangers?: Strangers;
  /** Whether QUIC servers offer a preferred address. Defaults to false. */
  readonly preferredAddress?: boolean;
}

/** The same in a page, with all defaults filled in. */
export type ProtocolsJson = Required<ProtocolsProps> & { readonly rttMs: RoundTrips };

export type RoundTrips = Readonly<Record<"A" | "B" | "C", number>>;
export const THEN = ["A", "C"] as const;
export type Then = (typeof THEN)[number];

export const STRANGERS = ["reset", "silence"] as const;
export type Strangers = (typeof STRANGERS)[number];

/** Lengths of the file, bytes. */
export const FILES = { "8 kB": 8000, "64 kB": 64_000, "1 MB": 1_000_000 } as const;
export type FileSize = keyof typeof FILES;
export const fileSizes = Object.keys(FILES) as readonly FileSize[];

/** Ranges of the sliders, ms. */
export const MOVES = { most: 1000, step: 10 } as const;
export const RTT = { least: 1, most: 300 } as const;
/** Duration of each story, ms: twice an undisturbed download, long enough for TCP's first retransmissions to a silent site. */
export const UNTIL_MS = 1700;

export const protocolNames = ["DNS", "TCP", "QUIC"] as const;
export type ProtocolName = (typeof protocolNames)[number];

export interface ProtocolsScenario {
  readonly initial: State;
}

/** The control of a site's round trip. */
export const rttName = (site: keyof RoundTrips) => `rtt-${site.toLowerCase()}`;
export const sitesWithRtt = ["A", "B", "C"] as const;

export function readProtocols({ rttMs, ...rest }: ProtocolsJson): ProtocolsScenario {
  const { movesAtMs, movesBackAfterMs, then, strangers, preferredAddress, file, lookMs } = rest;
  const preferred = preferredAddress ? "on" : "off";
  const rtts = Object.fromEntries(sitesWithRtt.map((site) => [rttName(site), rttMs[site]]));
  const initial = {
    movesAt: movesAtMs,
    back: movesBackAfterMs,
    then,
    strangers,
    preferred,
    file,
    look: lookMs,
    ...rtts,
  };
  return { initial };
}

/** The options of the library in this state. */
export function changeAt(state: State): Omit<RouteChangeOptions, "protocol"> {
  const [movesAtMs, back] = [Number(state.movesAt), Number(state.back)];
  const [A, B, C] = sitesWithRtt.map((site) => Number(state[rttName(site)]));
  return {
    rttMs: { A, B, C },
    movesAtMs,
    ...(back > 0 && { [state.then === "C" ? "movesOnAtMs" : "movesBackAtMs"]: movesAtMs + back }),
    strangers: state.strangers as Strangers,
    preferredAddress: state.preferred === "on",
    fileBytes: FILES[state.file as FileSize],
    untilMs: UNTIL_MS,
  };
}

export interface ToldProtocol extends RouteChangeStory {
  readonly name: ProtocolName;
  readonly ladder: Ladder;
}

/** The three stories. */
export function tell(state: State): readonly ToldProtocol[] {
  const change = changeAt(state);
  return protocolNames.map((name) => {
    const protocol = name.toLowerCase() as RouteChangeOptions["protocol"];
    return { name, ...routeChange({ ...change, protocol }) };
  });
}
