// What arrives at each site against what it can take, round by round: absorb, or withdraw and pass it on (Moura et al. 2016).
// Up to the line a site answers; what stands out beyond it, hollow, is dropped. Drawn by Observable Plot.
import { plot, rect, ruleX, text } from "@observablehq/plot";
import type { Load, SiteLoad } from "../../anycast/index.js";
import {
  type Figure,
  type FigureData,
  FigureError,
  frame,
  type FigureText,
  legendIcon,
  legendList,
  sizesDrawn,
  textWidth,
} from "../core/index.js";
import { at, pictureDocument, siteClass, siteGlyph, svgElement, svgPicture } from "../svg/index.js";
import { classed, drawnBy } from "./plot-parts.js";

/** One state of the sites: before and after a decision, or a round of a cascade. */
export interface LoadRound {
  readonly name: string;
  readonly load: Pick<Load, "sites" | "legitimateAnswered">;
  /** Sites that no longer announce: drawn hollow with a cross. */
  readonly withdrawn?: readonly string[];
}

export interface UtilisationOptions extends FigureText {
  /** Unit of demand and capacity: "queries a second". */
  readonly unit?: string;
}

const sizes = [
  { className: "ak-wide", width: 640 },
  { className: "ak-narrow", width: 350 },
] as const;
const ROW = 28;
const BAR = 16;
const HEAD = 26;
const KEY = 36;

/**
 * The rounds of a cascade, as input of utilisationFigure.
 * @example utilisationFigure(cascadeRounds(cascade(worldwide)), { name: "cascade", title: "Round by round" }).data.rows.length // 2
 */
export function cascadeRounds(cascade: {
  readonly rounds: readonly { readonly load: Load; readonly withdrawing: readonly string[] }[];
}): LoadRound[] {
  const gone: string[] = [];
  return cascade.rounds.map(({ load, withdrawing }, i) => {
    const withdrawn = [...gone];
    gone.push(...withdrawing);
    const next = withdrawing.length
      ? `, then ${withdrawing.join(" and ")} ${withdrawing.length === 1 ? "withdraws" : "withdraw"}`
      : "";
    return { name: `${i === 0 ? "At first" : `Round ${i + 1}`}${next}`, load, withdrawn };
  });
}

/**
 * Draws the load of each site against its capacity, round by round.
 * @example utilisationFigure([{ name: "Absorb", load: loadOf(demands) }], { name: "load", title: "Load" }).data.rows.length // 2
 * @throws FigureError for no round, or one without sites
 */
export function utilisationFigure(rounds: readonly LoadRound[], options: UtilisationOptions): Figure {
  const { name, title, unit = "" } = options;
  if (rounds.length === 0 || rounds.some(({ load }) => load.sites.length === 0))
    throw new FigureError(`Utilisation ${name}: must have at least one round, each with at least one site.`);
  const description = options.description ?? describe(rounds, unit);
  const pictures = sizesDrawn(sizes).map(({ className, width }) =>
    svgPicture(draw(rounds, width), { name: `${name}-${className}`, label: `Bars: ${title}`, description, className }),
  );
  const attacked = rounds.some(({ load }) => load.sites.some(({ attack }) => attack > 0));
  const icon = (look: string) =>
    legendIcon(`<rect class="ak-bar ak-no-site ${look}" x="-8" y="-5" width="16" height="10"/>`);
  return frame({
    ...options,
    kind: "shares",
    description,
    data: loadData(rounds, unit),
    picture: pictures.join(""),
    legend: legendList([
      `${icon("")} ${attacked ? "users, " : ""}answered`,
      ...(attacked ? [`${icon("ak-attack")} attack, answered`] : []),
      ...(rounds.some(({ load }) => load.sites.some(isOver))
        ? [`${icon("ak-lost")} beyond its capacity: dropped`]
        : []),
      ...(rounds.some(({ withdrawn = [] }) => withdrawn.length) ? ["hollow with a cross: withdrawn"] : []),
    ]),
  });
}

const isOver = ({ utilisation }: SiteLoad) => utilisation > 1 + 1e-9;
const percent = (part: number) => (Number.isFinite(part) ? `${Math.round(100 * part)} %` : "∞");
/** In percent of the whole, to a tenth: 74.6. */
const tenths = (part: number) => `${Number((100 * part).toFixed(1))} %`;
/** The bar of a site without a limit is relative to the largest demand. */
const partOf = ({ utilisation, demand, capacity }: SiteLoad, largest: number) =>
  Number.isFinite(capacity) ? Math.min(utilisation, MOST) : largest > 0 ? (0.9 * demand) / largest : 0;
/** A longer bar is cut; its number is complete. */
const MOST = 4;

/** A piece of a bar, in parts of the capacity. */
interface Piece {
  readonly look: string;
  readonly from: number;
  readonly to: number;
  readonly y: number;
}

/** What stands beside a round or a bar, px from the top. */
interface Placed {
  readonly y: number;
  readonly words: string;
}

/** The number at the end of a bar, and its site. */
interface BarLoad extends Placed {
  readonly part: number;
  readonly site: string;
  readonly gone: boolean;
}

