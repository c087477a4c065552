// A hash ring before and after a change: every server has points on a circle, and a flow belongs to the next point after its hash.
// The inner band shows who had each stretch of the circle, the outer one who has it now; a frame around both marks what moved.
import { checkMembers, ringPoints, ringWith } from "../../traffic/ecmp/index.js";
import { FigureError, type Figure, frame, type FigureText, legendIcon, legendList, siteMark } from "../core/index.js";
import { group, picture, siteClass, svgElement, svgPicture } from "../svg/index.js";

export interface RingOptions extends FigureText {
  /** Servers by letters A to H. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** Points of each server, 1 to 24. Defaults to 6; real rings have hundreds. */
  readonly points?: number;
}

const FULL = 2 ** 32;
const CENTRE = 160;
const INNER = { radius: 100, width: 22 };
const OUTER = { radius: 126, width: 22 };
const MOST_POINTS = 24;
/** Letters of points nearer than this to the last letter are left out: 20 px. */
const CROWDED = FULL / 48;

interface Arc {
  /** Positions on the circle, 0 to 2^32. */
  readonly from: number;
  readonly to: number;
  readonly had: string;
  readonly has: string;
}

/**
 * Draws a hash ring before and after a change: who had each stretch of the circle, and who has it now.
 * @example ringFigure({ name: "ring", title: "A fails", before: ["A", "B", "C"], after: ["B", "C"] })
 * @throws FigureError for a server that is no letter A to H, or too many points
 */
export function ringFigure(options: RingOptions): Figure {
  const { name, title, before, after, points = 6 } = options;
  for (const each of [...before, ...after]) siteMark(each);
  if (!(Number.isInteger(points) && points >= 1 && points <= MOST_POINTS))
    throw new FigureError(`Ring ${name}: points must be an integer from 1 to ${MOST_POINTS} (got ${points}).`);
  const arcs = arcsOf(before, after, points);
  const share = (test: (arc: Arc) => boolean) =>
    (100 * arcs.filter(test).reduce((sum, { from, to }) => sum + to - from, 0)) / FULL;
  const moved = share(({ had, has }) => had !== has);
  const collateral = share(({ had, has }) => had !== has && after.includes(had) && before.includes(has));
  const servers = [...new Set([...before, ...after])];
  const rows = servers.map((each) => [
    each,
    Number(share(({ had }) => had === each).toFixed(1)),
    Number(share(({ has }) => has === each).toFixed(1)),
    Number(share(({ had, has }) => had === each && has !== each).toFixed(1)),
  ]);
  const description =
    options.description ??
    `A circle of all hashes with ${points} points for each server. Inner band: who had each stretch before the change; outer band: who has it now. ` +
      `${moved.toFixed(1)} % of the circle changes hands, ${collateral.toFixed(1)} % between servers that are there before and after. Few points make uneven shares; real rings have hundreds.`;
  return frame({
    ...options,
    subtitle: options.subtitle ?? `${moved.toFixed(1)} % of the circle changes hands`,
    kind: "ring",
    description,
    data: { columns: ["site", "share before (%)", "share after (%)", "given up (%)"], rows },
    picture: svgPicture(draw(arcs, before, after, points), { name, label: `Ring: ${title}`, description }),
    legend: legendList([
      `${legendIcon('<path class="ak-moved" d="M-7,-6H7V6H-7Z"/>')} changes hands: from the server inside to the one outside`,
      "inner band: who had a stretch before",
      "outer band: who has it now",
      "dots: the servers’ points (letters of close ones are left out); in brackets: removed",
    ]),
  });
}

