// A ladder diagram of traffic: a rail for each machine, time downwards, an arrow for each packet. The arrow of a lost packet
// ends in a cross; a reset is red, dashed and labelled RST; a bar across all rails is a network event.
import type { Ladder, Remark, Rung } from "../../traffic/index.js";
import { arrow, pieceOf } from "../as-graph/index.js";
import { type Rect, type Figure, FigureError, frame, type FigureText, isSiteLetter, textWidth } from "../core/index.js";
import {
  classes,
  cross,
  markRadius,
  markup,
  markupAt,
  markupGroup,
  markupPicture,
  markupSite,
  markupText,
  siteClass,
  svgMarks,
} from "../svg/index.js";
import {
  ALONG,
  broken,
  columnSize,
  columnSizes,
  isAlong,
  layOut,
  ladderSizes,
  REMARK,
  type DrawnRemark,
  type LadderLayout,
  type LadderSize,
} from "./layout.js";
import { clockText, describeLadder, ladderData, legendOf } from "./text.js";
import { placeWords } from "./words.js";

export interface LadderFigureOptions extends FigureText {
  /** Host -> text under its name: { A: "Seattle" }. */
  readonly places?: Readonly<Record<string, string>>;
  /** Ladders beside this one in columns: if there is room for columns, an instant has the same height in all of them. An empty list: it stands in a column, with a time axis of its own. */
  readonly beside?: readonly Ladder[];
  /** Room for remarks right of the last rail, px. Not in columns, and not on a narrow screen. Defaults to 60. */
  readonly right?: number;
}

const FONT = 13;
/** Remarks beside an arrow, px from its end. */
const [OVER, UNDER] = [-9, 10];

/**
 * Draws traffic as a ladder diagram: a rail for each machine, time downwards, an arrow for each packet.
 * @example ladderFigure(ladder({ trace: run.trace, rails }), { name: "one-query", title: "A query and its reply" })
 * @throws FigureError if no packet is sent, or if there are too many rails or rungs to read
 */
export function ladderFigure(shown: Ladder, options: LadderFigureOptions): Figure {
  const { name, title } = options;
  if (shown.rungs.length === 0)
    throw new FigureError(`Ladder ${name}: no packet in this interval. Check fromMs and toMs.`);
  const told = readable(shown);
  if (told.rungs.length > MOST || shown.rails.length > 8)
    throw new FigureError(
      `Ladder ${name}: ${told.rungs.length} arrows between ${shown.rails.length} machines cannot be read. ` +
        `Show up to ${MOST} arrows and 8 machines: cut the time with fromMs and toMs.`,
    );
  const description = options.description ?? describeLadder(told);
  const { beside, places = {}, right } = options;
  const roomy = (size: LadderSize) => (right !== undefined && size === ladderSizes[0] ? { ...size, right } : size);
  const pictures = (beside ? columnSizes : ladderSizes.map(roomy)).map((size) => {
    const { height, layers } = draw(told, size, places, size === columnSize ? beside?.map(readable) : []);
    const { className } = size;
    return markupPicture([size.width, height], layers, { label: `Ladder diagram: ${title}`, description, className });
  });
  const data = ladderData(told);
  return frame({ ...options, kind: "ladder", description, data, picture: pictures.join(""), legend: legendOf(told) });
}

const MOST = 80;
/** Timers that pace a host: the packets it then sends are visible anyway. */
const PACING = /^(connect|request|drip|lookup|TIME-WAIT|idle) /;

/** Each of three ladders side by side asks for all three. */
const readableOf = new WeakMap<Ladder, Ladder>();

function readable(ladder: Ladder): Ladder {
  let known = readableOf.get(ladder);
  if (!known) readableOf.set(ladder, (known = merged(ladder)));
  return known;
}

