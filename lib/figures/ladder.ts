// A ladder diagram of traffic: a rail for each machine, time downwards, an arrow for each packet. What is lost ends in a cross; a
// reset is red, dashed and says RST; a bar across all rails is something that happened to the network.
import type { Ladder, Remark, Rung } from "../traffic/ladder.js";
import { arrow, pieceOf } from "./as-graph-lines.js";
import type { Figure, FigureData } from "./figure.js";
import { FigureError } from "./figure-error.js";
import { frame, type FigureText } from "./frame.js";
import { at, classes, cross, group, markRadius, picture, siteClass, siteGlyph, svgElement } from "./glyphs.js";
import {
  broken,
  columnSize,
  columnSizes,
  layOut,
  ladderSizes,
  REMARK,
  type DrawnRemark,
  type LadderLayout,
  type LadderSize,
} from "./ladder-layout.js";
import { legendIcon, legendList } from "./legend.js";
import { siteBadge, siteLetters } from "./site-mark.js";
import { svgPicture } from "./svg-picture.js";
import { textWidth } from "./text-width.js";

export interface LadderFigureOptions extends FigureText {
  /** Host -> what stands under its name: { A: "Seattle" }. */
  readonly places?: Readonly<Record<string, string>>;
  /** Ladders that stand beside this one in columns: an instant has the same height in all of them, where there is room for columns. */
  readonly beside?: readonly Ladder[];
}

const FONT = 13;

/**
 * @example ladderFigure(ladder({ trace: run.trace, rails }), { name: "one-query", title: "A query and its reply" })
 * @throws FigureError where no packet is sent, or more rails or rungs are asked for than can be read
 */
export function ladderFigure(shown: Ladder, options: LadderFigureOptions): Figure {
  const { name, title } = options;
  if (shown.rungs.length === 0) throw new FigureError(`Ladder ${name}: no packet is sent. Check fromMs and toMs.`);
  const told = readable(shown);
  if (told.rungs.length > MOST || shown.rails.length > 8)
    throw new FigureError(
      `Ladder ${name}: ${told.rungs.length} arrows between ${shown.rails.length} machines cannot be read. ` +
        `Show up to ${MOST} arrows and 8 machines: cut the time with fromMs and toMs.`,
    );
  const description = options.description ?? describe(told);
  const { beside, places = {} } = options;
  const pictures = (beside ? columnSizes : ladderSizes).map((size) =>
    svgPicture(draw(told, size, places, size === columnSize ? beside?.map(readable) : []), {
      name: `${name}-${size.className}`,
      label: `Ladder diagram: ${title}`,
      description,
      className: size.className,
    }),
  );
  const data = ladderData(told);
  return frame({ ...options, kind: "ladder", description, data, picture: pictures.join(""), legend: legendOf(told) });
}

const MOST = 80;
/** Timers by which hosts pace themselves: what they then send is to be seen anyway. */
const PACING = /^(connect|request|drip|lookup|TIME-WAIT|idle) /;

/** Without what a picture need not say; packets that travel together are one arrow, remarks that say the same one remark. */
function readable({ rungs, remarks, ...rest }: Ladder): Ladder {
  const telling = ({ kind, label }: Remark) => kind !== "state" && !(kind === "timer" && PACING.test(label));
  return {
    ...rest,
    rungs: together(
      rungs,
      ({ at, until, from, to, kind }) => [at, until, from, to, kind],
      (label, times) => `${times} × ${label}`,
    ),
    remarks: together(
      remarks.filter(telling),
      ({ at, rail, label }) => [at, rail, label],
      (label, times) => `${label} (${times} times)`,
    ),
  };
}

/** One for all that share a key, with the labels of all: "3 × 1460 bytes, FIN". */
function together<T extends { readonly label: string }>(
  all: readonly T[],
  keyOf: (one: T) => unknown,
  counted: (label: string, times: number) => string,
): T[] {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const key = JSON.stringify(keyOf(one));
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].map((alike) => {
    const labels = alike.map(({ label }) => label);
    const told = [...new Set(labels)].map((label) => {
      const times = labels.filter((each) => each === label).length;
      return times > 1 ? counted(label, times) : label;
    });
    return { ...alike[0], label: told.join(", ") };
  });
}

const isSite = (name: string | undefined): name is string => siteLetters.some((letter) => letter === name);
/** The site at either end: its colour is the packet's. */
const siteOfRung = ({ from, to }: Rung) => [to, from].find(isSite);

/** Under 10 s in ms, above in s. */
const clockText = (ms: number): string =>
  ms < 10_000 ? `${Number(ms.toFixed(ms < 10 ? 1 : 0))} ms` : `${Number((ms / 1000).toFixed(1))} s`;

