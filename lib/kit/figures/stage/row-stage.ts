// Machines in rows as a stage: a client below two sites, or the tiers of a data centre. Drawn for a wide and a narrow page.
import { FigureError, isSiteLetter, type Pixel } from "../core/index.js";
import { at, classes, group, markRadius, picture, siteClass, siteGlyph, svgElement } from "../svg/index.js";
import { pathData } from "../map/index.js";
import type { Stage, StagePicture } from "./stage.js";

export interface RowPlace {
  /** Unique. A letter A to H has that site's mark. */
  readonly name: string;
  /** Defaults to "router". */
  readonly role?: "client" | "router";
  /** Written below; defaults to the name, except for a site. */
  readonly label?: string;
}

export interface RowStageOptions {
  /** From top to bottom; within a row from left to right. */
  readonly rows: readonly (readonly RowPlace[])[];
  /** Pairs of names. */
  readonly links: readonly (readonly [string, string])[];
  /** Free space below each row for what its places hold, in lines of text. Defaults to 0. */
  readonly lines?: number;
}

const sizes = [
  { className: "ak-wide", width: 660, font: 13.5, row: 74 },
  { className: "ak-narrow", width: 350, font: 12, row: 68 },
] as const;

/**
 * Draws machines in rows as a still picture and says where they are, for motions between them.
 * @example rowStage({ rows: [[{ name: "A" }, { name: "B" }], [{ name: "client", role: "client" }]], links: [["client", "A"]] }).pictures.length // 2
 * @throws FigureError for no place, a duplicate name, a link to an unknown place
 */
export function rowStage(options: RowStageOptions): Stage {
  const names = options.rows.flatMap((row) => row.map(({ name }) => name));
  if (names.length === 0) throw new FigureError("Rows must have at least one place.");
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new FigureError(`Duplicate place ${twice} in the rows.`);
  for (const name of options.links.flat())
    if (!names.includes(name))
      throw new FigureError(`A link has unknown place ${name}; places are ${names.join(", ")}.`);
  return {
    kind: "rows",
    description: `${names.length} machines in ${options.rows.length} rows, from the top: ${options.rows.map((row) => row.map(({ name }) => name).join(", ")).join("; ")}.`,
    legend: "",
    pictures: sizes.map((size) => draw(options, size)),
  };
}

function draw(
  { rows, links, lines = 0 }: RowStageOptions,
  { className, width, font, row }: (typeof sizes)[number],
): StagePicture {
  const tall = row + lines * 1.3 * font;
  // Clients in the first row have their names above them.
  const top = rows.length > 1 && rows[0].some(({ role }) => role === "client") ? 30 : 22;
  const places = new Map<string, Pixel>();
  rows.forEach((each, r) =>
    each.forEach(({ name }, i) => places.set(name, [((2 * i + 1) * width) / (2 * each.length), top + r * tall])),
  );
  const ends = (from: string, to: string): Pixel[] => [places.get(from)!, places.get(to)!];
  const height = Math.ceil(top + (rows.length - 1) * tall + 34 + lines * 1.3 * font);
  // Lines lead down from the first row, up from the last, and both ways between them: a name stands where no line is.
  const firstRow = new Set(rows.length > 1 ? rows[0].map(({ name }) => name) : []);
  const isBetween = new Set(rows.slice(1, -1).flatMap((each) => each.map(({ name }) => name)));
  const leadsDown = (name: string) =>
    links.some((link) => {
      if (!link.includes(name)) return false;
      const [[x, y], [otherX, otherY]] = [name, link[link[0] === name ? 1 : 0]].map((each) => places.get(each)!);
      return otherX === x && otherY > y;
    });
  const sideOf = ({ name, role = "router" }: RowPlace): "above" | "left" | "right" | "below" => {
    if (isSiteLetter(name)) return "below";
    if (role === "client") return firstRow.has(name) ? "above" : "below";
    const [x] = places.get(name)!;
    if (!isBetween.has(name)) return "below";
    return x < width / 2 ? "left" : x > width / 2 || leadsDown(name) ? "right" : "below";
  };
  const sides = new Map(rows.flat().map((place) => [place.name, sideOf(place)] as const));
  const marks = rows.flat().map(({ name, role = "router", label }) => {
    const [x, y] = places.get(name)!;
    const mark = isSiteLetter(name)
      ? siteGlyph(name)
      : role === "client"
        ? svgElement("circle", { class: "ak-client", r: 6 })
        : svgElement("rect", { class: "ak-router", x: -6, y: -6, width: 12, height: 12 });
    const words = label ?? (isSiteLetter(name) ? "" : name);
    const look = classes("ak-under", isSiteLetter(name) && siteClass(name));
    const spot = {
      above: { x, y: y - 17, "text-anchor": "middle" },
      left: { x: x - 11, y: y + font / 3, "text-anchor": "end" },
      right: { x: x + 11, y: y + font / 3, "text-anchor": "start" },
      below: { x, y: y + markRadius.site + font, "text-anchor": "middle" },
    }[sides.get(name)!];
    const text = svgElement("text", { class: look, ...spot, "font-size": font }, [words]);
    return group("ak-place", [at([x, y], [mark]), ...(words ? [text] : [])]);
  });
  const lined = links.map(([a, b]) => svgElement("path", { class: "ak-link", d: pathData([ends(a, b)]) }));
  return {
    className,
    width,
    height,
    svg: picture(width, height, [group("ak-links", lined), group("ak-places", marks)]),
    font: { wide: font, narrow: font },
    at: (place) => places.get(place),
    reach: (place) => [12, isSiteLetter(place) || sides.get(place) !== "below" ? 12 : 12 + font],
    line: (from, to) => [ends(from, to)],
  };
}
