// The frame of every figure: title, picture, legend, and an expandable description and data table.
import { columnKinds, htmlTable, textTable, type ColumnKind, type TableLook } from "./data-table.js";
import { FigureError } from "./figure-error.js";
import type { Figure, FigureData } from "./figure.js";
import { escapeHtml } from "./html.js";

/** Options of every figure. */
export interface FigureText {
  /** Short, kebab-case, unique in a lesson. */
  readonly name: string;
  readonly title: string;
  /** One line under the title: the measure and its unit. */
  readonly subtitle?: string;
  /** For readers who cannot see the picture, and for details it leaves out. Defaults to a text made from the data. */
  readonly description?: string;
}

export interface FrameOptions extends FigureText, TableLook {
  readonly description: string;
  readonly data: FigureData;
  /** HTML of the picture; without one, the data table replaces it. */
  readonly picture?: string;
  readonly legend?: string;
  /** "map", "shares"...: becomes a class of the figure. */
  readonly kind: string;
  readonly kinds?: readonly ColumnKind[];
  readonly digits?: readonly (number | undefined)[];
  /** Marks the data table as a part that an explorer updates separately: see `dataPart`. */
  readonly part?: string;
}

/**
 * Puts a picture into the frame of every figure: title, picture, legend, and an expandable description and data table.
 * @example frame({ kind: "cities", name: "two-cities", title: "Two cities", description: "Paris and Perth.", data: { columns: ["city"], rows: [["Paris"], ["Perth"]] } }).name // "two-cities"
 * @throws FigureError if the name is not kebab-case, or title, description or data are missing
 */
export function frame(options: FrameOptions): Figure {
  checkText(options);
  const { name, title, subtitle, description, data, picture, legend = "", kind } = options;
  const { kinds = columnKinds(data), digits = [], rowLook, cellLook, part } = options;
  const under = subtitle ? `<span class="ak-subtitle">${escapeHtml(subtitle)}</span>` : "";
  const caption = picture ? `Data: ${title}` : title;
  const rows = htmlTable({ data, caption, kinds, digits, rowLook, cellLook });
  const table = part ? `<div data-ak-part="${escapeHtml(part)}">${rows}</div>` : rows;
  const more = picture ? "Description and data" : "Description";
  const html =
    `<figure class="ak-figure ak-${kind}" data-ak-figure="${name}">` +
    `<figcaption><span class="ak-title">${escapeHtml(title)}</span>${under}</figcaption>` +
    `${picture ?? table}${legend}` +
    `<details class="ak-more"><summary>${more}<span class="ak-hidden"> of the figure: ${escapeHtml(title)}</span></summary>` +
    `<p>${escapeHtml(description)}</p>${picture ? table : ""}</details></figure>`;
  const heading = [title, "=".repeat(title.length), ...(subtitle ? [subtitle] : [])].join("\n");
  const text = `${heading}\n\n${textTable({ data, kinds, digits })}\n\n${description}\n`;
  return { kind: "figure", name, title, description, data, html, text };
}

/** The data table under a picture, as HTML. */
export const dataPart = (title: string, data: FigureData): string =>
  htmlTable({ data, caption: `Data: ${title}`, kinds: columnKinds(data), digits: [] });

function checkText({ name, title, description, data }: FrameOptions): void {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name))
    throw new FigureError(`Figure name "${name}" must be kebab-case, such as "twelve-cities".`);
  if (!title.trim()) throw new FigureError(`Figure ${name} must have a title.`);
  if (!description.trim()) throw new FigureError(`Figure ${name} must have a description.`);
  if (data.columns.length === 0 || data.rows.length === 0)
    throw new FigureError(`Figure ${name} must have at least one row of data.`);
  for (const row of data.rows)
    if (row.length !== data.columns.length)
      throw new FigureError(
        `Figure ${name}: expected ${data.columns.length} cells in each row, got ${row.length} in ${JSON.stringify(row)}.`,
      );
}
