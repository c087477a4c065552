// One run from a steady state to the next, divided into frames: every instant at which something happens, and some in between
// to show waiting. A frame is a time; the history gives the state at that time.
import { converge, type Health, type RoutingEvent, type History } from "anycast-kit/routing";
import type { CompiledAsGraph } from "anycast-kit/topology";
import type { State } from "../core/index.js";
import { NOTICED, type ANNOUNCEMENTS, type ConvergenceJson, type HAPPENINGS } from "./props.js";

export interface Story {
  readonly history: History;
  /** Times in ms, in ascending order; the slider's positions are their indexes. */
  readonly frames: readonly number[];
  /** Numbers of the frames at which something happens, and of the last. */
  readonly stops: readonly number[];
  /** The frame of the event itself. */
  readonly event: number;
  /** The frame shown first: between the event and what happens next. */
  readonly firstShown: number;
}

/** Time of the event, ms from the start. */
export const EVENT_MS = 1000;
/** Time shown after the last change, and the minimum after the event, ms. */
const AFTER_MS = { last: 500, event: 2000 };
/** Gaps of at least this length have frames for the wait; shorter gaps have one frame for messages in flight. */
const WAIT_MS = 250;
const FRAMES_OF_A_WAIT = 9;
/** Interval of a health check times the number of failures; and how long it passes before the site announces again, ms. */
const [HEALTH_MS, HOLD_DOWN_MS] = [3000, 30_000];

const HEALTH = {
  "a static route": { kind: "static" },
  "a health check, 3 s": { kind: "coupled", detectMs: HEALTH_MS },
  "a health check, 3 s, hold-down 30 s": { kind: "coupled", detectMs: HEALTH_MS, holdDownMs: HOLD_DOWN_MS },
} as const satisfies Readonly<Record<(typeof ANNOUNCEMENTS)[number], Health>>;

export function storyOf(json: ConvergenceJson, topology: CompiledAsGraph, state: State): Story {
  const { announcements, policies, linkDelayMs, seed, mrai } = json;
  const history = converge({
    topology,
    announcements,
    ...(policies && { policies }),
    start: "settled",
    events: eventsOf(state),
    health: HEALTH[state.announcement as (typeof ANNOUNCEMENTS)[number]],
    timing: {
      linkDelayMs,
      detection: NOTICED[state.detection as keyof typeof NOTICED],
      mrai: state.mrai === "on" ? (mrai ?? {}) : false,
    },
    seed,
  });
  // A flapping story is as long with MRAI as without, so that the queries lost in both can be compared.
  const flapsMs = state.happening === "flaps" ? 2 * FLAPS * FLAP_MS + (mrai?.ebgpMs ?? MRAI_MS) : 0;
  return cut(history, EVENT_MS + Math.max(AFTER_MS.event, flapsMs));
}

/** Between a drain and the withdrawal, and between the failures and returns of a server that flaps, ms. */
const [DRAIN_MS, FLAP_MS] = [5000, 5000];
const FLAPS = 3;
/** RFC 4271, 10. */
const MRAI_MS = 30_000;

function eventsOf({ site: name, happening }: State): RoutingEvent[] {
  const [at, site] = [EVENT_MS, String(name)];
  switch (happening as (typeof HAPPENINGS)[number]) {
    case "loses power":
      return [{ at, kind: "site-down", site }];
    case "loses its service":
      return [{ at, kind: "service-down", site }];
    case "withdraws":
      return [{ at, kind: "withdraw", site }];
    case "drains, then withdraws":
      return [
        { at, kind: "announce", site, change: { communities: [{ kind: "graceful-shutdown" }] } },
        { at: at + DRAIN_MS, kind: "withdraw", site },
      ];
    case "flaps":
      return Array.from({ length: 2 * FLAPS }, (_, i): RoutingEvent => {
        return { at: at + i * FLAP_MS, kind: i % 2 === 0 ? "service-down" : "service-up", site };
      });
  }
}

function cut(history: History, untilMs: number): Story {
  const instants = [...new Set(history.log.map(({ atMs }) => atMs))].filter((ms) => ms > 0);
  const last = instants[instants.length - 1];
  const end = Math.max(last + AFTER_MS.last, untilMs);
  const frames = [0];
  const stops: number[] = [];
  for (const ms of [...instants, end]) {
    const from = frames[frames.length - 1];
    const between = ms - from >= WAIT_MS ? FRAMES_OF_A_WAIT : 1;
    for (let i = 1; i <= between; i++) frames.push(from + ((ms - from) * i) / (between + 1));
    stops.push(frames.push(ms) - 1);
  }
  const event = frames.indexOf(EVENT_MS);
  const next = stops.find((stop) => stop > event)!;
  return { history, frames, stops, event, firstShown: Math.floor((event + next) / 2) };
}
