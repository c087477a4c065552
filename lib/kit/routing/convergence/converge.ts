// BGP over time: external events, messages between neighbours and timers, until nothing is left to do. Policies and decision
// process are those of the steady state, in which a run ends; every step is recorded.
import { checkEvents, applyEvent } from "./apply-event.js";
import { findAs, type CompiledAsGraph } from "../../topology/index.js";
import type { BgpProblem } from "../bgp/index.js";
import { resolveDamping, type Damping } from "./damping.js";
import { resolveVersions } from "./announcement-versions.js";
import { ConvergenceError, dePreferOf, describeEvent, type Health, type RoutingEvent } from "./events.js";
import { mraiExpires, receive } from "./session.js";
import { convergenceFidelity, timeline, type Ending, type History, type LogEntry } from "./replay/history.js";
import { agenda, type MessageOrder, type PendingMessage } from "./message-order.js";
import { seededRandom } from "./random.js";
import { repetitionWatch } from "./repetition.js";
import { wire } from "./wiring.js";
import { newExchange, type SessionState } from "./state.js";
import { NO_MRAI, resolveTiming, type ResolvedTiming, type Timing } from "./timing.js";

export interface ConvergenceProblem extends BgpProblem {
  /**
   * Events and their times. Each site announces at 0 ms unless the first event that names it is a plain announcement; an event
   * with a `change` modifies an existing announcement.
   */
  readonly events?: readonly RoutingEvent[];
  readonly timing?: Timing;
  /** How announcements depend on the service, for all sites or per site. Defaults to static. */
  readonly health?: Health | Readonly<Record<string, Health>>;
  /** ASes that damp routes that change often, by ASN. Defaults to none. */
  readonly damping?: Readonly<Record<number, Damping>>;
  /** Defaults to "time". */
  readonly order?: MessageOrder;
  /** For link delays, jitter and random order. Defaults to 1. */
  readonly seed?: number;
  /**
   * "empty": no AS has a route at 0 ms. "settled": all ASes have converged by then; with `preferOlder` sites have announced one after
   * another, in their order. Defaults to "empty".
   */
  readonly start?: "empty" | "settled";
  /** Limit on messages and timers. Defaults to 100,000 plus 50 for each direction of a session. */
  readonly maxSteps?: number;
}

/**
 * Runs a scenario to its end and returns everything that happened. Never endless: see Ending.
 * @example converge({ topology: small, announcements }).ending.kind // "converged"
 * @throws ConvergenceError for an invalid event or timer; AnnouncementError for an announcement or the inside of an AS
 */
export function converge(options: ConvergenceProblem): History {
  const { order = { kind: "time" }, seed = 1, health = { kind: "static" }, start = "empty" } = options;
  const events = [...(options.events ?? [])].sort((a, b) => a.at - b.at);
  const healthOf = (site: string): Health =>
    "kind" in health ? (health as Health) : (health[site] ?? { kind: "static" });
  const { problem, versions } = resolveVersions(options, events, (site) => dePreferOf(healthOf(site)));
  const timing = resolveTiming(options.timing);
  const random = seededRandom(seed);
  const wiring = wire(problem, { versions, linkDelayMs: timing.linkDelayMs, random });
  const isAlive = ({ channel, life }: { channel: number; life: number }) =>
    exchange.life[wiring.channels[channel].wire] === life;
  const queue = agenda(order, random, isAlive, ({ channel }) => showPending(exchange, channel));
  const exchange: SessionState = newExchange({ problem, versions, wiring, agenda: queue, random, timing });
  const { log } = exchange;
  const damping = dampingOf(problem.topology, options.damping);
  if (start === "empty") exchange.damping = damping;
  checkEvents(exchange, options.events ?? []);

  const later = new Set(versions.sites.map(({ site }) => site).filter(announcesLater));
  const initial = versions.sites
    .filter(({ site }) => !later.has(site))
    .map(({ site }): RoutingEvent => ({ at: 0, kind: "announce", site }));
  const maxSteps = options.maxSteps ?? 100_000 + 50 * wiring.channels.length;
  // With random order a recurring state does not prove a cycle; nor does it when a reader chooses the order.
  const { jitter, ebgpMs, ibgpMs } = timing.mrai;
  const isCertain =
    (order.kind === "time" || order.kind === "fifo") && (jitter[0] === jitter[1] || ebgpMs + ibgpMs === 0);

  let outside = 0;
  let ending: Ending | undefined;
  if (start === "settled") {
    exchange.timing = { ...timing, mrai: NO_MRAI };
    // Where the route in use stays, the order counts: sites announce one after another, in the order given.
    const turns = problem.preferOlder && initial.length > 0 ? initial.map((event) => [event]) : [initial];
    for (const turn of turns) {
      for (const event of turn) applyEvent(exchange, event, healthOf);
      ending = run(exchange, { maxSteps, isCertain: order.kind === "time" || order.kind === "fifo", outside: () => 0 });
      if (ending.kind !== "converged") break;
    }
    if (ending?.kind === "converged") {
      ending = undefined;
      forget(exchange, timing);
      exchange.damping = damping;
    }
  } else for (const event of initial) schedule(event);
  const heardBefore = log.length === 0 ? [...exchange.heard] : [];
  if (!ending) {
    events.forEach(schedule);
    ending = run(exchange, { maxSteps, isCertain, outside: () => outside });
  }
  const { best, links, answers, messages } = exchange;
  return {
    problem,
    wiring,
    log,
    ending,
    heardBefore,
    best,
    links,
    sites: answers,
    siteOf: versions.siteOf,
    messages,
    fidelity: convergenceFidelity,
  };

  function announcesLater(name: string): boolean {
    const first = events.find((event) => "site" in event && event.site === name && !("ends" in event));
    return first?.kind === "announce" && first.change === undefined;
  }
  function schedule(event: RoutingEvent): void {
    outside++;
    const label = describeEvent(event);
    const run = () => {
      outside--;
      applyEvent(exchange, event, healthOf);
    };
    queue.wake(event.at, { label, run });
  }
}

