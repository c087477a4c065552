// Users that moved between sites: the catchments before a change on the left, after it on the right, and bands between them
// with the share of the users as height (a Sankey diagram of one step). Bystanders' bands are outlined.
import type { Comparison, Move } from "../../anycast/internet/index.js";
import {
  type Figure,
  type FigureData,
  FigureError,
  frame,
  type FigureText,
  legendIcon,
  legendList,
  shareText,
  siteBadge,
  textWidth,
} from "../core/index.js";
import { at, classes, group, picture, siteClass, siteGlyph, svgElement, svgPicture } from "../svg/index.js";

export interface MovesOptions extends FigureText {
  /** Site letter -> its city, named in the legend. */
  readonly places?: Readonly<Record<string, string>>;
  /** Titles of the two columns. Defaults to "before" and "after". */
  readonly heads?: readonly [string, string];
}

const sizes = [
  { className: "ak-wide", width: 600, height: 300 },
  { className: "ak-narrow", width: 350, height: 300 },
] as const;
/** Space for a mark and a share at either side; the bar; between two bars; above them. */
const SIDE = 82;
const BAR = 10;
const GAP = 12;
const TOP = 26;

interface Band extends Move {
  readonly bystander: boolean;
}

/**
 * @example movesFigure(compareCatchments(before, after), { name: "moves", title: "Site A withdraws" })
 * @throws FigureError if there are no clients
 */
export function movesFigure(comparison: Pick<Comparison, "matrix" | "gone">, options: MovesOptions): Figure {
  const { name, title, places = {}, heads = ["before", "after"] } = options;
  const bands = comparison.matrix
    .filter(({ share }) => share > 0)
    .map((move): Band => ({ ...move, bystander: isBystander(move, comparison.gone) }));
  if (bands.length === 0) throw new FigureError(`Moves ${name}: the catchments must have clients.`);
  const sites = [...new Set(comparison.matrix.flatMap(({ from, to }) => [from, to]))].sort(bySite);
  const description = options.description ?? describe(bands, comparison.gone);
  const pictures = sizes.map((size) =>
    svgPicture(draw(bands, sites, heads, size), {
      name: `${name}-${size.className}`,
      label: `Bands: ${title}`,
      description,
      className: size.className,
    }),
  );
  return frame({
    ...options,
    kind: "moves",
    description,
    data: moveData(bands),
    picture: pictures.join(""),
    legend: legendList([
      ...sites
        .filter((site) => site !== "none")
        .map(
          (site) =>
            `${siteBadge(site)} ${places[site] ?? `site ${site}`}${comparison.gone.includes(site) ? " (gone)" : ""}`,
        ),
      `${legendIcon('<path class="ak-band ak-stays ak-no-site" d="M-8,-4H8V4H-8Z"/>')} stayed`,
      `${legendIcon('<path class="ak-band ak-no-site" d="M-8,-4H8V4H-8Z"/>')} moved, in the colour of the new site`,
      ...(bands.some(({ bystander }) => bystander)
        ? [
            `${legendIcon('<path class="ak-band ak-bystander ak-no-site" d="M-8,-4H8V4H-8Z"/>')} bystander: moved although its site is fine`,
          ]
        : []),
      ...(bands.some(({ to }) => to === "none")
        ? [`${legendIcon('<path class="ak-band ak-lost" d="M-8,-4H8V4H-8Z"/>')} nobody answers any more`]
        : []),
    ]),
  });
}

const isBystander = ({ from, to }: Move, gone: readonly string[]) =>
  from !== to && from !== "none" && !gone.includes(from);

/** Letters first, those without an answer last. */
const bySite = (a: string, b: string) => Number(a === "none") - Number(b === "none") || (a < b ? -1 : 1);

interface Stack {
  readonly site: string;
  readonly share: number;
  readonly y: number;
  readonly height: number;
}

