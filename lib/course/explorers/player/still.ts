// The still picture of a motion: its stage, and for print and pages without script the trail of every packet, numbered by steps.
// Only Node draws it; the bundle for browsers leaves this file out.
import { frame, legendIcon, legendList, svgPicture, type Figure } from "anycast-kit/figures";
import type { Motion, MoveLook } from "../../motion/index.js";
import { dotsAt, glyph, holdsAt, pointOn, routeless } from "./moving-layer.js";
import type { DrawnPicture } from "./props.js";
import { stepText, type Lane } from "./scenario.js";
import { stageOf } from "./stage.js";

/** The figure at a time; `part` prefixes the names of what moves in it. */
export function stillFigure(lane: Lane, name: string, part: string, atMs: number): Figure {
  const { motion, pictures, steps } = lane;
  const stage = stageOf(motion.stage);
  const travel =
    motion.moves.length === 1 ? "1 packet or message travels" : `${motion.moves.length} packets or messages travel`;
  const description = `${stage.description} ${travel} over it in ${steps.length} steps; the table lists them.${endText(motion)}`;
  const drawn = stage.pictures.map(({ svg, className }, i) => {
    const whole = svgPicture(svg, {
      name: className ? `${name}-${className}` : name,
      label: `Motion: ${motion.title}`,
      description,
      ...(className && { className }),
    });
    const layers =
      `<g class="ak-trails">${trails(lane, pictures[i])}</g>` +
      `<g class="ak-holds" data-ak-part="${part}-${i}-holds">${holdsAt(lane, pictures[i], atMs)}</g>` +
      `<g class="ak-dots" data-ak-part="${part}-${i}-dots">${dotsAt(lane, pictures[i], atMs)}</g>`;
    return whole.replace(/<\/svg>$/, () => `${layers}</svg>`);
  });
  return frame({
    kind: stage.kind,
    name,
    title: motion.title,
    description,
    data: {
      columns: ["step", "time (ms)", "what happens"],
      rows: steps.map((step, i) => [i + 1, Number(step.atMs.toFixed(2)), stepText(step)]),
    },
    picture: drawn.join(""),
    legend: stage.legend + movingLegend(motion),
  });
}

/** What has been counted when all is over, for readers who do not play it. */
function endText({ counters }: Motion): string {
  const texts = counters.map(({ label, site, atMs }) => `${site ? `${site} ` : ""}${label} ${atMs.length}`);
  return texts.length > 0 ? ` At the end: ${texts.join(", ")}.` : "";
}

const words: Readonly<Record<MoveLook, string>> = {
  packet: "packet",
  reply: "reply, with the letter of its site",
  reset: "reset (RST)",
  error: "ICMP error",
  update: "UPDATE with a route",
  withdrawal: "UPDATE that withdraws it",
};

function movingLegend({ moves, holds, stage }: Motion): string {
  const looks = new Set(moves.map(({ look }) => look));
  const used = (Object.keys(words) as MoveLook[]).filter((look) => looks.has(look));
  // Of several at one instant only the last is drawn: a motion that begins later has its whole past at 0.
  const drawn = stage.kind === "as-graph" ? new Map(holds.map((held) => [`${held.place} ${held.atMs}`, held])) : [];
  const served = new Set<string>();
  const without = new Set<boolean>();
  for (const [, { place, site }] of drawn) {
    if (site) served.add(place);
    else without.add(served.has(place));
  }
  return legendList([
    ...used.map((look) => `${legendIcon(glyph({ look }))} ${words[look]}`),
    ...(without.has(false) ? [`${legendIcon(routeless(false))} no route yet`] : []),
    ...(without.has(true) ? [`${legendIcon(routeless(true))} route lost`] : []),
  ]);
}

/** A line for each pair of places and each look, with an arrow and the numbers of the steps at which something starts there. */
function trails({ steps }: Lane, picture: DrawnPicture): string {
  const groups = new Map<string, number[]>();
  steps.forEach(({ moves }, i) => {
    for (const { from, to, site, look } of moves) {
      const key = JSON.stringify([from, to, site ?? "", look === "packet" ? "" : look]);
      groups.set(key, [...(groups.get(key) ?? []), i + 1]);
    }
  });
  const lines = [...groups].map(([key, numbers]) => {
    const [from, to, site] = JSON.parse(key) as [string, string, string];
    const pieces = picture.lines[`${from}|${to}`];
    const points = Array.from({ length: 13 }, (_, i) => pointOn(pieces, i / 12));
    const d = `M${points.map(([x, y]) => `${Math.round(x)},${Math.round(y)}`).join("L")}`;
    const [[ax, ay], [bx, by]] = [points[7], points[8]];
    const turn = (Math.atan2(by - ay, bx - ax) * 180) / Math.PI;
    const head = `<g transform="translate(${Math.round(bx)},${Math.round(by)}) rotate(${turn.toFixed(0)})"><path class="ak-head" d="M5,0L-5,4.5V-4.5Z"/></g>`;
    return {
      look: site ? `ak-site-${site.toLowerCase()}` : "ak-no-site",
      d,
      head,
      at: points[4],
      text: ranges(numbers),
    };
  });
  const drawn = lines.map(({ look, d, head }) => `<g class="ak-trail ${look}"><path class="ak-shaft" d="${d}"/>${head}</g>`); // prettier-ignore
  const sizes = picture.className === "" ? (["wide", "narrow"] as const) : (["wide"] as const);
  const numbers = sizes.map((size) => {
    const texts = lines.map(({ look, at: [x, y], text }) => `<text class="${look}" x="${Math.round(x)}" y="${Math.round(y + 4)}">${text}</text>`); // prettier-ignore
    return `<g class="ak-numbers${picture.className === "" ? ` ak-${size}` : ""}" font-size="${picture.font[size] * 0.85}">${texts.join("")}</g>`;
  });
  return drawn.join("") + numbers.join("");
}

/** [1, 2, 3, 7] -> "1-3, 7"; at most three ranges. */
function ranges(numbers: readonly number[]): string {
  const found: [number, number][] = [];
  for (const n of numbers) {
    const last = found.at(-1);
    if (last && n - last[1] <= 1) last[1] = n;
    else found.push([n, n]);
  }
  const texts = found.slice(0, 3).map(([from, to]) => (from === to ? String(from) : `${from}–${to}`));
  return texts.join(", ") + (found.length > 3 ? ", …" : "");
}