function dampingOf(topology: CompiledAsGraph, given: ConvergenceProblem["damping"] = {}) {
  return new Map(
    Object.entries(given).map(([asn, each]) => {
      const index = findAs(topology, Number(asn));
      if (index < 0)
        throw new ConvergenceError(`damping: unknown AS${asn}. Add it to the graph, or correct its number.`);
      return [index, resolveDamping(each, asn)] as const;
    }),
  );
}

interface RunOptions {
  readonly maxSteps: number;
  readonly isCertain: boolean;
  /** Number of external events still to come. */
  readonly outside: () => number;
}

function run(exchange: SessionState, { maxSteps, isCertain, outside }: RunOptions): Ending {
  const { agenda, log, down, stuck, life, wiring } = exchange;
  const repeated = repetitionWatch(exchange);
  for (let steps = 0; ; steps++) {
    const due = agenda.next(exchange.nowMs);
    if (due === undefined) return { kind: "converged", atMs: lastChange(log) };
    if (due === "stopped") return { kind: "stopped", atMs: exchange.nowMs, pending: pendingOf(exchange) };
    if (steps >= maxSteps)
      return { kind: "gave-up", atMs: exchange.nowMs, steps, ases: changing(exchange, Math.floor(log.length * 0.9)) };
    exchange.nowMs = due.atMs;
    if (due.timer) due.timer.run();
    else {
      const wire = wiring.wireOf[due.channel];
      const isAlive = life[wire] === due.life;
      if (due.isMrai) {
        if (isAlive) mraiExpires(exchange, due.channel);
      } else if (!isAlive) continue;
      else if (down[wire]) stuck[due.channel]++;
      else receive(exchange, due.channel);
    }
    const circle = isCertain && outside() === 0 ? repeated(due) : undefined;
    if (circle) return oscillation(exchange, circle.fromStep);
  }
}

/** The start of a settled run: the messages so far are not part of the history. */
function forget(exchange: SessionState, timing: ResolvedTiming): void {
  exchange.timing = timing;
  exchange.nowMs = 0;
  exchange.log.length = 0;
  exchange.used.forEach((route, speaker) => (exchange.best[speaker] = timeline(route)));
  exchange.messages.updates = exchange.messages.withdrawals = 0;
}

function lastChange(log: readonly LogEntry[]): number {
  for (let i = log.length - 1; i >= 0; i--)
    if (["update", "withdrawal", "best"].includes(log[i].kind)) return log[i].atMs;
  return 0;
}

function oscillation(exchange: SessionState, fromStep: number): Ending {
  const { log } = exchange;
  const period = log.slice(fromStep);
  const fromMs = fromStep > 0 ? log[fromStep - 1].atMs : 0;
  const messages = period.filter(({ kind }) => kind === "update" || kind === "withdrawal").length;
  return {
    kind: "oscillates",
    fromMs,
    periodMs: exchange.nowMs - fromMs,
    messages,
    ases: changing(exchange, fromStep),
  };
}

function changing({ log, wiring }: SessionState, fromStep: number): number[] {
  const found = log
    .slice(fromStep)
    .flatMap((entry) => (entry.kind === "best" ? [wiring.speakers[entry.speaker].asn] : []));
  return [...new Set(found)].sort((a, b) => a - b);
}

function pendingOf({ onTheWay, ...exchange }: SessionState): PendingMessage[] {
  return onTheWay.flatMap((oldest, channel) => (oldest ? [showPending({ onTheWay, ...exchange }, channel)] : []));
}

function showPending({ wiring, onTheWay }: SessionState, channel: number): PendingMessage {
  const { from, to } = wiring.channels[channel];
  const { telling, sentMs } = onTheWay[channel]!;
  const name = (speaker: number) => wiring.speakers[speaker].site ?? `AS${wiring.speakers[speaker].asn}`;
  const says =
    telling.kind === "nothing"
      ? "withdraws"
      : `announces path ${[wiring.speakers[from].asn, ...telling.path].join(" ")}`;
  return { channel, sentMs, what: `${name(from)} to ${name(to)}: ${says}` };
}
