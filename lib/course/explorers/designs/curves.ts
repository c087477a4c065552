// The curves of "designs": the distribution of round trips over the users, and users without an answer over time.
import { movedAt } from "anycast-kit/anycast";
import { curvesFigure, type CurveSeries, type Figure } from "anycast-kit/figures";
import type { DesignOutcome, Setting } from "./data.js";
import { answeredWithin } from "./moment.js";

/** The axis of round trips is logarithmic: where it starts, ms, and its number of steps. */
const LEAST = 10;
const STEPS = 50;

/** The number of designs that have a colour. The last design, one site for everybody, is pale unless it is chosen. */
const COLOURED = 6;

/** Designs with the same curve share one line; the line of the chosen design is drawn last and stronger. Each has a colour of its own. */
function together(
  each: readonly { name: string; points: CurveSeries["points"] }[],
  chosen: string,
  kind: CurveSeries["kind"],
): CurveSeries[] {
  const lines = new Map<string, { names: string[]; points: CurveSeries["points"]; design: number }>();
  for (const [design, { name, points }] of each.entries()) {
    const key = JSON.stringify(points.map(({ x, y }) => [x, Math.round(1e9 * y)])); // sums differ in their last digits
    const same = lines.get(key) ?? { names: [], points, design };
    same.names.push(name);
    if (name === chosen) same.design = design;
    lines.set(key, same);
  }
  const strong = ({ names }: { names: readonly string[] }) => names.includes(chosen);
  return [...lines.values()]
    .sort((a, b) => Number(strong(a)) - Number(strong(b)))
    .map(({ names, points, design }) => {
      const [name, ...same] = [...names].sort((a, b) => Number(b === chosen) - Number(a === chosen));
      return {
        kind,
        name,
        points,
        isQuiet: !names.includes(chosen),
        ...(same.length > 0 && { note: `also ${same.join(", ")}` }),
        ...(design < COLOURED && { design }),
      };
    });
}

export function rttCurves(
  outcomes: readonly DesignOutcome[],
  { chosen, death, seconds }: Setting,
  { id, most }: { readonly id: string; readonly most: number },
): Figure {
  const each = outcomes.map(({ name, answers }) => ({
    name,
    points: answeredWithin(answers, { least: LEAST, most, steps: STEPS }),
  }));
  return curvesFigure({
    name: `${id}-rtts`,
    title: "How many users have their answer within this time",
    subtitle: death ? `${seconds} s after ${death.label} failed` : undefined,
    x: { label: "round trip", unit: "ms", log: true, from: LEAST, to: most },
    y: { label: "users", unit: "%", from: 0, to: 100 },
    series: together(each, chosen, "step"),
    rows: [10, 20, 50, 100, 150, 200, 300, 400].filter((ms) => ms <= most),
  });
}

export function outageCurves(
  outcomes: readonly DesignOutcome[],
  setting: Setting,
  { id, last }: { readonly id: string; readonly last: number },
): Figure {
  const { chosen, death, seconds } = setting;
  const { bgpSeconds = 90, dnsSeconds = 30, dns = {} } = setting;
  const kept = [dns.ttlSeconds ?? 300, dns.overstay?.seconds ?? 0];
  // Straight lines between these points; vertical when routes converge, offset by less than a pixel.
  const settling = Math.max(0, bgpSeconds - last / 300);
  const times = [0, dnsSeconds, ...kept.map((ttl) => dnsSeconds + ttl), settling, bgpSeconds, last];
  const corners = [...new Set(times.filter((at) => at <= last))].sort((x, y) => x - y);
  const each = outcomes.map(({ name, loss }) => {
    const points = corners.map((x) => {
      const moved = movedAt(x, setting);
      const waiting = (1 - moved.bgp) * loss!.movedByBgp + (1 - moved.dns) * loss!.movedByDns;
      return { x, y: 100 * (loss!.lost + waiting) };
    });
    return { name, points };
  });
  const step = last > 600 ? 600 : 60;
  return curvesFigure({
    name: `${id}-beside`,
    title: "Who has no answer, and for how long",
    subtitle: `After ${death!.label} failed`,
    x: { label: "since then", unit: "s", from: 0, to: last },
    y: { label: "users without an answer", unit: "%", from: 0 },
    series: together(each, chosen, "line"),
    marks: [{ x: seconds, label: `${seconds} s` }],
    rows: Array.from({ length: Math.floor(last / step) + 1 }, (_none, i) => i * step),
  });
}
