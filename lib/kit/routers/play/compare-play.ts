// Compares what clients saw on real routers with the model's timeline: each query must have an answer that the model gives within
// the tolerance of the event before it. A daemon may notice a failure earlier than the model, which counts timers in full.
import {
  describeEvent,
  queryStream,
  type History,
  type QueryInterval,
  type RoutingEvent,
} from "../../routing/convergence/index.js";
import type { DaemonName } from "../daemon.js";
import { keepaliveMs } from "../plan.js";
import { checkOf, probesOf } from "./health.js";
import { historiesOf, SETUP_MS, unnoticedMs, type Play } from "./play.js";
import type { PlayClient, Played } from "./run-play.js";

/** How much earlier or later than in the model the effect of an event may come, ms, and why. */
export interface Tolerance {
  readonly event: RoutingEvent;
  readonly text: string;
  readonly earlierMs: number;
  readonly laterMs: number;
  /** Queries sent so shortly before the event may still be in flight, ms. */
  readonly inFlightMs: number;
  readonly because: string;
  /** The end of its effects in the model, ms. */
  readonly untilMs: number;
}

export interface PlayRow {
  readonly router: string;
  readonly asn: number;
  readonly prefix: string;
  readonly sent: number;
  readonly lost: number;
  /** Lost in the model, and the least and the most with the tolerances. */
  readonly predictedLost: number;
  readonly least: number;
  readonly most: number;
  /** Who answers, in turn; null: nobody. */
  readonly answered: readonly Stretch[];
  readonly predicted: readonly Stretch[];
  /** Queries whose answer the model does not give at that time. */
  readonly unexplained: number;
  readonly agrees: boolean;
}

export interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
  readonly site: string | null;
}

/** Daemons take this long to compute, send and install routes; commands and health checks to start. */
const SLACK_MS = 500;
const IN_FLIGHT_MS = 20;
/** Where the machine is busy, each process of a chain may wait as long as the clients did: check, tool, daemon, the next daemon. */
const IN_A_ROW = 4;

/** The tolerances of a play's events. */
export function tolerancesOf(
  play: Play,
  { steps, stalledMs, checksLateMs, daemon }: Pick<Played, "steps" | "stalledMs" | "checksLateMs" | "daemon">,
): Tolerance[] {
  return play.events.map((event, i) => {
    const lateMs = Math.max(0, steps[i].doneMs - event.at);
    const { earlierMs, alsoLaterMs = 0, effectMs, because } = own(play, event, daemon);
    return {
      event,
      text: describeEvent(event),
      earlierMs,
      laterMs:
        SLACK_MS + lateMs + IN_A_ROW * stalledMs + alsoLaterMs + (event.kind.startsWith("service-") ? checksLateMs : 0),
      inFlightMs: IN_FLIGHT_MS + stalledMs,
      because,
      untilMs: event.at + effectMs,
    };
  });
}

interface Own {
  readonly earlierMs: number;
  readonly alsoLaterMs?: number;
  readonly effectMs: number;
  readonly because: string;
}

function own(play: Play, event: RoutingEvent, daemon: DaemonName): Own {
  const { scenario, plan } = play;
  switch (event.kind) {
    case "link-down":
    case "site-down": {
      const ms = unnoticedMs(event, scenario);
      const detection = event.detection ?? scenario.convergence.timing!.detection!;
      if (detection.kind === "bfd")
        return {
          earlierMs: 2 * detection.intervalMs,
          effectMs: ms,
          because: "the last BFD packet is up to one interval old, and intervals have jitter (RFC 5880, 6.8.7)",
        };
      if (detection.kind === "hold-timer")
        return {
          earlierMs: keepaliveMs(detection.holdMs) + (daemon === "bird" ? detection.holdMs / 4 : 0),
          effectMs: ms,
          because: `the last keepalive is up to a third of the hold time old${daemon === "bird" ? ", and BIRD shortens its timers by up to a quarter (bgp_start_timer in its bgp.c; RFC 4271, 10)" : ""}`,
        };
      return { earlierMs: 0, effectMs: ms, because: "the port goes down" };
    }
    case "service-down":
    case "service-up": {
      const check = checkOf(
        play,
        plan.routers.find(({ announces }) => announces?.announcement.site === event.site)!,
      );
      if (!check) return { earlierMs: 0, effectMs: 0, because: "no health check" };
      const { intervalMs, rise } = probesOf(check);
      if (event.kind === "service-down")
        return { earlierMs: intervalMs, effectMs: check.detectMs, because: "the failure lies between two probes" };
      return {
        earlierMs: 0,
        alsoLaterMs: (rise + 1) * intervalMs,
        effectMs: check.holdDownMs ?? 0,
        because: "the check waits for its successes",
      };
    }
    case "link-up":
    case "session-up":
    case "site-up":
      return { earlierMs: SETUP_MS, alsoLaterMs: 4000, effectMs: SETUP_MS, because: "both ends try again each second" };
    case "session-down":
    case "announce":
    case "withdraw":
      return { earlierMs: 0, effectMs: 0, because: "the daemon acts at once" };
  }
}

