// A scenario ready to be played on real routers: its times scaled, the plan with what its events need, and the model's history.
import {
  detectionMs,
  DETECTION,
  longestFirst,
  type Detection,
  type History,
  type RoutingEvent,
} from "../../routing/convergence/index.js";
import { contains } from "../../routing/index.js";
import { otherEndings, playScenario, type Scenario } from "../../routing/scenario/index.js";
import { planWithEvents } from "../plan-routers.js";
import type { RoutersPlan } from "../plan.js";
import { RoutersError } from "../routers-error.js";
import { serviceAddresses } from "../traffic/index.js";
import { announcesLater } from "./announces-later.js";
import { withDetection } from "./detection.js";

export interface Play {
  /** With the times as played. */
  readonly scenario: Scenario;
  /** Sorted by time. */
  readonly events: readonly RoutingEvent[];
  readonly plan: RoutersPlan;
  /** The model's, by prefix, the longest first, as the plan's states. */
  readonly histories: readonly History[];
  /** By state of the plan. */
  readonly addresses: readonly string[];
  /** The part of the scenario's time that is played, ms: from shortly before the first event to the end of its effects. */
  readonly fromMs: number;
  readonly toMs: number;
}

/** From the repair of a link to an established session: both daemons try again each second. */
export const SETUP_MS = 1500;
/** How long the steady state is observed before the first event. */
const BEFORE_MS = 1000;
/** How long clients go on after the last effect. */
const AFTER_MS = 2500;
/** A hold timer of less than three seconds is refused (RFC 4271, 4.2). */
const SHORTEST_HOLD_MS = 3000;

/**
 * @param options.scale by how much the scenario's times are divided: events, hold timers and health checks. BFD and loss of light
 *   are not scaled. Defaults to 1
 * @throws RoutersError for a scenario without events, or with times that routers cannot have; ConvergenceError for an invalid event
 */
export function preparePlay(scenario: Scenario, { scale = 1 }: { readonly scale?: number } = {}): Play {
  if (scenario.events.length === 0)
    throw new RoutersError(
      "events: the scenario has none, so there is nothing to play.",
      'Add "events": [{ "at": 1000, "kind": "withdraw", "site": ... }].',
    );
  const played = scaled(scenario, scale);
  const events = [...played.events].sort((a, b) => a.at - b.at);
  const histories = playScenario(played);
  for (const { ending } of histories)
    if (ending.kind !== "converged")
      throw new RoutersError(
        "The routes do not settle after the events, so there is nothing to compare.",
        "Leave out --play.",
      );
  if (played.policies.preferOlder) checkOrder(played, histories);
  const plan = withDetection(planWithEvents(played), played);
  const changes = histories.flatMap(({ log }) => log.map(({ atMs }) => atMs));
  return {
    scenario: played,
    events,
    plan,
    histories,
    addresses: serviceAddresses(plan),
    fromMs: events[0].at - BEFORE_MS,
    toMs: Math.max(events.at(-1)!.at, ...changes) + AFTER_MS,
  };
}

/** Where the route in use stays, the order of messages must not decide: it is another one on each run of the daemons. */
function checkOrder(scenario: Scenario, histories: readonly History[]): void {
  for (const { problem } of histories) {
    const early = problem.announcements.filter(
      ({ site }, i, all) => all.findIndex((each) => each.site === site) === i && !announcesLater(scenario.events, site),
    );
    if (early.length > 1)
      throw new RoutersError(
        `policies.preferOlder: sites ${early.map(({ site }) => site).join(" and ")} announce from the beginning, so it is not known whose route is older.`,
        'Let all sites of a prefix but one announce by an event: { "at": 1000, "kind": "announce", "site": ... }.',
      );
  }
  if (otherEndings(scenario, histories).some((others) => others.length > 0))
    throw new RoutersError(
      "policies.preferOlder: two routes of one announcement arrive at the same time, and the first one stays.",
      "Give one of them a longer path, or leave out --play.",
    );
}

/** The histories that decide where packets to a state's prefix go, the longest prefix first. */
export function historiesOf({ plan, histories }: Play, state: number): readonly History[] {
  const { prefix } = plan.states[state].problem;
  return longestFirst(histories.filter(({ problem }) => contains(problem.prefix, prefix)));
}

/** The default of all sessions. */
export const detectionOf = ({ convergence: { timing } }: Scenario): Detection =>
  timing?.detection ?? DETECTION.holdTimer;

function scaled(scenario: Scenario, scale: number): Scenario {
  const { events, convergence } = scenario;
  const { timing = {}, health } = convergence;
  const shorter = (ms: number) => ms / scale;
  const hold = (detection: Detection, field: string): Detection => {
    if (detection.kind !== "hold-timer") return detection;
    const holdMs = Math.round(shorter(detection.holdMs) / 1000) * 1000;
    if (holdMs < SHORTEST_HOLD_MS)
      throw new RoutersError(
        `${field}: a hold timer of ${detection.holdMs} ms at scale ${scale} is shorter than 3 s, which BGP refuses (RFC 4271, 4.2).`,
        `Use --scale ${Math.max(1, Math.floor(detection.holdMs / SHORTEST_HOLD_MS))} or less.`,
      );
    return { kind: "hold-timer", holdMs };
  };
  type OneHealth = Exclude<NonNullable<typeof health>, { bySite: unknown }>;
  const healthy = (one: OneHealth): OneHealth =>
    one.kind === "static"
      ? one
      : {
          ...one,
          detectMs: shorter(one.detectMs),
          ...(one.holdDownMs !== undefined && { holdDownMs: shorter(one.holdDownMs) }),
          ...(one.check && { check: { ...one.check, intervalMs: shorter(one.check.intervalMs) } }),
        };
  return {
    ...scenario,
    events: events.map((event, i) => ({
      ...event,
      at: shorter(event.at),
      ...("detection" in event &&
        event.detection && { detection: hold(event.detection, `events[${i}].detection.holdMs`) }),
    })),
    convergence: {
      ...convergence,
      // Namespaces have no delay, and no daemon has an MRAI here.
      timing: {
        linkDelayMs: 1,
        mrai: false,
        detection: timing.detection ? hold(timing.detection, "convergence.timing.detection.holdMs") : usualHold(scale),
        sessionSetupMs: SETUP_MS,
      },
      start: "settled",
      order: "time",
      ...(health && {
        health:
          "bySite" in health
            ? { bySite: Object.fromEntries(Object.entries(health.bySite).map(([site, one]) => [site, healthy(one)])) }
            : healthy(health),
      }),
    },
  };
}

/** The hold timer of a scenario that does not name one, as short as BGP allows. */
const usualHold = (scale: number): Detection => {
  const { holdMs } = DETECTION.holdTimer;
  return { kind: "hold-timer", holdMs: Math.max(SHORTEST_HOLD_MS, Math.round(holdMs / scale / 1000) * 1000) };
};

/** The longest time that a failure may go unnoticed by an event's own detection, ms. */
export const unnoticedMs = (event: RoutingEvent, scenario: Scenario): number =>
  detectionMs(("detection" in event ? event.detection : undefined) ?? detectionOf(scenario));
