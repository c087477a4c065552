// Names of strangers in the pages that are not lessons: reports of comparisons, maps of observed catchments, the index, the playground.
// A name is text, wherever it stands: in an element, an attribute, a script's data.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { playgroundPage } from "../../lib/course/playground/index.js";
import { courseOf, publishIndex } from "../../lib/course/publish/index.js";
import { comparisonPage } from "../../lib/kit/report/comparison/page.js";
import { observedPage } from "../../lib/kit/report/observed/index.js";
import { repository } from "../needs.js";
import { exampleReport } from "../publish/comparison-example.js";
import { breakouts } from "./before-the-sanitiser.js";

/** Nothing runs, leads away or ended early. */
function harmless(page: string, evil: string): void {
  const { document } = parseHTML(page);
  expect([...document.querySelectorAll("head meta[http-equiv]")]).toHaveLength(1);
  expect([...document.querySelectorAll("body :is(meta, base, link, iframe, object, embed, img)")].map(String)).toEqual(
    [],
  );
  for (const element of document.querySelectorAll("*"))
    for (const { name } of [...element.attributes]) {
      expect(name, evil).toMatch(/^[a-z][\w:-]*$/i);
      expect(name, evil).not.toMatch(/^on|^autofocus$/i);
    }
  // No script begins with the attacker's words: the markup of a script stands in another script's data, if anywhere.
  for (const script of document.querySelectorAll("script:not([type])"))
    expect(script.textContent.startsWith("pwn"), evil).toBe(false);
}

/** The value with another text in the place of each that is a name. */
function renamed(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (typeof value === "string") return names.get(value) ?? value;
  if (Array.isArray(value)) return value.map((each) => renamed(each, names));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [names.get(key) ?? key, renamed(each, names)]));
}

const [, question] = readdirSync(join(repository, "data", "questions")).filter((name) => name.endsWith(".json"));
const questionText = readFileSync(join(repository, "data", "questions", question), "utf8");

describe.each(breakouts.map((evil) => [evil]))("%s", (evil) => {
  it("as the name of a design, a file and a command", () => {
    const { report, pictures } = exampleReport();
    // The names with blanks: the others are also words of the format.
    const own = report.designs.map(({ name }) => name).filter((name) => name.includes(" "));
    const names = new Map(own.map((name, i) => [name, `${evil}${i}`]));
    const { command, inputs, ...rest } = report;
    const given = {
      ...(renamed(rest, names) as typeof rest),
      command: `${command} ${evil}`,
      inputs: (renamed(inputs, names) as typeof inputs).map((each) => ({ ...each, file: evil })),
      graph: { file: evil, sha256: "0".repeat(64), ases: 1, links: 1, places: evil },
    };
    const drawn = new Map([...pictures].map(([name, picture]) => [names.get(name) ?? name, picture]));
    harmless(comparisonPage(given, { pictures: drawn }), evil);
  });

  it("as the name of a site and a city", () => {
    const ases = [{ asn: 1, observed: evil, predicted: `b${evil}` }, { asn: 2, observed: evil, predicted: evil }]; // prettier-ignore
    const cityOf = (asn: number) => ({ name: `${evil}${asn}`, lat: asn, lon: asn });
    harmless(observedPage({ sites: [evil, `b${evil}`], ases, cityOf, places: evil }), evil);
  });

  it("as the title, summary and file of a lesson, and of a lab", () => {
    const lessons = courseOf([{ slug: evil, title: evil, summary: evil, minutes: 1, exercises: 1 }]);
    harmless(publishIndex(lessons, { labs: [{ file: evil, title: evil }], playground: evil, api: evil }), evil);
  });

  it("as the words of a question in the playground", async () => {
    const { title, question: asked, look, answer } = JSON.parse(questionText) as Record<string, string>;
    const names = new Map([title, asked, look, answer].map((each) => [each, evil]));
    const text = JSON.stringify(renamed(JSON.parse(questionText), names));
    const siblings = courseOf([{ slug: evil, title: evil, summary: evil, minutes: 1, exercises: 1 }]);
    harmless(await playgroundPage({ siblings, questions: [text] }), evil);
  });
});