function draw(rounds: readonly LoadRound[], width: number): Element {
  const all = rounds.flatMap(({ load }) => load.sites);
  const largest = Math.max(...all.map(({ demand }) => demand));
  const written = (site: SiteLoad) => (Number.isFinite(site.capacity) ? percent(site.utilisation) : "no limit");
  const pieces: Piece[] = [];
  const limits: { y1: number; y2: number }[] = [];
  const loads: BarLoad[] = [];
  const heads: (Placed & { readonly isRound: boolean; readonly atLeft: boolean })[] = [];
  let y = 0;
  for (const { name, load, withdrawn = [] } of rounds) {
    const answered = `${tenths(load.legitimateAnswered)} of users answered`;
    const atLeft = textWidth(name, 14, true) + textWidth(answered, 14) + 20 > width;
    heads.push({ y: y + 17, words: name, isRound: true, atLeft: true });
    if (atLeft) y += 20;
    heads.push({ y: y + 17, words: answered, isRound: false, atLeft });
    y += HEAD;
    limits.push({ y1: y - 2, y2: y + load.sites.length * ROW + 2 });
    for (const site of load.sites) {
      const gone = withdrawn.includes(site.site);
      const part = gone ? 0 : partOf(site, largest);
      const kept = Math.min(1, part);
      const users = site.demand > 0 ? (kept * site.legitimate) / site.demand : 0;
      const look = `ak-bar ${siteClass(site.site)}`;
      pieces.push({ look, from: 0, to: users, y }, { look: `${look} ak-attack`, from: users, to: kept, y }, { look: `${look} ak-lost`, from: 1, to: part, y }); // prettier-ignore
      loads.push({ y: y + ROW / 2, words: gone ? "withdrawn" : written(site), part, site: site.site, gone });
      y += ROW;
    }
    y += 12;
  }
  const bars = pieces.filter(({ from, to }) => to > from);
  const most = Math.max(1, ...all.map((site) => partOf(site, largest)));
  const right = Math.max(...all.map((site) => textWidth(written(site), 14))) + 14;
  const perPart = (width - KEY - right) / most;
  // A number that would stand across the line of the capacity is written behind it.
  const crosses = ({ part, words }: BarLoad) => part < 1 && part * perPart + 11 + textWidth(words, 14) > perPart;
  return plot({
    document: pictureDocument(),
    width,
    height: y + 10,
    marginLeft: KEY,
    marginRight: right,
    marginTop: 0,
    marginBottom: 10,
    x: { type: "linear", domain: [0, most], axis: null },
    y: { type: "identity", axis: null },
    marks: [
      rect(bars, {
        x1: "from",
        x2: "to",
        y1: (piece: Piece) => piece.y + (ROW - BAR) / 2,
        y2: (piece: Piece) => piece.y + (ROW + BAR) / 2,
        ...classed(bars, ({ look }) => look),
      }),
      ruleX(limits, { x: () => 1, y1: "y1", y2: "y2", className: "ak-was" }),
      text(loads, { x: (load: BarLoad) => (crosses(load) ? 1 : load.part), y: "y", text: "words", dx: 7, textAnchor: "start", className: "ak-load" }),
      drawnBy("ak-keys", ({ x }) => [
        ...loads.map((load) => at([13, load.y], [siteGlyph(load.site, load.gone)])),
        ...heads.map((head) => words(head, head.atLeft ? 0 : width, head.atLeft ? "start" : "end", head.isRound ? "ak-round" : "")),
        words({ y: y + 4, words: "capacity" }, x(1), x(1) > width - 60 ? "end" : "middle", "ak-quiet"),
      ]),
    ],
  }); // prettier-ignore
}

const words = (placed: Placed, x: number, anchor: string, look: string) =>
  svgElement("text", { ...(look && { class: look }), x, y: placed.y, "text-anchor": anchor }, [placed.words]);

function loadData(rounds: readonly LoadRound[], unit: string): FigureData {
  const by = unit ? ` (${unit})` : "";
  return {
    columns: ["round", "site", `users${by}`, `attack${by}`, `capacity${by}`, "utilisation (%)", "answered (%)"],
    rows: rounds.flatMap(({ name, load, withdrawn = [] }) =>
      load.sites.map((site) => {
        const gone = withdrawn.includes(site.site);
        const number = (value: number) => Number(value.toFixed(2));
        return [
          name,
          site.site,
          number(site.legitimate),
          number(site.attack),
          Number.isFinite(site.capacity) ? site.capacity : "no limit",
          gone ? "withdrawn" : Number((100 * site.utilisation).toFixed(1)),
          gone ? "" : Number((100 * site.answered).toFixed(1)),
        ];
      }),
    ),
  };
}

function describe(rounds: readonly LoadRound[], unit: string): string {
  const each = rounds.map(({ name, load, withdrawn = [] }) => {
    const sites = load.sites.map(
      (site) =>
        `${site.site} ${withdrawn.includes(site.site) ? "withdrawn" : Number.isFinite(site.capacity) ? percent(site.utilisation) : "no limit"}`,
    );
    return `${name}: ${sites.join(", ")}; ${tenths(load.legitimateAnswered)} of users answered.`;
  });
  return `Demand at each site in percent of its capacity${unit ? `, in ${unit}` : ""}. ${each.join(" ")} A site above its capacity drops users and attack alike, in proportion; queues and slow answers are left out.`;
}
