// "Resolver error": regional prefixes and GeoDNS trade the errors of BGP for those of DNS. The mean and the tail against the rate
// of wrong answers, and the rate at which global anycast would be as good: the mean is linear in it, so that rate is exact.
import type { Spread } from "anycast-kit/anycast";
import { curvesFigure, type CurvesOptions, type Figure, tableFigure } from "anycast-kit/figures";
import { type Explorer, capitalised, percent } from "../core/index.js";
import { SEES, LEVELS, type ResolverErrorJson, ms } from "../designs/index.js";
import {
  errorSetting,
  MOST_RATE,
  readResolverErrorScenario,
  type ErrorCurve,
  type ErrorCurves,
  type ErrorSetting,
  type ResolverErrorScenario,
} from "./data.js";

export const resolverError: Explorer<ResolverErrorScenario> = {
  name: "resolver-error",
  read: (json) => readResolverErrorScenario(json as ResolverErrorJson),
  initial: ({ json: { level, rate, dns } }) => ({
    level,
    sees: SEES[dns.ecs ? 1 : 0],
    rate: Math.min(MOST_RATE, Math.round(100 * rate)),
  }),
  controls: () => [
    {
      kind: "buttons",
      name: "level",
      label: "DNS places users in the wrong",
      options: LEVELS.map((value) => ({ value, label: value })),
    },
    { kind: "select", name: "sees", label: "DNS sees", options: SEES },
    { kind: "range", name: "rate", label: "Wrong answers", min: 0, max: MOST_RATE, step: 1, unit: "%" },
  ],
  render(scenario, state, id) {
    const setting = errorSetting(scenario, state);
    const curves = scenario.curves(setting.level, setting.dns);
    const now = curves.steered.map(({ at }) => at(setting.rate));
    return {
      summary: summary(curves, setting, now),
      figures: [meanCurves(curves, setting, id), tailCurves(curves, setting, id), table(curves, setting, now, id)],
    };
  },
};

const wrong = { city: "city of its country", country: "country of its part of the world", continent: "continent" };

/** Where the lines intersect, or why they do not. */
function meeting({ name, meets: { rate, withoutErrorsMs, baselineMs } }: ErrorCurve): string {
  if (withoutErrorsMs >= baselineMs)
    return `${capitalised(name)} has no break-even: it is slower than global anycast without a single error.`;
  if (rate === undefined)
    return `${capitalised(name)} has no break-even: even if every answer is wrong in this way, it is faster than global anycast.`;
  return `${capitalised(name)} breaks even with global anycast at ${percent(rate)} wrong answers.`;
}

function summary({ global, steered }: ErrorCurves, { rate }: ErrorSetting, now: readonly Spread[]): string {
  const means = steered.map(({ name }, i) => `${name} ${ms(now[i].mean)}`);
  return (
    `With ${percent(rate)} wrong answers the mean round trip is ${means.join(", ")}; global anycast, which does not depend on DNS, has ${ms(global.rttMs.mean)}. ` +
    steered.map(meeting).join(" ")
  );
}

const axis: CurvesOptions["x"] = { label: "wrong answers of DNS", unit: "%", from: 0, to: MOST_RATE };
const rows = [0, 10, 20, 30, 40, 50, 60, 70];
const level = (y: number) => [{ x: 0, y }, { x: MOST_RATE, y }]; // prettier-ignore

function meanCurves({ global, steered }: ErrorCurves, setting: ErrorSetting, id: string): Figure {
  const crossings = steered.flatMap(({ meets: { rate, baselineMs } }) =>
    rate !== undefined && 100 * rate <= MOST_RATE
      ? [{ x: 100 * rate, y: baselineMs, label: `break-even ${percent(rate)}` }]
      : [],
  );
  return curvesFigure({
    name: `${id}-mean`,
    title: "Mean round trip",
    subtitle: `Wrong: located in another ${wrong[setting.level]}`,
    x: axis,
    y: { label: "mean round trip", unit: "ms", from: 0 },
    series: [
      { name: "global anycast", points: level(global.rttMs.mean) },
      ...steered.map(({ name, meets: { withoutErrorsMs, allErrorsMs } }) => {
        // Linear, so drawn as a straight line.
        const end = withoutErrorsMs + (MOST_RATE / 100) * (allErrorsMs - withoutErrorsMs);
        return { name, points: [{ x: 0, y: withoutErrorsMs }, { x: MOST_RATE, y: end }] }; // prettier-ignore
      }),
    ],
    marks: [...crossings, { x: 100 * setting.rate, label: percent(setting.rate) }],
    rows,
  });
}

function tailCurves({ global, steered }: ErrorCurves, setting: ErrorSetting, id: string): Figure {
  return curvesFigure({
    name: `${id}-tail`,
    title: "The tail: 95th percentile",
    subtitle: "One user in twenty waits longer",
    x: axis,
    y: { label: "95th percentile", unit: "ms", from: 0 },
    series: [
      { name: "global anycast", points: level(global.rttMs.p95) },
      ...steered.map(({ name, tail }) => ({ name, points: tail })),
    ],
    marks: [{ x: 100 * setting.rate, label: percent(setting.rate) }],
    rows,
  });
}

function table({ global, steered }: ErrorCurves, { rate }: ErrorSetting, now: readonly Spread[], id: string) {
  const { mean, p95 } = global.rttMs;
  return tableFigure({
    name: `${id}-table`,
    title: "Break-even",
    description:
      "The mean is linear in the rate of wrong answers, so two designs are equally good where two straight lines cross. " +
      "Round trips are propagation only.",
    columns: [
      "design",
      { name: "mean without errors", unit: "ms", digits: 1 },
      { name: `mean at ${percent(rate)}`, unit: "ms", digits: 1 },
      { name: "mean, all wrong", unit: "ms", digits: 1 },
      { name: `p95 at ${percent(rate)}`, unit: "ms", digits: 1 },
      { name: "break-even", unit: "%", digits: 1, kind: "number" },
    ],
    rows: [
      ["global anycast", mean, mean, mean, p95, "–"],
      ...steered.map(({ name, meets }, i) => [
        name,
        meets.withoutErrorsMs,
        now[i].mean,
        meets.allErrorsMs,
        now[i].p95,
        meets.rate === undefined || meets.withoutErrorsMs >= meets.baselineMs ? "none" : 100 * meets.rate,
      ]),
    ],
  });
}