/** Without redundant entries; packets that travel together share one arrow, equal remarks are merged. */
function merged({ rungs, remarks, ...rest }: Ladder): Ladder {
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

/** Merges entries that share a key, with the labels of all: "3 × 1460 bytes, FIN". */
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
    // "forwarded: ACK, 1009 bytes": the word once.
    const [first, ...others] = told;
    const word = /^\w+: /.exec(first)?.[0] ?? "";
    const shared = others.every((label) => label.startsWith(word)) ? word.length : 0;
    return { ...alike[0], label: [first, ...others.map((label) => label.slice(shared))].join(", ") };
  });
}

/** Where a time is written, left of the rails. */
const timeBox = (ms: number, y: number): Rect => ({
  x: 0,
  y: y - 7,
  width: textWidth(clockText(ms), FONT),
  height: 12,
});

/** The site at either end; it sets the packet's colour. */
const siteOfRung = ({ from, to }: Pick<Rung, "from" | "to">) => [to, from].find(isSiteLetter);

function draw(
  told: Ladder,
  size: LadderSize,
  places: Readonly<Record<string, string>>,
  beside: readonly Ladder[] = [],
): { readonly height: number; readonly layers: readonly string[] } {
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
    markup("path", { class: "ak-rail", d: `M${x.get(name)},58V${height - 8}` }),
  );
  const breaks = cuts.flatMap((middle) =>
    [...x.values()].map((px) => `M${px - 5},${middle + 1}l10,-5M${px - 5},${middle + 6}l10,-5`),
  );
  const times = layout.written.map((ms) =>
    markup("text", { class: "ak-quiet ak-time", x: 0, y: y(ms) + 4 }, [markupText(clockText(ms))]),
  );
  const remarks = shown.remarks.map((remark, i) => {
    const same = shown.remarks.slice(0, i).filter(({ at, rail }) => at === remark.at && rail === remark.rail);
    return drawRemark(remark, same.length * REMARK, layout, size, shown.rungs);
  });
  const arrows = shown.rungs.map((rung, i) => {
    const same = shown.rungs.slice(0, i).filter((other) => isAlong(other, rung));
    return drawRung(rung, same.length * ALONG, layout, size);
  });
  const feet = placeWords(
    arrows.map(({ from, to }, i) => {
      const rung = shown.rungs[i];
      const isBeside = (other: Rung) =>
        other.at === rung.at && other.from === rung.from && leans(other) === leans(rung);
      return {
        ...{ from, to, wide: textWidth(rung.label, FONT) },
        isSecond: shown.rungs.slice(0, i).some(isBeside),
        isAnswer: shown.remarks.some(({ at, rail }) => at === rung.at && rail === rung.from),
      };
    }),
    [...remarks.map(({ rect }) => rect), ...layout.written.map((ms) => timeBox(ms, y(ms)))],
    size.width,
  );
  const words = shown.rungs.map(({ kind, label }, i) =>
    markup(
      "text",
      { class: classes("ak-word", (kind === "reset" || kind === "ignored") && `ak-${kind}`), ...feet[i] },
      [markupText(label)],
    ),
  );
  const heads = shown.rails.map(({ name, role }) => railHead(name, role, x.get(name)!, places[name]));
  const layers = [
    markupGroup("ak-rails", [
      ...rails,
      ...(breaks.length > 0 ? [markup("path", { class: "ak-break", d: breaks.join("") })] : []),
    ]),
    markupGroup("ak-times", times),
    markupGroup(
      "ak-rungs",
      arrows.map(({ element }) => element),
    ),
    markupGroup("ak-labels", [...remarks.map(({ element }) => element), ...words]),
    markupGroup("ak-heads", heads),
  ];
  return { height, layers };
}

function railHead(name: string, role: string, x: number, place?: string): string {
  const mark = isSiteLetter(name)
    ? markupSite(name)
    : role === "client"
      ? markup("circle", { class: "ak-client", r: 6 })
      : markup("rect", { class: "ak-router", x: -6, y: -6, width: 12, height: 12 });
  const under = [...(isSiteLetter(name) ? [] : [name]), ...(place ? [place] : [])];
  const lines = under.map((text, i) =>
    markup("text", { x, y: 41 + 14 * i, "text-anchor": "middle" }, [markupText(text)]),
  );
  return markupGroup("ak-rail-head", [markupAt(x, markRadius.site + 6, [mark]), ...lines]);
}