/** A row for each client. */
export function comparePlay(play: Play, played: Played): PlayRow[] {
  const tolerances = tolerancesOf(play, played);
  return played.clients.map((client) => rowOf(play, client, played.toMs, tolerances));
}

function rowOf(
  play: Play,
  { router, state, asked }: PlayClient,
  toMs: number,
  tolerances: readonly Tolerance[],
): PlayRow {
  const { plan, fromMs } = play;
  const { prefix } = plan.states[state].problem;
  const histories = historiesOf(play, state);
  const clients = [{ asn: router.asn, pop: router.pop ?? 0 }];
  const model = queryStream({ history: histories, clients, perSecond: 1000, fromMs: Math.max(0, fromMs), toMs });
  const fates = model.intervals;
  const changes = histories.flatMap(timesOfChange);
  let [unexplained, least, most, predictedLost] = [0, 0, 0, 0];
  for (const [atMs, site] of asked) {
    const [from, to] = windowAt(atMs, tolerances);
    const possible = new Set(fates.filter((each) => each.fromMs <= to && each.toMs > from).map(siteOf));
    if (possible.size === 0) possible.add(siteOf(atMs < fates[0].fromMs ? fates[0] : fates.at(-1)!));
    // While routes change, packets may meet a router that has not yet changed.
    const mayBeLost = possible.has(null) || changes.some((ms) => ms >= from && ms <= to);
    if (!(site === null ? mayBeLost : possible.has(site))) unexplained++;
    if (mayBeLost) most++;
    if (possible.has(null) && possible.size === 1) least++;
    const now = fates.find((each) => each.fromMs <= atMs && each.toMs > atMs) ?? fates[0];
    if (siteOf(now) === null) predictedLost++;
  }
  const lost = asked.filter(([, site]) => site === null).length;
  return {
    router: router.name,
    asn: router.asn,
    prefix: prefix.text,
    sent: asked.length,
    ...{ lost, predictedLost, least, most, unexplained },
    answered: stretches(asked, toMs),
    predicted: fates.map((each) => ({ fromMs: each.fromMs, toMs: each.toMs, site: siteOf(each) })),
    agrees: unexplained === 0,
  };
}

const siteOf = ({ fate }: QueryInterval): string | null => (fate.kind === "delivered" ? fate.site : null);

/** When some router takes another route. */
const timesOfChange = ({ log }: History): number[] =>
  log.flatMap(({ kind, atMs }) => (kind === "best" || kind === "session" ? [atMs] : []));

/** The times of the model whose answers a query may get: by the tolerances of the events whose effects it can see. */
function windowAt(atMs: number, tolerances: readonly Tolerance[]): readonly [fromMs: number, toMs: number] {
  const acting = tolerances.filter(
    ({ event, untilMs, laterMs, inFlightMs }) => atMs >= event.at - inFlightMs && atMs <= untilMs + laterMs,
  );
  return [
    // What was before the event may last longer, but what was long before does not come back.
    Math.min(atMs, ...acting.map(({ event, laterMs }) => Math.max(atMs - laterMs, event.at - 1))),
    Math.max(
      atMs,
      ...acting.map(
        ({ event, earlierMs, inFlightMs }) => atMs + (atMs < event.at ? inFlightMs : earlierMs + inFlightMs),
      ),
    ),
  ];
}

/** Queries in a row with the same answer. */
function stretches(asked: PlayClient["asked"], toMs: number): Stretch[] {
  const found: { fromMs: number; toMs: number; site: string | null }[] = [];
  for (const [atMs, site] of asked) {
    const last = found.at(-1);
    if (last) last.toMs = atMs;
    if (last?.site !== site) found.push({ fromMs: atMs, toMs, site });
  }
  return found;
}
