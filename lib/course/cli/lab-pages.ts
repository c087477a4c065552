// The lab sheets (lib/docs/labs) as pages of the course: Markdown, rendered like the lessons, with a picture of the lab's network.
import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { checkNotebook } from "../notebook/index.js";
import { answer } from "../playground/index.js";
import { publishLesson, type CourseLesson } from "../publish/index.js";
import { asGraphFigure } from "anycast-kit/figures";
import { readText } from "anycast-kit/files";
import { places, repository } from "./repository.js";

export interface LabPage {
  /** Name of the page: "lab-1-first-announcement.html". */
  readonly file: string;
  readonly title: string;
  readonly html: string;
}

/** The pages in the order of their names; none in a checkout without sheets. @param siblings the lessons, for the bar */
export async function labPages(siblings: readonly CourseLesson[]): Promise<readonly LabPage[]> {
  const names = await readdir(places.labSheets).catch(() => []);
  const sheets = names.filter((name) => name.endsWith(".md")).sort();
  return Promise.all(
    sheets.map(async (name) => {
      const text = await readText(join(places.labSheets, name), { what: "a lab sheet" });
      const file = pageOf(name);
      const scenario = /\bdata\/labs\/[\w-]+\.json\b/.exec(text)?.[0];
      const network =
        scenario && networkOf(await readText(join(repository, scenario), { what: "a lab's scenario" }), scenario);
      return { file, title: /^# (.+)$/m.exec(text)?.[1] ?? file, html: htmlOf(text, file, siblings, network) };
    }),
  );
}

const pageOf = (sheet: string): string => `lab-${basename(sheet, ".md")}.html`;

/** The ASes, links and sites of a scenario; not its routes, because the sheet asks for them. @throws Error if it is invalid */
function networkOf(text: string, file: string): string {
  const look = (prefix?: string) => {
    const looked = answer({ type: "look", text, ...(prefix !== undefined && { prefix }) });
    if ("fault" in looked) throw new Error(`${file}: ${looked.fault.message}`);
    return looked.value;
  };
  const { name, drawn, prefixes } = look();
  const ases = drawn.ases.map(({ asn, name: called }) => ({ asn, ...(called && { name: called }) }));
  // A site that announces several prefixes has one mark.
  const all = prefixes.flatMap((prefix) => look(prefix).drawn.sites ?? []);
  const sites = all.filter(({ origin }, i) => all.findIndex((each) => each.origin === origin) === i);
  const title = name.charAt(0).toUpperCase() + name.slice(1);
  return asGraphFigure({ name: "network", title, ases, links: drawn.links, sites }).html;
}

/**
 * A sheet is a notebook of a cell for each section, without code to run in the page. Links to other sheets become links to their pages.
 * @param network a picture for the first section
 */
function htmlOf(text: string, file: string, siblings: readonly CourseLesson[], network = ""): string {
  const linked = text.replace(/\]\(([\w-]+\.md)\)/g, (_link, sheet: string) => `](${pageOf(sheet)})`);
  const cells: unknown[] = linked
    .split(/^(?=## )/m)
    .map((source, i) => ({ cell_type: "markdown", id: `sheet-${i}`, metadata: {}, source }));
  const outputs = [{ output_type: "display_data", data: { "text/html": network }, metadata: {} }];
  if (network)
    cells.splice(2, 0, { cell_type: "code", id: "network", metadata: {}, source: "", execution_count: null, outputs });
  const notebook = checkNotebook({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells }, { file });
  return publishLesson({ notebook, file: file.replace(/html$/, "ipynb"), siblings }).html;
}
