// The ASes of a diagram as boxes in px: text, size, attached sites and clients, position.
import { type Pixel, type Rect, textWidth } from "../core/index.js";
import { markRadius } from "../svg/index.js";
import { linkEnds, type AsGraphModel, type AsNode } from "./model.js";
import { layoutOf, type Layout } from "./layout.js";
import { rectOf, sitesOnLinks } from "./on-links.js";
import type { AsBox, AsGraphSize, Hanging, PlacedBoxes } from "./placed.js";

export const asGraphSizes: readonly AsGraphSize[] = [
  {
    className: "ak-wide",
    width: 660,
    font: 13.5,
    small: 12,
    padding: 9,
    gap: { x: 30, y: 54 },
    column: 100,
    name: 116,
  },
  { className: "ak-narrow", width: 350, font: 12, small: 11, padding: 6, gap: { x: 9, y: 46 }, column: 72, name: 58 },
];

const LINE = 1.25;
/** From the bottom of a box to the middle of the attached marks. */
const STEM = 22;
const EDGE = 10;
/** How far an arc rises above the row it runs over. */
const ARC = 22;

export function placeBoxes(model: AsGraphModel, size: AsGraphSize): PlacedBoxes {
  const { ases, links } = model;
  const measured = ases.map((as) => measure(model, as, size));
  const spots = layoutOf(ases, links, measured.map(({ hang }) => hang > 0)); // prettier-ignore
  const column = columnWidth(spots, measured, size);
  const left = Math.max(...measured.map(({ cell }, i) => cell / 2 - (spots[i].column - least(spots)) * column)) + EDGE;
  const right = Math.max(...measured.map(({ cell }, i) => (spots[i].column - least(spots)) * column + cell / 2));
  const tops = rowTops(spots, measured, size, arcsOnTop(model, spots) ? ARC : 0);
  const boxes = measured.map(({ as, lines, width, items }, i): AsBox => {
    const x = left + (spots[i].column - least(spots)) * column;
    const { y, height } = tops.get(spots[i].row)!;
    const rect = { x: x - width / 2, y, width, height };
    const lean = leaning(
      model,
      as.asn,
      (asn) => spots[ases.findIndex((other) => other.asn === asn)].column - spots[i].column,
    );
    return { as, centre: [x, y + height / 2], rect, lines, hanging: hangItems(items, rect, lean) };
  });
  const bottom = Math.max(...boxes.map(({ rect }, i) => rect.y + rect.height + measured[i].hang));
  const withSites = sitesOnLinks(model, boxes, size);
  const ends = withSites.flatMap(({ hanging }) => hanging.map((each) => rectOf(each).x + rectOf(each).width));
  return {
    boxes: withSites,
    boxOf: new Map(withSites.map((box) => [box.as.asn, box])),
    width: Math.max(left + right, ...ends) + EDGE,
    height: bottom + EDGE,
  };
}

/** Whether a link of the first row passes over another box, in an arc above it. */
function arcsOnTop({ ases, links }: AsGraphModel, spots: Layout): boolean {
  const first = Math.min(...spots.map(({ row }) => row));
  const columns = new Map(
    spots.flatMap(({ row, column }, i) => (row === first ? [[ases[i].asn, column] as const] : [])),
  );
  return links.some((link) => {
    const [a, b] = linkEnds(link).map((asn) => columns.get(asn));
    if (a === undefined || b === undefined) return false;
    return [...columns.values()].some((column) => (column - a) * (column - b) < 0);
  });
}

/** By row, the top and the height of its boxes; the tallest sets the height. */
function rowTops(
  spots: Layout,
  measured: readonly Measured[],
  { font, small, padding, gap }: AsGraphSize,
  above: number,
) {
  const rows = [...new Set(spots.map(({ row }) => row))].sort((a, b) => a - b);
  const most = (row: number, of: (each: Measured) => number) =>
    Math.max(...measured.map((each, i) => (spots[i].row === row ? of(each) : 0)));
  const tops = new Map<number, { readonly y: number; readonly height: number }>();
  let y = EDGE + 4 + above;
  for (const [i, row] of rows.entries()) {
    const height = 1.6 * padding + font * LINE + most(row, ({ lines }) => lines.length) * small * LINE;
    tops.set(row, { y, height });
    const down = (rows[i + 1] ?? row) - row;
    y += down * (height + gap.y) + Math.min(1, down) * most(row, ({ hang }) => hang);
  }
  return tops;
}

