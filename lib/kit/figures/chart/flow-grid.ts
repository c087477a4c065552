// Flows through a group of equally good next hops, before and after a change of its members: a cell for each flow, in the order
// of their hashes, with the member that takes it. Broken flows are red: hollow if their member left, solid with two corners cut if it is still there.
import type { NextHopGroup } from "../../traffic/ecmp/index.js";
import {
  type Figure,
  type FigureData,
  FigureError,
  frame,
  type FigureText,
  escapeHtml,
  legendIcon,
  legendList,
  siteLetters,
} from "../core/index.js";
import { classes, group, picture, siteClass, svgElement, svgPicture } from "../svg/index.js";

export interface FlowGridOptions extends FigureText {
  readonly before: Pick<NextHopGroup, "choose" | "members">;
  readonly after: Pick<NextHopGroup, "choose" | "members">;
  /** Unsigned 32-bit, one for each flow: 8 to 400. */
  readonly hashes: ArrayLike<number>;
  /** Titles of the two grids. Defaults to "before" and "after". */
  readonly heads?: readonly [string, string];
}

const sizes = [
  { className: "ak-wide", columns: 32 },
  { className: "ak-narrow", columns: 16 },
] as const;
const CELL = 20;
/** Two corners of a cell whose server is healthy are cut off: its letter stays free. */
const CORNER = 6;
const STEP = 21.5;
const HEAD = 22;
const FLOWS = { least: 8, most: 400 };

interface Flow {
  readonly from: string;
  readonly to: string;
  /** "gone": its member left. "collateral": its member is still there, but the flow moved. */
  readonly fate: "kept" | "gone" | "collateral";
}

/**
 * Draws the flows through a group of next hops before and after a change of its members: a cell for each flow.
 * @example flowGridFigure({ name: "modulo", title: "Modulo: one server fails", before: modulo(["A", "B", "C"]),
 *   after: modulo(["A", "B"]), hashes: flowHashes(96) })
 * @throws FigureError for too few or too many flows, or more than eight members
 */
export function flowGridFigure(options: FlowGridOptions): Figure {
  const { name, title, before, after, hashes, heads = ["before", "after"] } = options;
  const where = `Flows ${name}`;
  if (hashes.length < FLOWS.least || hashes.length > FLOWS.most)
    throw new FigureError(`${where}: must have ${FLOWS.least} to ${FLOWS.most} hashes (got ${hashes.length}).`);
  const members = [...new Set([...before.members, ...after.members].map((each) => each.name))];
  if (members.length > siteLetters.length)
    throw new FigureError(`${where}: must have at most ${siteLetters.length} members (got ${members.length}).`);
  const alive = new Set(after.members.map((each) => each.name));
  const flows = Array.from(hashes)
    .sort((a, b) => a - b)
    .map((hash): Flow => {
      const [from, to] = [before.choose(hash), after.choose(hash)];
      return { from, to, fate: from === to ? "kept" : alive.has(from) ? "collateral" : "gone" };
    });
  const marks = memberMarks(members);
  const description = options.description ?? describe(flows, members);
  const pictures = sizes.map(({ className, columns }) =>
    svgPicture(draw(flows, marks, heads, columns), {
      name: `${name}-${className}`,
      label: `Flows: ${title}`,
      description,
      className,
    }),
  );
  const isAnyGone = members.some((member) => !alive.has(member));
  const count = (fate: Flow["fate"]) => flows.filter((flow) => flow.fate === fate).length;
  const broken = flows.length - count("kept");
  const cell = (look: string, more = "") => legendIcon(`<path class="ak-flow ${look}" d="M-7,-7H7V7H-7Z"/>${more}`);
  const corners = '<path class="ak-corner" d="M-7,7v-6l6,6zM7,-7v6l-6,-6z"/>';
  return frame({
    ...options,
    subtitle:
      options.subtitle ??
      `${broken} of ${flows.length} flows break: ${isAnyGone ? `${count("gone")} whose server failed, ` : ""}${count("collateral")} whose server is healthy`,
    kind: "flows",
    description,
    data: flowData(flows, members, alive),
    picture: pictures.join(""),
    legend: legendList([
      ...members.map((member) => {
        const { letter, look } = marks.get(member)!;
        const gone = alive.has(member) ? "" : " (failed)";
        return `${cell(look)} ${letter === member ? "" : `${escapeHtml(letter)}: `}${escapeHtml(member)}${gone}`;
      }),
      ...(isAnyGone ? [`${cell("ak-broken-flow")} broken: its server failed`] : []),
      ...(count("collateral") || !isAnyGone
        ? [`${cell("ak-broken-flow ak-collateral", corners)} broken although its server is healthy`]
        : []),
    ]),
  });
}

interface MemberMark {
  /** One character, because a cell has no room for more. */
  readonly letter: string;
  readonly look: string;
}