function draw(
  bands: readonly Band[],
  sites: readonly string[],
  heads: readonly [string, string],
  { width, height }: (typeof sizes)[number],
): Element {
  const [left, right] = [stacks("from", bands, sites, height), stacks("to", bands, sites, height)];
  const scale = height - TOP - GAP * (sites.length - 1);
  const [x1, x2] = [SIDE + BAR, width - SIDE - BAR];
  const filled = { from: new Map<string, number>(), to: new Map<string, number>() };
  const next = (side: "from" | "to", stack: Stack, share: number) => {
    const y = filled[side].get(stack.site) ?? stack.y;
    filled[side].set(stack.site, y + share * scale);
    return y;
  };
  const paths = bands.map((band) => {
    const thick = Math.max(1, band.share * scale);
    const a = next(
      "from",
      left.find(({ site }) => site === band.from)!,
      band.share,
    );
    const b = next(
      "to",
      right.find(({ site }) => site === band.to)!,
      band.share,
    );
    const middle = (x1 + x2) / 2;
    const d = `M${x1},${a}C${middle},${a} ${middle},${b} ${x2},${b}V${b + thick}C${middle},${b + thick} ${middle},${a + thick} ${x1},${a + thick}Z`;
    const look = classes(
      "ak-band",
      band.to === "none" ? "ak-lost" : siteClass(band.to),
      band.from === band.to && "ak-stays",
      band.bystander && "ak-bystander",
    );
    return { band, thick, endY: b + thick / 2, path: svgElement("path", { class: look, d }) };
  });
  // Users who stayed are at the bottom, larger bands below smaller ones.
  const order = [...paths].sort(
    (a, b) => Number(a.band.from !== a.band.to) - Number(b.band.from !== b.band.to) || b.thick - a.thick,
  );
  const labels = paths
    .filter(({ band, thick }) => band.from !== band.to && thick > 13)
    .map(({ band, endY }) =>
      svgElement("text", { class: "ak-on-band", x: x2 - 26, y: endY + 4.5 }, [shareText(band.share)]),
    );
  const columns = (
    [
      ["from", left, 0],
      ["to", right, width - SIDE - BAR],
    ] as const
  ).map(([side, list, x]) =>
    // prettier-ignore
    group("ak-stacks", [
      svgElement("text", { class: "ak-quiet", x: side === "from" ? SIDE + BAR : x, y: 14, "text-anchor": side === "from" ? "end" : "start" }, [side === "from" ? heads[0] : heads[1]]),
      ...list.flatMap((stack) => drawStack(stack, side, x)),
    ]),
  );
  return picture(width, height + 4, [
    group(
      "ak-bands",
      order.map(({ path }) => path),
    ),
    ...columns,
    group("ak-labels", labels),
  ]);
}

/** One under the other, each as high as its share; sites without users keep their place. */
function stacks(side: "from" | "to", bands: readonly Band[], sites: readonly string[], height: number): Stack[] {
  const scale = height - TOP - GAP * (sites.length - 1);
  let y = TOP;
  return sites.map((site) => {
    const share = bands.filter((band) => band[side] === site).reduce((sum, band) => sum + band.share, 0);
    const stack = { site, share, y, height: share * scale };
    y += stack.height + GAP;
    return stack;
  });
}

function drawStack({ site, share, y, height }: Stack, side: "from" | "to", x: number): Element[] {
  const lost = site === "none";
  if (lost && share === 0) return [];
  const middle = y + height / 2;
  const written = shareText(share);
  const bar = svgElement("rect", {
    class: classes("ak-bar", lost ? "ak-lost" : siteClass(site)),
    x: side === "from" ? SIDE : x,
    y,
    width: BAR,
    height: Math.max(1, height),
  });
  const markX = side === "from" ? SIDE - 16 : x + BAR + 16;
  const textX = side === "from" ? markX - 15 : markX + 15;
  const mark = lost
    ? svgElement("text", { x: markX, y: middle + 5, "text-anchor": "middle" }, ["none"])
    : at([markX, middle], [siteGlyph(site)]);
  const shift = lost ? (side === "from" ? -1 : 1) * (textWidth("none", 14) / 2 - 8) : 0;
  return [
    bar,
    mark,
    svgElement("text", { x: textX + shift, y: middle + 5, "text-anchor": side === "from" ? "end" : "start" }, [
      written,
    ]),
  ];
}

function moveData(bands: readonly Band[]): FigureData {
  return {
    columns: ["site before", "site after", "share (%)", "clients", "what"],
    rows: bands.map(({ from, to, share, clients, bystander }) => [
      from,
      to,
      Number((100 * share).toFixed(1)),
      clients,
      from === to
        ? from === "none"
          ? "no answer"
          : "stayed"
        : bystander
          ? to === "none"
            ? "lost, a bystander"
            : "moved, a bystander"
          : to === "none"
            ? "lost"
            : "moved",
    ]),
  };
}

function describe(bands: readonly Band[], gone: readonly string[]): string {
  const sum = (test: (band: Band) => boolean) => bands.filter(test).reduce((total, { share }) => total + share, 0);
  const name = (site: string) => (site === "none" ? "no site" : `site ${site}`);
  const moves = bands
    .filter(({ from, to }) => from !== to)
    .map(
      ({ from, to, share, bystander }) =>
        `${shareText(share)} from ${name(from)} to ${name(to)}${bystander ? " (bystanders)" : ""}`,
    );
  const who = gone.length ? ` Gone: ${gone.map(name).join(", ")}.` : "";
  return `Bands from the catchments before a change to those after it, by weight.${who} ${shareText(sum(({ from, to }) => from === to))} stayed${moves.length ? `; ${moves.join("; ")}` : ""}.`;
}