function draw(
  told: Ladder,
  size: LadderSize,
  places: Readonly<Record<string, string>>,
  beside: readonly Ladder[] = [],
): Element {
  const shown = broken(told, size, FONT);
  const layout = layOut(
    shown,
    size,
    beside.map((each) => broken(each, size, FONT)),
  );
  const { x, y, height, cuts } = layout;
  /** To the left or to the right. */
  const leans = ({ from, to }: Rung) => Math.sign((to === undefined ? 0 : x.get(to)!) - x.get(from)!);
  const rails = shown.rails.map(({ name }) =>
    svgElement("path", { class: "ak-rail", d: `M${x.get(name)},58V${height - 8}` }),
  );
  const breaks = cuts.flatMap((middle) =>
    [...x.values()].map((px) => `M${px - 5},${middle + 1}l10,-5M${px - 5},${middle + 6}l10,-5`),
  );
  const times = layout.written.map((ms) =>
    svgElement("text", { class: "ak-quiet ak-time", x: 0, y: y(ms) + 4 }, [clockText(ms)]),
  );
  const words: Element[] = [];
  const arrows = shown.rungs.map((rung, i) => {
    const { at: ms, from } = rung;
    const isSecond = shown.rungs.slice(0, i).some((other) => other.at === ms && other.from === from && leans(other) === leans(rung)); // prettier-ignore
    const isAnswer = shown.remarks.some((remark) => remark.at === ms && remark.rail === from);
    return drawRung(rung, { isSecond, isAnswer }, layout, size, words);
  });
  const remarks = shown.remarks.map((remark, i) => {
    const same = shown.remarks.slice(0, i).filter(({ at, rail }) => at === remark.at && rail === remark.rail);
    return drawRemark(remark, same.length * REMARK, layout, size, shown.rungs);
  });
  const heads = shown.rails.map(({ name, role }) => railHead(name, role, x.get(name)!, places[name]));
  return picture(size.width, height, [
    group("ak-rails", [
      ...rails,
      ...(breaks.length > 0 ? [svgElement("path", { class: "ak-break", d: breaks.join("") })] : []),
    ]),
    group("ak-times", times),
    group("ak-rungs", arrows),
    group("ak-labels", [...remarks, ...words]),
    group("ak-heads", heads),
  ]);
}

function railHead(name: string, role: string, x: number, place?: string): Element {
  const mark = isSite(name)
    ? siteGlyph(name)
    : role === "client"
      ? svgElement("circle", { class: "ak-client", r: 6 })
      : svgElement("rect", { class: "ak-router", x: -6, y: -6, width: 12, height: 12 });
  const under = [...(isSite(name) ? [] : [name]), ...(place ? [place] : [])];
  const lines = under.map((text, i) => svgElement("text", { x, y: 41 + 14 * i, "text-anchor": "middle" }, [text]));
  return group("ak-rail-head", [at([x, markRadius.site + 6], [mark]), ...lines]);
}

/** @param isSecond of two arrows along one way: it says what it is below. @param isAnswer its sender says something as it sends */
function drawRung(
  rung: Rung,
  { isSecond, isAnswer }: { readonly isSecond: boolean; readonly isAnswer: boolean },
  { x, y }: LadderLayout,
  { width }: LadderSize,
  words: Element[],
): Element {
  const { from, to, kind, label } = rung;
  const startX = x.get(from)!;
  const others = [...x.values()].filter((each) => each !== startX);
  // Lost between two rails: towards the nearest one, and not all the way.
  const nearest = others.reduce(
    (best, each) => (Math.abs(each - startX) < Math.abs(best - startX) ? each : best),
    others[0],
  );
  const start = [startX, y(rung.at)] as const;
  const full = [start, [to === undefined ? (nearest ?? width) : x.get(to)!, y(rung.until)] as const] as const;
  const line = to === undefined ? pieceOf(full, 0, 0.55) : full;
  const { shaft, head } = arrow(line, 0);
  const end = line[line.length - 1];
  const isLost = kind === "lost";
  // Where its sender says something at the same instant, the words stand further on.
  const part = isAnswer ? 0.72 : 0.5;
  const middle = [start[0] + part * (end[0] - start[0]), start[1] + part * (end[1] - start[1])];
  const half = textWidth(label, FONT) / 2;
  const wordX = Math.min(Math.max(middle[0], half + 2), width - half - 2);
  words.push(
    svgElement(
      "text",
      { class: classes("ak-word", kind === "reset" && "ak-reset"), x: wordX, y: middle[1] + (isSecond ? 13 : -4) },
      [label],
    ),
  );
  return group(classes("ak-rung", siteClass(siteOfRung(rung)), `ak-${kind}`), [
    svgElement("path", { class: "ak-shaft", d: shaft }),
    isLost ? at([end[0], end[1]], [cross(5)]) : svgElement("path", { class: "ak-head", d: head }),
  ]);
}

