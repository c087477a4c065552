// A table as a figure: words to the left, numbers aligned on their decimals, units in the header, sites as marks.
import {
  columnKinds,
  type ColumnKind,
  type Figure,
  type FigureData,
  FigureError,
  frame,
  type FigureText,
  type TableLook,
} from "../core/index.js";

export interface TableColumn {
  readonly name: string;
  /** Unit in the header, after the name: "ms". */
  readonly unit?: string;
  /** Decimals of a number column. Defaults to the digits of its most precise cell, at most three. */
  readonly digits?: number;
  /** Defaults to the type of the cells: numbers; letters A to H under a header with the word "site"; text. */
  readonly kind?: ColumnKind;
}

export interface TableOptions extends FigureText {
  readonly columns: readonly (string | TableColumn)[];
  readonly rows: readonly (readonly (string | number)[])[];
  /** The class of a highlighted row. */
  readonly rowLook?: TableLook["rowLook"];
}

/**
 * Draws a table: words to the left, numbers aligned on their decimals, units in the header, sites as marks.
 * @example tableFigure({ name: "rtts", title: "Who is how far?", columns: ["city", { name: "round trip", unit: "ms", digits: 1 }],
 *   rows: [["Paris", 3.4], ["Perth", 212]] })
 * @throws FigureError for no row, a row of a different length, a column without a name, or a duplicate one
 */
export function tableFigure(options: TableOptions): Figure {
  const { name, title, subtitle, rows } = options;
  const columns = options.columns.map((column): TableColumn =>
    typeof column === "string" ? { name: column } : column,
  );
  const headers = columns.map(({ name, unit }) => (unit ? `${name} (${unit})` : name));
  if (headers.includes(""))
    throw new FigureError(`Table ${name}: a column has no name. Give it one, for screen readers.`);
  const twice = headers.find((header, i) => headers.indexOf(header) !== i);
  if (twice !== undefined) throw new FigureError(`Table ${name}: duplicate column "${twice}". Rename one.`);
  const data: FigureData = { columns: headers, rows };
  const found = columnKinds(data);
  return frame({
    kind: "table-figure",
    name,
    title,
    ...(subtitle ? { subtitle } : {}),
    description: options.description ?? `A table of ${rows.length} rows: ${headers.join(", ")}.`,
    data,
    kinds: columns.map((column, i) => column.kind ?? found[i]),
    digits: columns.map((column) => column.digits),
    ...(options.rowLook && { rowLook: options.rowLook }),
  });
}