function drawRung(
  { at: ms, until, from, to, kind }: Rung,
  below: number,
  { x, y }: LadderLayout,
  { width }: LadderSize,
) {
  const startX = x.get(from)!;
  const others = [...x.values()].filter((each) => each !== startX);
  // Lost between two rails: drawn towards the nearest one, but shorter.
  const nearest = others.reduce(
    (best, each) => (Math.abs(each - startX) < Math.abs(best - startX) ? each : best),
    others[0],
  );
  const start = [startX, y(ms) + below] as const;
  const full = [start, [to === undefined ? (nearest ?? width) : x.get(to)!, y(until) + below] as const] as const;
  const line = to === undefined ? pieceOf(full, 0, 0.55) : full;
  const { shaft, head } = arrow(line, 0);
  const [endX, endY] = line[line.length - 1];
  const site = siteOfRung({ from, to });
  const element = markupGroup(classes("ak-rung", siteClass(site), `ak-${kind}`), [
    markup("path", { class: "ak-shaft", d: shaft }),
    kind === "lost" ? markupAt(endX, endY, [svgMarks([cross(5)])]) : markup("path", { class: "ak-head", d: head }),
  ]);
  return { element, from: start, to: [endX, endY] as const };
}

function drawRemark(
  { at: ms, rail, label, tone, wide }: DrawnRemark,
  below: number,
  { x, y }: LadderLayout,
  { width, left }: LadderSize,
  rungs: readonly Rung[],
): { readonly element: string; readonly rect: Rect } {
  const py = y(ms) + below;
  if (rail === undefined) {
    const middle = (left - 14 + width) / 2;
    const element = markupGroup("ak-change", [
      markup("path", { d: `M${left - 14},${py}H${width}` }),
      markup("text", { x: middle, y: py + 4, "text-anchor": "middle" }, [markupText(label)]),
    ]);
    return { element, rect: { x: middle - wide / 2, y: py - 8, width: wide, height: FONT + 2 } };
  }
  const px = x.get(rail)!;
  const room = wide + 10;
  // On the side without an arrow at this instant; always inside the picture.
  const leans = (other: string | undefined) => (other === undefined ? 0 : Math.sign(x.get(other)! - px));
  const leaves = (side: 1 | -1) => rungs.some(({ from, to, at }) => from === rail && at === ms && leans(to) === side);
  const arrives = (side: 1 | -1) =>
    rungs.some(({ from, to, until }) => to === rail && until === ms && leans(from) === side);
  const busy = (side: 1 | -1) => leaves(side) || arrives(side);
  const fits = { 1: px + room <= width, [-1]: px - room >= left - 30 } as const;
  const isRight = fits[1] && (!busy(1) || busy(-1) || !fits[-1]);
  const isLeft = !isRight && fits[-1];
  const textX = isRight ? px + 8 : isLeft ? px - 8 : width;
  // On the side of an arrow: above one that leaves, below one that arrives.
  const side = isRight ? 1 : -1;
  const isSingle = (isRight || isLeft) && leaves(side) !== arrives(side);
  const textY = py + (isSingle ? (leaves(side) ? OVER : UNDER) : 0);
  const element = markupGroup(classes("ak-remark", tone && `ak-${tone}`), [
    markup("circle", { cx: px, cy: y(ms), r: 3 }),
    markup("text", { x: textX, y: textY + 4, "text-anchor": isRight ? "start" : "end" }, [markupText(label)]),
  ]);
  return { element, rect: { x: isRight ? textX : textX - wide, y: textY - 8, width: wide, height: FONT + 2 } };
}
