// "Three timers, one number": how long routing needs to notice, how often and how long a stub resolver tries, how long caches
// keep answers; and how many lookups fail because of that.
import { barsFigure, curvesFigure, numberText } from "anycast-kit/figures";
import { count, type Explorer } from "../core/index.js";
import {
  DETECTIONS,
  outageCost,
  PER_SECOND,
  readRetryTimers,
  timersOf,
  TTLS,
  type RetryTimersJson,
  type RetryTimersScenario,
  type Timers,
} from "./data.js";

export const retryTimers: Explorer<RetryTimersScenario> = {
  name: "retry-timers",
  read: (json) => readRetryTimers(json as RetryTimersJson),
  initial: ({ initial }) => initial,
  controls: () => [
    { kind: "range", name: "detection", label: "Routing moves away from the failed site after", min: 0, max: DETECTIONS.length - 1, step: 1, format: (i) => detectionText(DETECTIONS[i]) }, // prettier-ignore
    { kind: "range", name: "timeout", label: "The stub resolver waits", min: 1, max: 15, step: 1, unit: "s" },
    { kind: "range", name: "tries", label: "and sends", min: 1, max: 4, step: 1, format: (n) => `${n} ${n === 1 ? "query" : "queries"}` }, // prettier-ignore
    { kind: "range", name: "ttl", label: "The host's cache keeps an answer for", min: 0, max: TTLS.length - 1, step: 1, format: (i) => ttlText(TTLS[i]) }, // prettier-ignore
  ],
  render(_scenario, state, id) {
    const timers = timersOf(state);
    const { sent, cached, late, failed } = outageCost(timers);
    const whole = (value: number) => count(Math.round(value));
    const mostSent = PER_SECOND * DETECTIONS[DETECTIONS.length - 1];
    return {
      summary:
        `Of ${whole(sent)} lookups during the outage ${whole(failed)} fail, ${whole(late)} are answered late, by a retry, ` +
        `and caches answer ${whole(cached)}. The stub resolver gives up after ${timers.timeout * timers.tries} s. Each host asks for a name once a minute.`,
      figures: [
        barsFigure({
          name: `${id}-bar`,
          title: "Lookups sent during the outage",
          x: { label: "lookups", to: sent },
          notesAfter: "axis",
          parts: [
            { name: "from the cache", look: "plain" },
            { name: "late", look: "quiet" },
            { name: "fail", look: "alarm" },
          ],
          bars: [
            {
              name: `routing moves away after ${detectionText(timers.detection)}`,
              values: [cached, late, failed],
              note: failed > 0 ? `${whole(failed)} fail` : "none fails",
            },
          ],
        }),
        curvesFigure({
          name: `${id}-curves`,
          title: `The same for other times, at ${count(PER_SECOND)} lookups a second`,
          description:
            `Both axes are logarithmic; a ring marks the chosen time. ` +
            `A lookup fails if all its queries are sent before the route moves. Left out: retries of applications, other servers, stale answers.`,
          x: { label: "time until routing moves away", log: true, from: 0.01, to: 240, ticks: [0.01, 0.1, 1, 10, 90], format: secondsText }, // prettier-ignore
          y: { label: "lookups", log: true, from: 1, to: mostSent },
          series: [
            { name: "fail", points: curve(timers, (cost) => cost.failed), note: noneUpTo(timers) },
            { name: "late", points: curve(timers, (cost) => cost.late) },
            { name: "from the cache", points: curve(timers, (cost) => cost.cached) },
          ].filter(({ points }) => points.length > 1),
          marks: [{ x: timers.detection, label: secondsText(timers.detection) }],
          rows: DETECTIONS,
          data: {
            columns: ["time until routing moves away (s)", "sent", "from caches", "late", "failed"],
            rows: DETECTIONS.map((detection) => {
              const cost = outageCost({ ...timers, detection });
              return [detection, ...[cost.sent, cost.cached, cost.late, cost.failed].map(Math.round)];
            }),
          },
        }),
      ],
    };
  },
};

/** A logarithmic axis has no 0, so the curve begins where the first lookup fails. */
const noneUpTo = ({ timeout, tries }: Timers) => `none up to ${timeout * (tries - 1)} s`;

/** Points of at least one lookup: below that a logarithmic axis ends. */
const curve = (timers: Timers, of: (cost: ReturnType<typeof outageCost>) => number) =>
  [...new Set([...Array.from({ length: 120 }, (_, i) => 0.01 * 24_000 ** (i / 119)), ...DETECTIONS])]
    .sort((a, b) => a - b)
    .map((detection) => ({ x: detection, y: of(outageCost({ ...timers, detection })) }))
    .filter(({ y }) => y >= 1);

const secondsText = (seconds: number) =>
  seconds < 1 ? `${numberText(1000 * seconds)}\u00a0ms` : `${numberText(seconds)}\u00a0s`;

const names = new Map<number, string>([
  [0.01, "loss of light"],
  [0.9, "BFD"],
  [3, "health check"],
  [90, "hold timer"],
  [180, "hold timer"],
  [240, "hold timer"],
]);
const detectionText = (seconds: number) =>
  `${secondsText(seconds)}${names.has(seconds) ? `, ${names.get(seconds)}` : ""}`;

const ttlText = (seconds: number) =>
  seconds === 0
    ? "no time"
    : seconds < 3600
      ? `${seconds / 60} min`
      : seconds < 86_400
        ? `${seconds / 3600} h`
        : "1 day";
