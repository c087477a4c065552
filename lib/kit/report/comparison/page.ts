// A comparison as one self-contained page: readable without scripts, loads nothing from the network. The same report gives the
// same bytes.
import type { ComparisonPicture } from "../../anycast/designs/index.js";
import { figureCss } from "../../figures/index.js";
import { type Figure, escapeHtml } from "../../figures/core/index.js";
import { contents } from "../contents.js";
import { renderPage } from "../page.js";
import { shareOutlines } from "../shared-outlines.js";
import { assumptions } from "./assumptions.js";
import type { LiveCells } from "./cells.js";
import { controlTable } from "./control.js";
import { catchmentMaps, loadFigure, roundTripFigures } from "./figures.js";
import type { ComparisonReport, ReportInput } from "./report.js";
import { bestTable, differencesTable, failuresTables, measuresTable } from "./tables.js";

export interface ComparisonPageOptions {
  /** By the name of a design, the catchment on the Internet of the first seed. */
  readonly pictures: ReadonlyMap<string, ComparisonPicture>;
  /** The cells of `comparisonCells`, and what runs them. Without it the page is to be read only. */
  readonly live?: LiveCells;
}

interface Section {
  readonly id: string;
  readonly title: string;
  readonly html: string;
}

export function comparisonPage(report: ComparisonReport, { pictures, live }: ComparisonPageOptions): string {
  const sections = sectionsOf(report, pictures, live?.html);
  const title = titleOf(report);
  return renderPage({
    title,
    description: summary(report),
    // The reader's edits are kept by this name.
    name: live ? `comparison-${report.inputs[0].sha256.slice(0, 12)}` : "comparison",
    css: figureCss + css + (live?.css ?? ""),
    live,
    bundle: "",
    bar: `<a class="home" href="#page-main">anycast compare</a>`,
    contents: contents(sections.map(({ id, title: text }) => ({ level: 2, id, text }))),
    main: `<header class="lead"><h1>${escapeHtml(title)}</h1><p class="standfirst">${escapeHtml(summary(report))}</p></header>\n${shareOutlines(
      sections.map(sectionHtml).join("\n"),
    )}`,
    foot: "<p>Made by anycast-kit. This page is one file and loads nothing from the network.</p>",
  });
}

const titleOf = ({ designs }: ComparisonReport) =>
  designs.length <= 3 ? designs.map(({ name }) => name).join(", ") : `${designs.length} designs side by side`;

function summary({ designs, inputs, graph }: ComparisonReport): string {
  const { ases, seeds, failures } = inputs[0].comparison;
  const number = (value: number) => value.toLocaleString("en");
  const internet = graph
    ? `the AS graph of ${graph.file} (${number(graph.ases)} ASes), its networks placed in cities ${seeds.length === 1 ? "once" : `${seeds.length} times`}`
    : `${seeds.length === 1 ? "one generated Internet" : `${seeds.length} generated Internets`} of ${number(ases)} ASes`;
  const losses =
    failures.length > 0 ? `, and ${failures.length === 1 ? "one loss" : `${failures.length} losses`} of sites` : "";
  return `${designs.length === 1 ? "One design" : `${designs.length} designs`} under the same users on ${internet}${losses}.`;
}

function sectionsOf(
  report: ComparisonReport,
  pictures: ReadonlyMap<string, ComparisonPicture>,
  cells: string | undefined,
): readonly Section[] {
  const maps = catchmentMaps(report, pictures);
  const load = loadFigure(report);
  const failures = failuresTables(report);
  const best = bestTable(report);
  const differences = differencesTable(report);
  const html = (figures: readonly (Figure | undefined)[]) =>
    figures.map((figure) => (figure ? `<div class="shown">${figure.html}</div>` : "")).join("\n");
  const tooMany =
    "<p>Maps and bars are drawn for up to eight sites, which have the letters A to H. The tables have them all.</p>";
  const all: readonly (Section | undefined)[] = [
    best && { id: "short", title: "In short", html: html([best]) },
    { id: "waiting", title: "Who waits how long", html: html(roundTripFigures(report)) },
    { id: "numbers", title: "All measures", html: html([measuresTable(report), differences]) },
    {
      id: "maps",
      title: "Who answers whom",
      html:
        maps.length > 0
          ? `<p>On the Internet of seed ${report.inputs[0].comparison.seeds[0]}; the others differ in detail.</p>\n${html(maps)}`
          : tooMany,
    },
    load && { id: "load", title: "Load", html: html([load]) },
    failures.length > 0 ? { id: "failures", title: "When sites fail", html: html(failures) } : undefined,
    { id: "control", title: "Control", html: html([controlTable(report)]) },
    cells === undefined
      ? undefined
      : {
          id: "again",
          title: "Change it and run it again",
          html: `<p>These cells compute the comparison in this page, on the Internet of its first seed. Change a site, a design or a number.</p>\n${cells}`,
        },
    { id: "assumed", title: "What is assumed", html: assumed(report) },
    { id: "limits", title: "What is modelled, and what is not", html: limits(report) },
    { id: "inputs", title: "Inputs", html: inputsHtml(report) },
  ];
  return all.filter((section): section is Section => section !== undefined);
}

const sectionHtml = ({ id, title, html }: Section) =>
  `<section aria-labelledby="${id}"><div class="heading"><h2 id="${id}">${escapeHtml(title)}</h2></div>\n${html}</section>`;

const list = (items: readonly string[]) => `<ul>${items.map((item) => `<li>${escapeHtml(item)}</li>`).join("")}</ul>`;

function assumed({ inputs }: ComparisonReport): string {
  const by = inputs.map(({ file, comparison }) => ({ file, told: assumptions(comparison) }));
  const isSame = by.every(({ told }) => told.join() === by[0].told.join());
  if (isSame) return list(by[0].told);
  return by.map(({ file, told }) => `<h3>${escapeHtml(file)}</h3>\n${list(told)}`).join("\n");
}

function limits({ modelled, notModelled, graph }: ComparisonReport): string {
  const places = graph ? `<p>${escapeHtml(graph.places)}</p>\n` : "";
  return `${places}<h3>Modelled</h3>\n${list(modelled)}\n<h3>Not modelled</h3>\n${list(notModelled)}`;
}

function inputsHtml({ command, inputs, graph }: ComparisonReport): string {
  const code = (text: string, label: string) =>
    `<div class="code"><pre tabindex="0" role="region" aria-label="${escapeHtml(label)}"><code>${escapeHtml(text)}</code></pre></div>`;
  const source = graph
    ? `<p>AS graph: ${escapeHtml(graph.file)}, SHA-256 <code class="digest">${graph.sha256}</code></p>\n`
    : "";
  const file = ({ file: name, sha256, comparison }: ReportInput) =>
    `<h3>${escapeHtml(name)}</h3>\n<p>SHA-256 <code class="digest">${sha256}</code></p>\n` +
    `<details><summary>As it was read</summary>${code(JSON.stringify(comparison, undefined, 2), name)}</details>`;
  return `<p>This page is made by</p>\n${code(`${command} --html OUT`, "The command")}\n${source}${inputs.map(file).join("\n")}`;
}

const css = `
section>.shown{max-width:var(--wide)}
.digest{font-size:.75em;overflow-wrap:anywhere}
`;
