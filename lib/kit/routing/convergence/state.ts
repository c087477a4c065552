// The state of all speakers while routes are exchanged, as arrays by channel, speaker, wire and site number.
import type { BgpRoute, Refusal, ResolvedProblem, Session, Rule } from "../bgp/index.js";
import type { AnnouncementVersions } from "./announcement-versions.js";
import { timeline, type LogEntry, type OpenTimeline } from "./replay/history.js";
import type { Damping, Flapping } from "./damping.js";
import type { HeldRoute } from "./loc-rib.js";
import type { Agenda } from "./message-order.js";
import type { Random } from "./random.js";
import type { Wiring } from "./speakers.js";
import type { ResolvedTiming } from "./timing.js";

/** The content of one message. */
export interface Advertisement {
  /** "nothing" withdraws the last advertisement. */
  readonly kind: "nothing" | "route";
  /** The announcement and the path as the sender has it: two updates with the same are the same. */
  readonly announcement: number;
  readonly path: readonly number[];
  /** Inside an AS also the session it was heard over. */
  readonly session?: Session;
  /** Between ASes, the sender's route. All neighbours that hear of it share one advertisement. */
  readonly best?: BgpRoute;
  /** From a site, the session of this version of its announcement; other channels have one session. */
  readonly over?: Session;
  /** The path as it is sent, once a message has been, if it is the same to all neighbours. */
  sentPath?: readonly number[];
  /** Inside an AS, the route as the receiver holds it. */
  readonly inside?: HeldRoute;
}

/** The messages in flight over a channel, the oldest first. */
export function messagesFrom(oldest: Message | undefined): Message[] {
  const found: Message[] = [];
  for (let each = oldest; each; each = each.next) found.push(each);
  return found;
}

export const NOTHING: Advertisement = { kind: "nothing", announcement: -1, path: [] };

/** A message in flight. */
export interface Message {
  readonly telling: Advertisement;
  /** What it brings its receiver: a route, or the reason why it drops the route; neither for a withdrawal. */
  readonly route: HeldRoute | undefined;
  readonly refused: Refusal | undefined;
  readonly sentMs: number;
  readonly sentStep: number;
  /** The message that was sent after it over the same channel. */
  next: Message | undefined;
}

/** Everything that changes while routes are exchanged. Arrays are by channel, speaker, wire or site number. */
export interface SessionState {
  readonly problem: ResolvedProblem;
  readonly versions: AnnouncementVersions;
  readonly wiring: Wiring;
  readonly rules: readonly Rule[];
  readonly agenda: Agenda;
  readonly random: Random;
  timing: ResolvedTiming;
  nowMs: number;
  // By channel.
  readonly heard: (HeldRoute | undefined)[];
  readonly exportedTo: Advertisement[];
  /** The oldest message in flight. */
  readonly onTheWay: (Message | undefined)[];
  /** Deliveries that came due while the link was down: TCP retransmits them. */
  readonly stuck: Int32Array;
  readonly mraiUntilMs: Float64Array;
  readonly waits: Uint8Array;
  /** By AS index, for ASes that damp; empty while a settled start is computed. */
  damping: ReadonlyMap<number, Required<Damping>>;
  readonly flapping: Map<number, Flapping>;
  // By speaker.
  readonly used: (HeldRoute | undefined)[];
  /** What it advertises to other ASes, and whether to peers and providers too, and not only to customers. */
  readonly says: Advertisement[];
  readonly saysToAll: Uint8Array;
  readonly medSeen: Uint8Array;
  /** Whether it is a router of an AS that originates the prefix. */
  readonly isOrigin: Uint8Array;
  // By wire.
  readonly isOpen: Uint8Array;
  readonly life: Int32Array;
  /** Why the link is down, a bit for each cause; 0 when it is up. */
  readonly down: Uint8Array;
  readonly closedByHand: Uint8Array;
  // By site.
  readonly sites: readonly SiteState[];
  // What was recorded.
  readonly log: LogEntry[];
  readonly best: OpenTimeline<HeldRoute | undefined>[];
  readonly links: OpenTimeline<boolean>[];
  readonly answers: OpenTimeline<boolean>[];
  readonly messages: { updates: number; withdrawals: number };
}

export interface SiteState {
  /** The number of the announcement it makes or made last. */
  version: number;
  /** As configured by the operator. */
  announced: boolean;
  /** Its health check has withdrawn or de-preferred it. */
  unhealthy: boolean;
  serving: boolean;
  /** How often the service failed or recovered. */
  turns: number;
  powered: boolean;
  /** The origin AS has detected the failure. */
  missed: boolean;
}

export function newExchange(
  parts: Pick<SessionState, "problem" | "versions" | "wiring" | "agenda" | "random" | "timing">,
): SessionState {
  const { problem, versions, wiring } = parts;
  const { channels, speakers, wires } = wiring;
  const noRoute = timeline<HeldRoute | undefined>(undefined);
  const yes = timeline(true);
  return {
    ...parts,
    rules: [...problem.attributeRules, ...problem.tieRules],
    nowMs: 0,
    heard: new Array<undefined>(channels.length).fill(undefined),
    exportedTo: new Array<Advertisement>(channels.length).fill(NOTHING),
    onTheWay: new Array<undefined>(channels.length).fill(undefined),
    stuck: new Int32Array(channels.length),
    mraiUntilMs: new Float64Array(channels.length),
    waits: new Uint8Array(channels.length),
    damping: new Map(),
    flapping: new Map(),
    used: new Array<undefined>(speakers.length).fill(undefined),
    says: new Array<Advertisement>(speakers.length).fill(NOTHING),
    saysToAll: new Uint8Array(speakers.length),
    medSeen: new Uint8Array(speakers.length),
    isOrigin: Uint8Array.from(speakers, ({ index, router }) => Number(router >= 0 && problem.origins.has(index))),
    isOpen: new Uint8Array(wires.length).fill(1),
    life: new Int32Array(wires.length),
    down: new Uint8Array(wires.length),
    closedByHand: new Uint8Array(wires.length),
    sites: versions.sites.map(({ number }) => ({
      version: number,
      announced: false,
      unhealthy: false,
      serving: true,
      turns: 0,
      powered: true,
      missed: false,
    })),
    log: [],
    best: new Array<typeof noRoute>(speakers.length).fill(noRoute),
    links: new Array<typeof yes>(wires.length).fill(yes),
    answers: new Array<typeof yes>(versions.sites.length).fill(yes),
    messages: { updates: 0, withdrawals: 0 },
  };
}

/** The number of the announcement that a site makes, from the point of view of its own router and its AS; -1 if none. */
export function announcedBy({ versions }: Pick<SessionState, "versions">, site: SiteState): number {
  if (!site.announced) return -1;
  return site.unhealthy ? versions.whenUnhealthy(site.version) : site.version;
}
