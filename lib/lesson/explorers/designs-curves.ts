// The curves of "designs": how the round trips are spread over the users, and who is without an answer for how long.
import { movedAt } from "../../anycast/designs/outage.js";
import { curvesFigure, type CurveSeries } from "../../figures/curves.js";
import type { Figure } from "../../figures/figure.js";
import type { DesignOutcome, Setting } from "./designs-data.js";
import { answeredWithin } from "./designs-moment.js";

/** Steps of the axis of round trips. */
export const STEPS = 70;

/** Designs with the same curve are one line; that with the chosen one in it is drawn last, and strong. */
function together(each: readonly { name: string; points: CurveSeries["points"] }[], chosen: string): CurveSeries[] {
  const lines = new Map<string, { names: string[]; points: CurveSeries["points"] }>();
  for (const { name, points } of each) {
    const key = JSON.stringify(points);
    const same = lines.get(key) ?? { names: [], points };
    same.names.push(name);
    lines.set(key, same);
  }
  const strong = ({ names }: { names: readonly string[] }) => names.includes(chosen);
  return [...lines.values()]
    .sort((a, b) => Number(strong(a)) - Number(strong(b)))
    .map(({ names, points }) => ({
      name: [...names].sort((a, b) => Number(b === chosen) - Number(a === chosen)).join(", "),
      points,
      isQuiet: !names.includes(chosen),
    }));
}

export function rttCurves(
  outcomes: readonly DesignOutcome[],
  { chosen, death, seconds }: Setting,
  { id, most }: { readonly id: string; readonly most: number },
): Figure {
  const each = outcomes.map(({ name, answers }) => ({ name, points: answeredWithin(answers, most, STEPS) }));
  return curvesFigure({
    name: `${id}-rtts`,
    title: "How many users have their answer within this time",
    subtitle: death ? `${seconds} s after ${death.label} died` : undefined,
    x: { label: "round trip", unit: "ms", from: 0, to: most },
    y: { label: "users", unit: "%", from: 0, to: 100 },
    series: together(each, chosen),
    rows: Array.from({ length: 9 }, (_none, i) => (i * most) / 8),
  });
}

export function outageCurves(
  outcomes: readonly DesignOutcome[],
  setting: Setting,
  { id, last }: { readonly id: string; readonly last: number },
): Figure {
  const { chosen, death, seconds } = setting;
  const times = Array.from({ length: Math.round(last / 10) + 1 }, (_none, i) => 10 * i);
  const { bgpSeconds = 90, dnsSeconds = 30 } = setting;
  const corners = [...new Set([...times, bgpSeconds, dnsSeconds])].sort((a, b) => a - b);
  const each = outcomes.map(({ name, loss }) => {
    const left = (at: number, just = 0) => {
      const moved = movedAt(at - just, setting);
      return 100 * (loss!.lost + (1 - moved.bgp) * loss!.movedByBgp + (1 - moved.dns) * loss!.movedByDns);
    };
    // Straight down where routes settle: the point just before, and the one after.
    const points = corners.flatMap((x) =>
      x === bgpSeconds
        ? [
            { x, y: left(x, 1e-9) },
            { x, y: left(x) },
          ]
        : [{ x, y: left(x) }],
    );
    return { name, points };
  });
  return curvesFigure({
    name: `${id}-beside`,
    title: "Who has no answer, and for how long",
    subtitle: `After ${death!.label} died`,
    x: { label: "since then", unit: "s", from: 0, to: last },
    y: { label: "users without an answer", unit: "%", from: 0 },
    series: together(each, chosen),
    marks: [{ x: seconds, label: `${seconds} s` }],
    rows: times.filter((at) => at % (last > 600 ? 600 : 60) === 0),
  });
}