/** A member named by a site's letter looks like that site; the others take the remaining colours. */
function memberMarks(members: readonly string[]): ReadonlyMap<string, MemberMark> {
  const isLetter = (member: string) => (siteLetters as readonly string[]).includes(member);
  const free = siteLetters.filter((letter) => !members.includes(letter));
  let next = 0;
  return new Map(
    members.map((member, i) => {
      const colour = isLetter(member) ? member : free[next++];
      const end = member.at(-1)!;
      const unique = members.every((other) => other === member || other.at(-1) !== end);
      return [member, { letter: isLetter(member) ? member : unique ? end : String(i + 1), look: siteClass(colour) }];
    }),
  );
}

function draw(
  flows: readonly Flow[],
  marks: ReadonlyMap<string, MemberMark>,
  heads: readonly [string, string],
  columns: number,
): Element {
  const rows = Math.ceil(flows.length / columns);
  const second = HEAD + rows * STEP + 8;
  const layers = (
    [
      ["from", 0],
      ["to", second],
    ] as const
  ).map(([side, top], i) => {
    const spot = (n: number) => ({ x: 1 + (n % columns) * STEP, y: top + HEAD + Math.floor(n / columns) * STEP });
    const looks = flows.map((flow) =>
      classes(
        "ak-flow",
        marks.get(flow[side])!.look,
        side === "to" && flow.fate !== "kept" && "ak-broken-flow",
        side === "to" && flow.fate === "collateral" && "ak-collateral",
      ),
    );
    // One path for all cells with the same style, one text for each row: hundreds of flows stay light.
    const cells = [...new Set(looks)].map((look) =>
      svgElement("path", {
        class: look,
        d: flows
          .map((_, n) => (looks[n] === look ? `M${spot(n).x},${spot(n).y}h${CELL}v${CELL}h-${CELL}z` : ""))
          .join(""),
      }),
    );
    const cut = flows.map((flow, n) =>
      side === "to" && flow.fate === "collateral"
        ? `M${spot(n).x},${spot(n).y + CELL}v-${CORNER}l${CORNER},${CORNER}zm${CELL},-${CELL}v${CORNER}l-${CORNER},-${CORNER}z`
        : "",
    );
    const corners = cut.some(Boolean) ? [svgElement("path", { class: "ak-corner", d: cut.join("") })] : [];
    const letters = Array.from({ length: rows }, (_, row) => letterRow(flows, row, columns, side, marks, spot));
    return group("ak-grid", [
      svgElement("text", { class: "ak-quiet", x: 1, y: top + 15 }, [heads[i]]),
      ...cells,
      ...corners,
      ...letters.flat(),
    ]);
  });
  return picture(Math.ceil(columns * STEP + 2), Math.ceil(second + HEAD + rows * STEP + 2), layers);
}

/** The letters of one row, dark on hollow cells, light on solid ones. */
function letterRow(
  flows: readonly Flow[],
  row: number,
  columns: number,
  side: "from" | "to",
  marks: ReadonlyMap<string, MemberMark>,
  spot: (n: number) => { readonly x: number; readonly y: number },
): Element[] {
  const numbers = flows.map((_, n) => n).slice(row * columns, (row + 1) * columns);
  const hollow = (n: number) => side === "to" && flows[n].fate === "gone";
  const write = (chosen: readonly number[], look: string) =>
    chosen.length === 0
      ? []
      : [
          svgElement(
            "text",
            {
              class: look,
              x: chosen.map((n) => spot(n).x + CELL / 2).join(" "),
              y: spot(chosen[0]).y + CELL / 2 + 4.5,
            },
            [chosen.map((n) => marks.get(flows[n][side])!.letter).join("")],
          ),
        ];
  return [
    ...write(
      numbers.filter((n) => !hollow(n)),
      "ak-on-flow",
    ),
    ...write(numbers.filter(hollow), "ak-on-flow ak-broken-flow"),
  ];
}

function flowData(flows: readonly Flow[], members: readonly string[], alive: ReadonlySet<string>): FigureData {
  const of = (test: (flow: Flow) => boolean) => flows.filter(test).length;
  return {
    columns: ["server", "flows before", "flows after", "kept", "broken with it", "broken although it is healthy"],
    rows: members.map((member) => [
      alive.has(member) ? member : `${member} (failed)`,
      of(({ from }) => from === member),
      of(({ to }) => to === member),
      of(({ from, fate }) => from === member && fate === "kept"),
      of(({ from, fate }) => from === member && fate === "gone"),
      of(({ from, fate }) => from === member && fate === "collateral"),
    ]),
  };
}

function describe(flows: readonly Flow[], members: readonly string[]): string {
  const count = (fate: Flow["fate"]) => flows.filter((flow) => flow.fate === fate).length;
  return (
    `${flows.length} flows in the order of their hashes, each with the server of ${members.join(", ")} that takes it, before and after the change. ` +
    `${count("kept")} keep their server; ${count("gone")} break because their server failed, ${count("collateral")} although theirs is healthy. ` +
    "All flows are alive and weigh the same; how much each sends is left out."
  );
}
