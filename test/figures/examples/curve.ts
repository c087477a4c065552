// Examples of curves: a law beside its experiment, distributions as steps, points in sites' colours with their intervals.
import { curvesFigure } from "../../../lib/kit/figures/chart/curves.js";
import type { Figure } from "../../../lib/kit/figures/core/figure.js";
import { breakProbability } from "../../../lib/kit/traffic/closed-forms.js";
import { brokenFlows } from "../../../lib/kit/traffic/montecarlo/flows.js";

const DAY = 86_400;
const lengths = Array.from({ length: 61 }, (_, i) => 10 ** (i / 12));
const at = (x: number, changesPerDay: number) => ({
  x,
  y: 100 * breakProbability({ changesPerDay, durationMs: 1000 * x }),
});

const counted = [60, 3600, DAY].map((x) => {
  const { share, low, high } = brokenFlows({
    flows: 2000,
    changesPerDay: 1,
    duration: { kind: "fixed", ms: 1000 * x },
    seed: 7,
  });
  return { x, y: 100 * share, low: 100 * low, high: 100 * high };
});

export const curveExamples: Readonly<Record<string, (name: string) => Figure>> = {
  "curves-break-probability": (name) =>
    curvesFigure({
      name,
      title: "The longer it lasts, the sooner it breaks",
      x: { label: "connection lasts", log: true, ticks: [1, 60, 3600, DAY], format: (s) => (s < 60 ? `${s} s` : s < 3600 ? `${s / 60} min` : s < DAY ? `${s / 3600} h` : "1 day") }, // prettier-ignore
      y: { label: "connections that break", unit: "%", log: true, from: 0.001, to: 100 },
      series: [
        ...[0.1, 1, 10].map((rate) => ({ name: `${rate} a day`, points: lengths.map((x) => at(x, rate)) })),
        { name: "counted, 1 a day", kind: "points" as const, points: counted },
      ],
      marks: [
        { x: 240, label: "a download of 4 min" },
        { x: 3600, y: at(3600, 1).y, label: "one hour: 4.08 %" },
      ],
      rows: [1, 60, 3600, 36_000],
    }),

  "curves-steps": (name) =>
    curvesFigure({
      name,
      title: "Two designs, one median",
      subtitle: "Part of the users that waits no longer",
      x: { label: "round trip", unit: "ms" },
      y: { label: "part of the users", unit: "%", to: 100 },
      series: [
        {
          name: "global",
          kind: "step",
          points: [8, 15, 22, 30, 90, 180].map((x, i) => ({ x, y: (100 * (i + 1)) / 6 })),
        },
        {
          name: "regional",
          kind: "step",
          points: [12, 18, 22, 34, 45, 60].map((x, i) => ({ x, y: (100 * (i + 1)) / 6 })),
        },
      ],
      marks: [{ y: 95, label: "19 users of 20" }],
    }),

  "curves-sites": (name) =>
    curvesFigure({
      name,
      title: "A site more, and its neighbours have less",
      x: { label: "prepends at site B", ticks: [0, 1, 2, 3] },
      y: { label: "share", unit: "%" },
      series: [
        { name: "A", site: "A", points: [30, 44, 51, 52].map((y, x) => ({ x, y, low: y - 4, high: y + 4 })) },
        { name: "B", site: "B", points: [40, 21, 10, 9].map((y, x) => ({ x, y })) },
        { name: "a random choice", isQuiet: true, points: [33, 33, 33, 33].map((y, x) => ({ x, y })) },
        { name: "measured", kind: "points", points: [{ x: 1, y: 25, low: 19, high: 31 }] },
      ],
    }),
};
