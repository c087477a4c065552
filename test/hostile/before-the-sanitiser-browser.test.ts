// The same places in Chromium, with the page's policy and without it: nothing runs, nothing is asked for, the page stays.
import { expect } from "vitest";
import { publishLesson } from "../../lib/course/publish/index.js";
import { useBrowser } from "../browser/open-page.js";
import { needs } from "../needs.js";
import { breakouts, hostileCells, hostileNotebook } from "./before-the-sanitiser.js";

const { describe, it } = needs("chromium");
const alarm = "<script>globalThis.pwned = 0; globalThis.pwn = () => { globalThis.pwned++; };</script>";
const withoutPolicy = (page: string) =>
  page.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, "").replace("<head>", () => `<head>${alarm}`);

describe("markup in what is read before the sanitiser", () => {
  const browser = useBrowser();
  const pages = breakouts.map((evil) => [
    evil,
    publishLesson({ notebook: hostileNotebook(hostileCells(), evil), file: "1-hostile.ipynb" }).html,
  ]);

  it.each(pages)("does nothing in Chromium (metadata: %s)", async (_evil, html) => {
    for (const page of [html, withoutPolicy(html)]) {
      const opened = await browser.open(page);
      await opened.page.evaluate(() => document.querySelectorAll("details").forEach((each) => (each.open = true)));
      await opened.page.waitForTimeout(200);
      expect(opened.asked).toEqual([]);
      expect(opened.page.url()).toMatch(/^file:.*page\.html$/);
      expect(await opened.page.evaluate(() => (globalThis as { pwned?: number }).pwned ?? 0)).toBe(0);
      expect(await opened.page.locator("body :is(meta, base, iframe, [onerror], [onload], [onfocus])").count()).toBe(0);
      await opened.page.close();
    }
  });
});
