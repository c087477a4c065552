// A figure's picture as a separate file, for slides, papers and other pages.
import { FigureError } from "./core/index.js";
import type { Figure } from "./core/index.js";
import { figureCss } from "./css.js";

/**
 * The picture of a figure as a complete SVG document, with its description and its styles. It has no caption and no data table.
 * @example svgFile(catchmentMap(result, { name: "map", title: "Who answers?" })).startsWith("<svg") // true
 * @throws FigureError for a figure without a picture, such as a table
 */
export function svgFile({ name, html }: Figure): string {
  const kinds = /^<figure class="([^"]*)"/.exec(html)?.[1].replace(/\bak-figure\b ?/, "") ?? "";
  const picture = [...html.matchAll(/<svg\b[^>]*>.*?<\/svg>/gs)]
    .map(([svg]) => svg)
    .find((svg) => /^<svg\b[^>]*\bak-picture\b/.test(svg));
  if (picture === undefined) throw new FigureError(`Figure ${name} has no picture. Use its html or its text.`);
  const own = "svg{background:var(--ak-background);color:var(--ak-text);font:400 15px/1.45 system-ui,sans-serif}";
  const [open] = /^<svg\b[^>]*>/.exec(picture)!;
  const root = open
    .replace(/^<svg/, '<svg xmlns="http://www.w3.org/2000/svg"')
    .replace(/\bclass="/, kinds === "" ? 'class="' : `class="${kinds} `);
  return `${root}<style><![CDATA[${figureCss}\n${own}]]></style>${picture.slice(open.length)}\n`;
}
