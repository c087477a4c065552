// One run of routes from settled to settled, cut into frames: every instant at which something happens, and some between them,
// so that waiting is seen too. A frame is a time; the history says what is so then.
import { converge, DETECTION, type RoutingEvent, type History } from "anycast-kit/routing";
import type { CompiledAsGraph } from "anycast-kit/topology";
import type { State } from "../core/index.js";
import type { ConvergenceJson } from "./props.js";

export interface Story {
  readonly history: History;
  /** Times in ms, rising; the slider's positions are their numbers. */
  readonly frames: readonly number[];
  /** Numbers of the frames at which something happens, and of the last. */
  readonly stops: readonly number[];
  /** The frame of the event itself. */
  readonly event: number;
  /** The frame shown first: between the event and what happens next. */
  readonly firstShown: number;
}

/** When it happens, ms from the start. */
export const EVENT_MS = 1000;
/** Watched on after the last thing that happens, and at least as long after the event, ms. */
const AFTER_MS = { last: 500, event: 2000 };
/** From this gap on there are frames for the wait; in shorter ones a single one for the messages that fly. */
const WAIT_MS = 250;
const FRAMES_OF_A_WAIT = 9;
/** How often a health check looks times how often it must fail, ms. */
const HEALTH_MS = 3000;

export function storyOf(json: ConvergenceJson, topology: CompiledAsGraph, state: State): Story {
  const { announcements, policies, linkDelayMs, seed, mrai } = json;
  const history = converge({
    topology,
    announcements,
    ...(policies && { policies }),
    start: "settled",
    events: [eventOf(state)],
    health: state.announcement === "a static route" ? { kind: "static" } : { kind: "coupled", detectMs: HEALTH_MS },
    timing: {
      linkDelayMs,
      detection: state.detection === "BFD, 0.9 s" ? DETECTION.bfd : DETECTION.holdTimer,
      mrai: state.mrai === "on" ? (mrai ?? {}) : false,
    },
    seed,
  });
  return cut(history);
}

function eventOf({ site, happening }: State): RoutingEvent {
  const kinds = { "goes dark": "site-down", "loses its service": "service-down", withdraws: "withdraw" } as const;
  return { at: EVENT_MS, kind: kinds[happening as keyof typeof kinds], site: String(site) };
}

function cut(history: History): Story {
  const instants = [...new Set(history.log.map(({ atMs }) => atMs))].filter((ms) => ms > 0);
  const last = instants[instants.length - 1];
  const end = Math.max(last + AFTER_MS.last, EVENT_MS + AFTER_MS.event);
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
