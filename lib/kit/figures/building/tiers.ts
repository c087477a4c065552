// A data centre as tiers: the Internet, spines, leaves, balancers, servers, the cables between them, and the paths that packets
// take. A hop within a tier, such as a server that forwards a packet to another, is an arc above it.
import {
  escapeHtml,
  type Figure,
  type FigureData,
  FigureError,
  frame,
  isSiteLetter,
  legendIcon,
  legendList,
  sizesDrawn,
} from "../core/index.js";
import { siteGlyph, svgMarks, svgPicture } from "../svg/index.js";
import type { Tier, TierNode, TierPath, TiersOptions } from "./tiers-model.js";
import { drawTiers, journeyIcon } from "./tiers-picture.js";

export type { Tier, TierNode, TierPath, TiersOptions } from "./tiers-model.js";

const sizes = [
  { className: "ak-wide", width: 640 },
  { className: "ak-narrow", width: 350 },
] as const;
const THIRD = { className: "ak-small", width: 250 };
const MOST_NODES = 8;

/**
 * Draws a data centre as tiers: the Internet, spines, leaves, balancers, servers, the cables between them and the paths of
 * packets.
 * @example tiersFigure({ name: "rack", title: "One rack", tiers: [{ label: "leaf", nodes: [{ name: "leaf 1" }] },
 *   { label: "servers", nodes: [{ name: "A" }, { name: "B" }] }], links: [["leaf 1", "A"], ["leaf 1", "B"]] })
 * @throws FigureError for no tier, a tier with no node or more than eight, a duplicate name, or a link or path to an unknown node
 */
export function tiersFigure(options: TiersOptions): Figure {
  const { name, title, tiers, links, paths = [], astray = "reset", gone = "failed or removed" } = options;
  const { keys = "shown" } = options;
  const explains = (isAstray: boolean) => keys === "both" || (keys === "shown" && paths.some((path) => (path.isAstray ?? false) === isAstray)); // prettier-ignore
  check(options);
  const description = options.description ?? describe(tiers, paths);
  const pictures = (options.third ? [THIRD] : sizesDrawn(sizes)).map(({ className, width }) =>
    svgPicture(drawTiers({ tiers, links, paths }, width), {
      name: `${name}-${className}`,
      label: `Diagram: ${title}`,
      description,
      className,
    }),
  );
  const arrives = paths.find(({ isAstray }) => !isAstray);
  const lost = tiers.flatMap(({ nodes }) => nodes.filter(({ isGone }) => isGone));
  return frame({
    ...options,
    kind: options.third ? "tiers ak-third" : "tiers",
    description,
    data: tierData(tiers, paths),
    picture: pictures.join(""),
    legend: legendList([
      ...(explains(false) ? [`${journeyIcon(false, arrives?.site)} goes to the server with the connection`] : []),
      ...(explains(true) ? [`${journeyIcon(true)} goes to a server without the connection: ${escapeHtml(astray)}`] : []),
      ...(lost.length > 0 ? [`${goneIcons(lost)} ${escapeHtml(gone)}`] : []),
    ]),
  }); // prettier-ignore
}

/** As the nodes are drawn: a server's mark without its letter, a dashed box. */
function goneIcons(lost: readonly TierNode[]): string {
  const server = lost.find(({ name }) => isSiteLetter(name));
  const isBox = lost.some(({ name }) => !isSiteLetter(name));
  return [
    ...(server ? [legendIcon(svgMarks([siteGlyph(server.name, true, 6)]))] : []),
    ...(isBox ? [legendIcon('<path class="ak-box ak-gone" d="M-7,-5H7V5H-7Z"/>')] : []),
  ].join(" ");
}

function check({ name, tiers, links, paths = [] }: TiersOptions): void {
  const where = `Tiers ${name}`;
  if (tiers.length === 0) throw new FigureError(`${where}: must have at least one tier.`);
  const names = new Set<string>();
  for (const { label, nodes } of tiers) {
    if (nodes.length === 0 || nodes.length > MOST_NODES)
      throw new FigureError(`${where}, tier "${label}": must have 1 to ${MOST_NODES} nodes (got ${nodes.length}).`);
    for (const node of nodes) {
      if (names.has(node.name)) throw new FigureError(`${where}: duplicate node "${node.name}". Rename one.`);
      names.add(node.name);
    }
  }
  for (const [from, to, share] of links)
    if (share !== undefined && !(share >= 0 && share <= 1))
      throw new FigureError(`${where}: the share of a link must be 0 to 1 (got ${share} from ${from} to ${to}).`);
  for (const each of [...links.flatMap(([from, to]) => [from, to]), ...paths.flatMap(({ nodes }) => nodes)])
    if (!names.has(each))
      throw new FigureError(`${where}: unknown node "${each}"; nodes are ${[...names].join(", ")}.`);
  for (const { site, nodes } of paths) {
    if (nodes.length < 2) throw new FigureError(`${where}: a path must have at least two nodes (got ${nodes.length}).`);
    if (site !== undefined && !isSiteLetter(site))
      throw new FigureError(`${where}: the site of a path must be a letter A to H (got "${site}").`);
  }
}

const inWords = ({ nodes, note, isAstray }: TierPath) =>
  `${nodes.join(" > ")} (${note ?? (isAstray ? "reset" : "the connection goes on")})`;

function describe(tiers: readonly Tier[], paths: readonly TierPath[]): string {
  const node = ({ name, note, isGone }: TierNode) =>
    `${name}${isGone ? " (gone)" : ""}${note ? `: ${note.replaceAll("\n", ", ")}` : ""}`;
  const rows = tiers.map(({ label, nodes }) => `${label && `${label}: `}${nodes.map(node).join("; ")}.`);
  const ways = paths.length ? ` Paths of packets: ${paths.map(inWords).join("; ")}.` : "";
  return `From top to bottom. ${rows.join(" ")}${ways}`;
}

function tierData(tiers: readonly Tier[], paths: readonly TierPath[]): FigureData {
  return {
    columns: ["tier", "node", "note"],
    rows: [
      ...tiers.flatMap(({ label, nodes }) =>
        nodes.map(({ name, note = "", isGone }) => [
          label || name,
          name,
          isGone ? "gone" : note.replaceAll("\n", ", "),
        ]),
      ),
      ...paths.map(({ nodes, note, isAstray }, i) => [
        `path ${i + 1}`,
        nodes.join(" > "),
        note ?? (isAstray ? "reset" : "the connection goes on"),
      ]),
    ],
  };
}
