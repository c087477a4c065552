// Load of each site against its capacity, round by round: absorb, or withdraw and shift the load (Moura et al. 2016). A site
// answers up to the line; the hollow part beyond it is dropped.
import type { Load, SiteLoad } from "../../anycast/index.js";
import {
  type Figure,
  type FigureData,
  FigureError,
  frame,
  type FigureText,
  legendIcon,
  legendList,
  textWidth,
} from "../core/index.js";
import { at, classes, group, picture, siteClass, siteGlyph, svgElement, svgPicture } from "../svg/index.js";

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
 * @example utilisationFigure(cascadeRounds(cascade(deployment)), { name, title })
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

/** @throws FigureError for no round, or one without sites */
export function utilisationFigure(rounds: readonly LoadRound[], options: UtilisationOptions): Figure {
  const { name, title, unit = "" } = options;
  if (rounds.length === 0 || rounds.some(({ load }) => load.sites.length === 0))
    throw new FigureError(`Utilisation ${name}: must have at least one round, each with at least one site.`);
  const description = options.description ?? describe(rounds, unit);
  const pictures = sizes.map(({ className, width }) =>
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
      `${icon("")} answered${attacked ? ", of users" : ""}`,
      ...(attacked ? [`${icon("ak-attack")} answered, of the attack`] : []),
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

function draw(rounds: readonly LoadRound[], width: number): Element {
  const all = rounds.flatMap(({ load }) => load.sites);
  const largest = Math.max(...all.map(({ demand }) => demand));
  const written = (site: SiteLoad) => (Number.isFinite(site.capacity) ? percent(site.utilisation) : "no limit");
  const right = Math.max(...all.map((site) => textWidth(written(site), 14))) + 14;
  const scale = (width - KEY - right) / Math.max(1, ...all.map((site) => partOf(site, largest)));
  const bars: Element[] = [];
  const words: Element[] = [];
  let y = 0;
  for (const { name, load, withdrawn = [] } of rounds) {
    words.push(svgElement("text", { x: 0, y: y + 17, class: "ak-round" }, [name]));
    const answered = `${tenths(load.legitimateAnswered)} of users answered`;
    const below = textWidth(name, 14, true) + textWidth(answered, 14) + 20 > width;
    if (below) y += 20;
    words.push(
      svgElement("text", { x: below ? 0 : width, y: y + 17, "text-anchor": below ? "start" : "end" }, [answered]),
    );
    y += HEAD;
    const top = y;
    for (const site of load.sites) {
      const middle = y + ROW / 2;
      const gone = withdrawn.includes(site.site);
      const part = gone ? 0 : partOf(site, largest);
      const kept = Math.min(1, part);
      const users = site.demand > 0 ? (kept * site.legitimate) / site.demand : 0;
      const rect = (look: string, from: number, to: number) =>
        to > from
          ? [
              svgElement("rect", {
                class: classes("ak-bar", look),
                x: KEY + from * scale,
                y: middle - BAR / 2,
                width: (to - from) * scale,
                height: BAR,
              }),
            ]
          : [];
      bars.push(
        ...rect(siteClass(site.site), 0, users),
        ...rect(`${siteClass(site.site)} ak-attack`, users, kept),
        ...rect(`${siteClass(site.site)} ak-lost`, 1, part),
      );
      bars.push(at([13, middle], [siteGlyph(site.site, gone)]));
      words.push(
        svgElement("text", { class: "ak-load", x: KEY + part * scale + 7, y: middle + 5 }, [
          gone ? "withdrawn" : written(site),
        ]),
      );
      y += ROW;
    }
    bars.push(svgElement("path", { class: "ak-was", d: `M${KEY + scale},${top - 2}V${y + 2}` }));
    y += 12;
  }
  words.push(
    svgElement(
      "text",
      { class: "ak-quiet", x: KEY + scale, y: y + 4, "text-anchor": KEY + scale > width - 60 ? "end" : "middle" },
      ["capacity"],
    ),
  );
  return picture(width, y + 10, [group("ak-bars", bars), group("ak-keys", words)]);
}

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