/** The stretches between neighbouring points of both rings, each with its server before and after. */
function arcsOf(before: readonly string[], after: readonly string[], points: number): Arc[] {
  const named = (names: readonly string[]) => checkMembers(names, "ring");
  const [was, is] = [ringWith(points)(before), ringWith(points)(after)];
  const ends = [...new Set([...ringPoints(named(before), points), ...ringPoints(named(after), points)].map(({ at }) => at))]; // prettier-ignore
  const sorted = [...ends.sort((a, b) => a - b), FULL];
  return sorted.map((to, i) => {
    // A hash belongs to the next point, so the end of a stretch decides; after the last point the circle begins again.
    const hash = Math.min(to, FULL - 1);
    return { from: sorted[i - 1] ?? 0, to, had: was.choose(hash), has: is.choose(hash) };
  });
}

/** Neighbouring arcs that change hands between the same servers are one stretch. */
function movedStretches(arcs: readonly Arc[]): (readonly [from: number, to: number])[] {
  const joined = arcs
    .filter(({ had, has }) => had !== has)
    .reduce<Arc[]>((done, arc) => {
      const last = done.at(-1);
      return last && last.to === arc.from && last.had === arc.had && last.has === arc.has
        ? [...done.slice(0, -1), { ...last, to: arc.to }]
        : [...done, arc];
    }, []);
  return joined.map(({ from, to }) => [from, to]);
}

function draw(arcs: readonly Arc[], before: readonly string[], after: readonly string[], points: number): Element {
  const band = ({ radius, width }: typeof INNER, who: (arc: Arc) => string, look: string) =>
    arcs.map((arc) =>
      svgElement("path", {
        class: `ak-arc ${look} ${siteClass(who(arc))}`,
        "stroke-width": width,
        d: curve(radius, arc.from, arc.to),
      }),
    );
  const frames = movedStretches(arcs).map(([from, to]) => sector(from, to));
  const names = ringPoints(checkMembers([...new Set([...before, ...after])], "ring"), points);
  let last = -FULL;
  const letters = names.flatMap(({ at, name }) => {
    const dot = spot(OUTER.radius + OUTER.width / 2, at);
    const mark = svgElement("circle", { class: siteClass(name), cx: dot[0], cy: dot[1], r: 2.5 });
    if (at - last < CROWDED) return [mark];
    last = at;
    const [x, y] = spot(OUTER.radius + OUTER.width / 2 + 17, at);
    const word = after.includes(name) ? name : `(${name})`;
    return [mark, svgElement("text", { class: `ak-off-arc ${siteClass(name)}`, x, y: y + 4 }, [word])];
  });
  return picture(2 * CENTRE, 2 * CENTRE, [
    group(
      "ak-before",
      band(INNER, ({ had }) => had, "ak-pale"),
    ),
    group(
      "ak-after",
      band(OUTER, ({ has }) => has, ""),
    ),
    svgElement("path", { class: "ak-moved", d: frames.join("") }),
    group("ak-letters", letters),
    svgElement("text", { x: CENTRE, y: CENTRE - 4 }, ["hash 0 at the top,"]),
    svgElement("text", { x: CENTRE, y: CENTRE + 14 }, ["clockwise"]),
  ]);
}

function spot(radius: number, hash: number): readonly [number, number] {
  const angle = (2 * Math.PI * hash) / FULL;
  return [CENTRE + radius * Math.sin(angle), CENTRE - radius * Math.cos(angle)];
}

/** Around both bands. */
function sector(from: number, to: number): string {
  const [inside, outside] = [INNER.radius - INNER.width / 2 - 1, OUTER.radius + OUTER.width / 2 + 1];
  const [[x1, y1], [x2, y2]] = [spot(inside, from), spot(inside, to)];
  const isLong = to - from > FULL / 2 ? 1 : 0;
  return `${curve(outside, from, to)}L${x2},${y2}A${inside},${inside} 0 ${isLong} 0 ${x1},${y1}Z`;
}

function curve(radius: number, from: number, to: number): string {
  const [[x1, y1], [x2, y2]] = [spot(radius, from), spot(radius, to)];
  return `M${x1},${y1}A${radius},${radius} 0 ${to - from > FULL / 2 ? 1 : 0} 1 ${x2},${y2}`;
}