function drawRemark(
  { at: ms, rail, label, tone, wide }: DrawnRemark,
  below: number,
  { x, y }: LadderLayout,
  { width, left }: LadderSize,
  rungs: readonly Rung[],
): Element {
  const py = y(ms) + below;
  if (rail === undefined)
    return group("ak-change", [
      svgElement("path", { d: `M${left - 14},${py}H${width}` }),
      svgElement("text", { x: (left - 14 + width) / 2, y: py + 4, "text-anchor": "middle" }, [label]),
    ]);
  const px = x.get(rail)!;
  const room = wide + 10;
  // On the side where no arrow comes or goes at this instant; inside the picture in any case.
  const busy = (side: 1 | -1) =>
    rungs.some(({ from, to, at, until }) => {
      const other = from === rail && at === ms ? to : to === rail && until === ms ? from : undefined;
      return other !== undefined && Math.sign(x.get(other)! - px) === side;
    });
  const fits = { 1: px + room <= width, [-1]: px - room >= left - 30 } as const;
  const isRight = fits[1] && (!busy(1) || busy(-1) || !fits[-1]);
  const isLeft = !isRight && fits[-1];
  const textX = isRight ? px + 8 : isLeft ? px - 8 : width;
  return group(classes("ak-remark", tone && `ak-${tone}`), [
    svgElement("circle", { cx: px, cy: y(ms), r: 3 }),
    svgElement("text", { x: textX, y: py + 4, "text-anchor": isRight ? "start" : "end" }, [label]),
  ]);
}

function ladderData({ rungs, remarks }: Ladder): FigureData {
  const time = (ms: number) => Number(ms.toFixed(1));
  const rows = [
    ...rungs.map((rung) => ({
      at: rung.at,
      row: [
        time(rung.at),
        rung.from,
        rung.label,
        rung.kind === "lost" ? `lost${rung.to ? ` at ${rung.to}` : ""}: ${rung.why ?? ""}` : (rung.to ?? ""),
        time(rung.until),
      ],
    })),
    ...remarks.map(({ at, rail, label }) => ({ at, row: [time(at), rail ?? "", label, "", ""] })),
  ];
  rows.sort((a, b) => a.at - b.at);
  return { columns: ["at (ms)", "from", "packet or event", "to", "until (ms)"], rows: rows.map(({ row }) => row) };
}

function describe({ rails, rungs, remarks }: Ladder): string {
  const count = (kind: Rung["kind"]) => rungs.filter((rung) => rung.kind === kind).length;
  const said = [
    `Time runs downwards; ${rails.map(({ name }) => name).join(", ")} stand side by side. ${rungs.length} packets`,
    ...(count("lost") ? [`${count("lost")} lost`] : []),
    ...(count("reset") ? [`${count("reset")} resets`] : []),
  ];
  const changes = remarks
    .filter(({ kind }) => kind === "change")
    .map(({ at, label }) => `${label} at ${clockText(at)}`);
  const happened = changes.length ? ` What happens: ${changes.join("; ")}.` : "";
  return `${said.join(", ")}.${happened} Stretches without packets are cut short. Queues, and the time that machines think, are left out.`;
}

function legendOf({ rails, rungs, remarks }: Ladder): string {
  const line = (look: string, end: string) =>
    legendIcon(`<g class="ak-rung ${look}"><path class="ak-shaft" d="M-8,0L3,0"/>${end}</g>`);
  const head = '<path class="ak-head" d="M8,0L1,4L1,-4Z"/>';
  const has = (kind: Rung["kind"]) => rungs.some((rung) => rung.kind === kind);
  return legendList([
    ...rails
      .filter(({ name }) => isSite(name))
      .map(({ name }) => `${siteBadge(name)} site ${name}, and packets from and to it`),
    ...(has("reset") ? [`${line("ak-reset", head)} reset: the connection is over`] : []),
    ...(has("error") ? [`${line("ak-no-site ak-error", head)} ICMP error`] : []),
    ...(has("lost")
      ? [`${line("ak-no-site ak-lost", '<path class="ak-cross" d="M1,-4L8,4M1,4L8,-4"/>')} packet that is lost`]
      : []),
    ...(remarks.some(({ kind }) => kind === "timer")
      ? [
          `${legendIcon('<path class="ak-rail" d="M0,-8V8"/><circle r="3"/>')} a timer expires, or a host notes something`,
        ]
      : []),
  ]);
}
