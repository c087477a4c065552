// The lab sheets (lib/docs/labs) as pages of the course: Markdown, rendered like the lessons, with a picture of the lab's network.
import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { answer } from "../playground/index.js";
import type { CourseLesson } from "../publish/index.js";
import { asGraphFigure } from "anycast-kit/figures";
import { readText } from "anycast-kit/files";
import { markdownPage, type MarkdownPage } from "./markdown-page.js";
import { places, repository } from "./repository.js";

/** The pages in the order of their names; none in a checkout without sheets. @param siblings the lessons, for the bar */
export async function labPages(siblings: readonly CourseLesson[]): Promise<readonly MarkdownPage[]> {
  const names = await readdir(places.labSheets).catch(() => []);
  const sheets = names.filter((name) => name.endsWith(".md")).sort();
  return Promise.all(
    sheets.map(async (name) => {
      const text = await readText(join(places.labSheets, name), { what: "a lab sheet" });
      const scenario = /\bdata\/labs\/[\w-]+\.json\b/.exec(text)?.[0];
      const network =
        scenario && networkOf(await readText(join(repository, scenario), { what: "a lab's scenario" }), scenario);
      return markdownPage(text, { file: labPageOf(name), siblings, network, linkTo: labPageOf });
    }),
  );
}

/** "1-first-announcement.md" -> "lab-1-first-announcement.html". */
export const labPageOf = (sheet: string): string => `lab-${basename(sheet, ".md")}.html`;

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
