// Maglev's table before and after a change: a cell for each row, with the server that owns it and the turn at which it took it
// (Eisenbud et al., NSDI 2016, section 3.4). Changed rows are red: hollow if their server left, solid if it is still there.
import { checkMembers, maglevTable } from "../../traffic/ecmp/index.js";
import { type Figure, FigureError, frame, type FigureText, legendIcon, legendList, siteMark } from "../core/index.js";
import { classes, group, picture, siteClass, svgElement, svgPicture } from "../svg/index.js";

export interface MaglevOptions extends FigureText {
  /** Servers by letters A to H. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** Rows of the table, a prime from 5 to 61. Defaults to 23; real tables have 65,537. */
  readonly rows?: number;
}

interface Row {
  readonly from: string;
  readonly to: string;
  readonly fromTurn: number;
  readonly toTurn: number;
  readonly look: "" | "ak-broken-flow" | "ak-broken-flow ak-collateral";
}

const CELL = 26;
const HEAD = 22;
const MOST_ROWS = 61;
const sizes = [
  { className: "ak-wide", columns: 23 },
  { className: "ak-narrow", columns: 12 },
] as const;

/**
 * Draws Maglev's table before and after a change: a cell for each row, with the server that owns it (Eisenbud et al. 2016,
 * section 3.4).
 * @example maglevFigure({ name: "table", title: "A fails", before: ["A", "B", "C"], after: ["B", "C"] })
 * @throws FigureError for a server that is no letter A to H, or too many rows
 * @throws TrafficError if the number of rows is not prime
 */
export function maglevFigure(options: MaglevOptions): Figure {
  const { name, title, before, after, rows: count = 23 } = options;
  for (const each of [...before, ...after]) siteMark(each);
  if (!(count >= 5 && count <= MOST_ROWS))
    throw new FigureError(`Maglev ${name}: rows must be a prime from 5 to ${MOST_ROWS} (got ${count}).`);
  const [was, is] = [tableOf(before, count), tableOf(after, count)];
  const rows = was.map(({ server, turn }, i): Row => {
    const to = is[i].server;
    const look = server === to ? "" : after.includes(server) ? "ak-broken-flow ak-collateral" : "ak-broken-flow";
    return { from: server, to, fromTurn: turn, toTurn: is[i].turn, look };
  });
  const moved = rows.filter(({ look }) => look !== "").length;
  const collateral = rows.filter(({ look }) => look.endsWith("collateral")).length;
  const description =
    options.description ??
    `Maglev's table with ${count} rows, before and after. Servers claim rows in turns, each in an order of its own; the small number is the turn. ` +
      `${moved} rows change their server, ${collateral} of them although it is healthy. A flow's hash modulo ${count} is its row.`;
  const pictures = sizes.map(({ className, columns }) =>
    svgPicture(draw(rows, columns), { name: `${name}-${className}`, label: `Table: ${title}`, description, className }),
  );
  return frame({
    ...options,
    subtitle:
      options.subtitle ?? `${moved} of ${count} rows change, ${collateral} of them although their server is healthy`,
    kind: "flows",
    description,
    data: {
      columns: ["row", "before", "turn before", "after", "turn after"],
      rows: rows.map(({ from, to, fromTurn, toTurn }, i) => [i, from, fromTurn, to, toTurn]),
    },
    picture: pictures.join(""),
    legend: legendList([
      "letter: the server; number: the turn at which it took the row",
      ...(moved > collateral ? [`${icon("ak-broken-flow")} its server failed`] : []),
      ...(collateral ? [`${icon("ak-broken-flow ak-collateral")} moved although its server is healthy`] : []),
    ]),
  });
}

const icon = (look: string) => legendIcon(`<path class="ak-flow ${look}" d="M-7,-7H7V7H-7Z"/>`);

function tableOf(names: readonly string[], rows: number): { readonly server: string; readonly turn: number }[] {
  const turns: number[] = [];
  let turn = 0;
  const table = maglevTable(checkMembers(names, "Maglev"), rows, (row) => (turns[row] = ++turn));
  return Array.from(table, (member, row) => ({ server: names[member], turn: turns[row] }));
}

function draw(rows: readonly Row[], columns: number): Element {
  const lines = Math.ceil(rows.length / columns);
  const tall = HEAD + lines * (CELL + 18);
  const halves = (["before", "after"] as const).map((side, half) => {
    const cells = rows.flatMap((row, i) => {
      const [x, y] = [1 + (i % columns) * (CELL + 1.5), half * (tall + 8) + HEAD + Math.floor(i / columns) * (CELL + 18)];
      const server = side === "before" ? row.from : row.to;
      const look = side === "before" ? "" : row.look;
      const dark = look === "ak-broken-flow" && look;
      return [
        svgElement("path", { class: classes("ak-flow", siteClass(server), look), d: `M${x},${y}h${CELL}v${CELL}h-${CELL}z` }),
        svgElement("text", { class: classes("ak-on-flow", dark), x: x + CELL / 2, y: y + 18 }, [server]),
        svgElement("text", { class: "ak-quiet", x: x + CELL / 2, y: y + CELL + 12, "text-anchor": "middle", "font-size": 10 }, [
          String(side === "before" ? row.fromTurn : row.toTurn),
        ]),
      ];
    }); // prettier-ignore
    const title = svgElement("text", { class: "ak-quiet", x: 1, y: half * (tall + 8) + 14 }, [side]);
    return group("ak-grid", [title, ...cells]);
  });
  return picture(Math.ceil(columns * (CELL + 1.5) + 2), Math.ceil(2 * tall + 10), halves);
}
