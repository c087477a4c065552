// A hostile notebook, published and opened: nothing runs, nothing is asked for. Also without the page's policy,
// so that the allow-list is shown to hold by itself.
import fc from "fast-check";
import { expect } from "vitest";
import { publishLesson } from "../../lib/course/publish/lesson.js";
import { needs } from "../needs.js";
import { attacks } from "../publish/attacks.js";
import { code, html, markdown, notebook } from "../publish/lesson-notebook.js";
import { useBrowser } from "./open-page.js";
import type { OpenPage } from "./open-page.js";

const { describe, it } = needs("chromium");

const inMarkdown = (texts: readonly string[]) =>
  texts.map((text, i) => markdown(`m-${i}`, `Text before\n\n${text}\n\n*after*`));
const inOutputs = (texts: readonly string[]) =>
  texts.map((text, i) =>
    code(`c-${i}`, "show()", [
      html(text),
      { output_type: "display_data", data: { "image/svg+xml": text }, metadata: {} },
    ]),
  );
const elsewhere = (texts: readonly string[]) =>
  texts.map((text, i) =>
    code(`e-${i}`, text, [
      { output_type: "stream", name: "stdout", text },
      { output_type: "error", ename: text, evalue: text, traceback: [text] },
      {
        output_type: "display_data",
        data: { "text/plain": text, "image/png": text, "text/markdown": text, "application/javascript": "pwn()" },
        metadata: {},
      },
    ]),
  );

const publish = (texts: readonly string[]) =>
  publishLesson({
    notebook: notebook([...inMarkdown(texts), ...inOutputs(texts), ...elsewhere(texts)], {
      title: texts[0],
      authors: [{ name: texts[1] }],
      license: texts[2],
      anycast: { objectives: [...texts], prerequisites: [...texts], version: texts[3] },
    }),
    file: "hostile.ipynb",
  }).html;

const withoutPolicy = (page: string) => page.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, "");
const alarm = "<script>globalThis.pwned = 0; globalThis.pwn = () => { globalThis.pwned++; };</script>";

async function nothingHappens({ page, said, asked }: OpenPage): Promise<void> {
  // What waits for a reader: things to point at, to unfold, to follow.
  await page.evaluate(() => {
    document.querySelectorAll("details").forEach((details) => (details.open = true));
    for (const element of document.querySelectorAll<HTMLElement>("main *"))
      for (const type of ["mouseover", "focus", "error", "load", "begin"]) element.dispatchEvent(new Event(type));
  });
  await page.waitForTimeout(300);
  expect(asked).toEqual([]);
  expect(await page.evaluate(() => (globalThis as { pwned?: number }).pwned ?? 0)).toBe(0);
  // A drawing with a broken number is no more than a broken drawing.
  expect(said.filter((text) => !/<\w+> attribute \w+: Expected/.test(text))).toEqual([]);
  expect(page.url()).toMatch(/^file:/);
  expect(
    await page
      .locator("main iframe, main object, main embed, main form, base, main meta, main link, main style")
      .count(),
  ).toBe(0);
  const links = await page.locator("a").evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).protocol));
  expect(links.filter((protocol) => !["https:", "http:", "file:", "mailto:", ":", ""].includes(protocol))).toEqual([]);
}

describe("a hostile notebook", () => {
  const browser = useBrowser();

  it("as it is published does nothing", async () => nothingHappens(await browser.open(publish(attacks))));

  it("does nothing even without the page's policy", async () => {
    const page = withoutPolicy(publish(attacks)).replace("<head>", `<head>${alarm}`);
    const opened = await browser.open(page);
    expect(await opened.page.evaluate(() => typeof (globalThis as { pwn?: unknown }).pwn)).toBe("function");
    await nothingHappens(opened);
  });

  it("does nothing in a thousand random mixtures, without the policy", async () => {
    const pieces = attacks.flatMap((attack) => attack.split(/(?=<)|(?<=>)|(?=")/));
    const mixture = fc
      .array(fc.constantFrom(...pieces), { minLength: 2, maxLength: 14 })
      .map((parts) => parts.join(""));
    const texts = fc.sample(mixture, { numRuns: 1000, seed: 20261122 });
    await nothingHappens(await browser.open(withoutPolicy(publish(texts)).replace("<head>", `<head>${alarm}`)));
  });

  it("would have run without the allow-list: the alarm works", async () => {
    const page = `<!doctype html><title>x</title>${alarm}<main>${attacks.slice(0, 6).join("\n")}</main>`;
    const { page: opened } = await browser.open(page);
    await opened.waitForFunction(() => (globalThis as { pwned?: number }).pwned! > 0);
  });
});