const least = (spots: readonly { readonly column: number }[]) => Math.min(...spots.map(({ column }) => column));

interface Measured {
  readonly as: AsNode;
  readonly lines: readonly string[];
  readonly width: number;
  /** Width and depth of the attached marks, and the total space. */
  readonly items: readonly Omit<Hanging, "at">[];
  readonly hang: number;
  readonly cell: number;
}

function measure({ sites, clients }: AsGraphModel, as: AsNode, size: AsGraphSize): Measured {
  const note = as.note ? [as.note] : [];
  const lines = [...wrap(as.name ?? "", size), ...note];
  const widest = Math.max(
    textWidth(`AS${as.asn}`, size.font, true),
    ...lines.map((line) => textWidth(line, size.small)),
  );
  const width = Math.max(44, widest + 2 * size.padding);
  const item = (label: string, mark: number, rest: Pick<Hanging, "site" | "client">) => ({
    ...rest,
    label,
    width: Math.max(mark, textWidth(label, size.small) + 12),
  });
  const items = [
    ...sites
      .filter(({ origin, neighbour }) => origin === as.asn && neighbour === undefined)
      .map((site) => item(site.place ?? "", 2.3 * markRadius.site, { site })),
    ...clients
      .filter(({ asn }) => asn === as.asn)
      .map((client) => item(client.name ?? "", 4 * markRadius.client, { client })),
  ];
  const named = items.some(({ label }) => label !== "");
  const hang = items.length === 0 ? 0 : STEM + markRadius.site + (named ? size.small * LINE : 0) + 2;
  return {
    as,
    lines,
    width,
    items,
    hang,
    cell: Math.max(
      width,
      items.reduce((sum, each) => sum + each.width, 0),
    ),
  };
}

/** At most two lines; a longer name is cut, and is complete in the data table. */
function wrap(name: string, { small, name: most }: AsGraphSize): string[] {
  if (!name) return [];
  const lines = [""];
  for (const word of name.split(" ")) {
    const longer = `${lines[lines.length - 1]} ${word}`.trim();
    if (textWidth(longer, small) <= most || lines[lines.length - 1] === "") lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  const kept = lines.slice(0, 2).map((line) => cut(line, small, 1.25 * most));
  return lines.length > 2 ? [kept[0], cut(`${kept[1]} …`, small, 1.25 * most)] : kept;
}

function cut(line: string, font: number, most: number): string {
  let kept = line;
  while (kept.length > 2 && textWidth(kept, font) > most) kept = `${kept.slice(0, -2).trimEnd()}…`;
  return kept;
}

/** Wide enough that boxes of a row do not touch, up to the preferred width. */
function columnWidth(
  spots: readonly { readonly column: number; readonly row: number }[],
  measured: readonly Measured[],
  { width, gap, column }: AsGraphSize,
): number {
  const span = Math.max(...spots.map(({ column }) => column)) - least(spots) || 1;
  let needed = 0;
  for (const [i, a] of spots.entries())
    for (const [j, b] of spots.entries())
      if (Math.abs(a.row - b.row) < 0.5 && b.column > a.column)
        needed = Math.max(needed, ((measured[i].cell + measured[j].cell) / 2 + gap.x) / (b.column - a.column));
  const ends = Math.max(...measured.map(({ cell }) => cell)) + 2 * EDGE;
  return Math.max(needed, Math.min(column, (width - ends) / span));
}

/** Direction of its links downwards: negative to the left; 0 without customers. */
function leaning({ links }: AsGraphModel, asn: number, across: (other: number) => number): number | undefined {
  const down = links.flatMap((link) => ("provider" in link && link.provider === asn ? [across(link.customer)] : []));
  return down.length === 0 ? undefined : down.reduce((sum, each) => sum + each, 0);
}

/** Centred under the box or, if links leave there, on the side with fewer links. */
function hangItems(
  items: readonly Omit<Hanging, "at">[],
  { x, y, width, height }: Rect,
  lean: number | undefined,
): Hanging[] {
  const total = items.reduce((sum, each) => sum + each.width, 0);
  let from = x + width / 2 - total / 2;
  if (lean !== undefined) from = lean > 0 ? x - Math.max(0, total - 0.38 * width) : x + 0.62 * width;
  return items.map((item) => {
    const at: Pixel = [from + item.width / 2, y + height + STEM];
    from += item.width;
    return { ...item, at };
  });
}
