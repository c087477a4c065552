// The frame every figure stands in: title above, picture, legend, and the description and the numbers to unfold.
import { columnKinds, htmlTable, textTable, type ColumnKind, type TableLook } from "./data-table.js";
import { FigureError } from "./figure-error.js";
import type { Figure, FigureData } from "./figure.js";
import { escapeHtml } from "./html.js";

/** What every figure is asked for. */
export interface FigureText {
  /** Short, kebab-case, unique in a lesson. */
  readonly name: string;
  readonly title: string;
  /** One line under the title: what is counted, in which unit. */
  readonly subtitle?: string;
  /** For those who cannot see the picture, and for what it leaves out. Defaults to made from the data. */
  readonly description?: string;
}

export interface FrameOptions extends FigureText, TableLook {
  readonly description: string;
  readonly data: FigureData;
  /** HTML of the picture; where there is none, the data table takes its place. */
  readonly picture?: string;
  readonly legend?: string;
  /** "map", "shares"...: becomes a class of the figure. */
  readonly kind: string;
  readonly kinds?: readonly ColumnKind[];
  readonly digits?: readonly (number | undefined)[];
  /** Marks the data table as a part that an explorer changes by itself: see `dataPart`. */
  readonly part?: string;
}

/** @throws FigureError where the name is not kebab-case, or title, description or data are missing */
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
    throw new FigureError(`Figure name "${name}" is not kebab-case. Write it like "twelve-cities".`);
  if (!title.trim()) throw new FigureError(`Figure ${name} needs a title.`);
  if (!description.trim()) throw new FigureError(`Figure ${name} needs a description.`);
  if (data.columns.length === 0 || data.rows.length === 0)
    throw new FigureError(`Figure ${name} has no data. Give at least one row.`);
  for (const row of data.rows)
    if (row.length !== data.columns.length)
      throw new FigureError(
        `Figure ${name}: the row ${JSON.stringify(row)} has ${row.length} cells for ${data.columns.length} columns.`,
      );
}
