// The whole path in Firefox: a page from a file, without network, whose cells run, fail, stop and come back.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect } from "vitest";
import { besideOthers } from "../beside-others.js";
import { needs } from "../needs.js";
import { code, markdown, notebook } from "../publish/lesson-notebook.js";
import { startFirefox, type Firefox } from "./firefox.js";
import { livePage } from "./live-page.js";

const { describe, it } = needs("chromium", "firefox"); // with the other tests of browsers

/** In the page: clicks Run and waits for the end. */
const helpers = `
const done = arguments[0];
const wait = (ms) => new Promise((each) => setTimeout(each, ms));
const cell = (id) => document.querySelector('[data-cell="' + id + '"]');
const ended = async (id) => { while (!["ran", "failed", "stopped"].includes(cell(id).dataset.state)) await wait(10); };
const run = async (id) => { cell(id).querySelector(".live-run").click(); await wait(20); await ended(id); return [cell(id).dataset.state, cell(id).querySelector("[data-outputs]").innerText]; };
`;
const script = (body: string) => `${helpers} (async () => { ${body} })().then(done, (error) => done(String(error)));`;

describe("a live page in Firefox", () => {
  let firefox: Firefox;
  const folder = mkdtempSync(join(tmpdir(), "anycast-firefox-page-"));
  const url = (name: string) => pathToFileURL(join(folder, name)).href;

  beforeAll(async () => {
    const cells = {
      imports: 'import { show } from "anycast-course";\nimport { providerNetwork, sharesFigure } from "anycast-kit";',
      value: "const rate: number = 0.5; // typed",
      use: "[rate, providerNetwork('abilene').routers.length]",
      figure: 'show(sharesFigure([{ site: "A", clients: 3, share: 1 }], { name: "s", title: "All to A" }));',
      fails: "const nothing = undefined as unknown as { name: string };\nnothing.name;",
      loop: "for (;;) {}",
    };
    const all = Object.entries(cells).map(([id, source]) => code(id, source));
    const { html } = await livePage(notebook([markdown("title", "# Small\n\nA lesson."), ...all]), "small.ipynb");
    writeFileSync(join(folder, "one.html"), html);
    writeFileSync(join(folder, "two.html"), html);
    firefox = await startFirefox();
    await firefox.open(url("one.html"));
  });
  afterAll(async () => {
    await firefox?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("runs a cell with what it needs, draws a figure, and says of an error the learner's line", async () => {
    expect(await firefox.run(script('return run("use");'))).toEqual(["ran", "[ 0.5, 11 ]"]);
    const [state, figure] = (await firefox.run(script('return run("figure");'))) as string[];
    expect([state, figure.includes("All to A")]).toEqual(["ran", true]);
    const [failed, words] = (await firefox.run(script('return run("fails");'))) as string[];
    expect(failed).toBe("failed");
    expect(words).toContain("cell [5], line 2, column");
    expect(words).toContain("    2 | nothing.name;");
    expect(words).toContain("TypeError: ");
  });

  it("stops an endless loop within half a second, and later runs work", async () => {
    const took = await firefox.run(
      script(`cell("loop").querySelector(".live-run").click();
        while (cell("loop").dataset.state !== "running") await wait(10);
        await wait(300);
        const begin = performance.now();
        cell("loop").querySelector(".live-run").click();
        await ended("loop");
        return performance.now() - begin;`),
    );
    expect(took).toBeLessThan(besideOthers(500));
    expect(await firefox.run(script('return run("use");'))).toEqual(["ran", "[ 0.5, 11 ]"]);
  });

  it("keeps an edit over a reload, and shares it with another file of the same lesson", async () => {
    await firefox.run(
      script(`[...cell("value").querySelectorAll("button")].find((each) => each.textContent === "Edit").click();
        while (!cell("value").querySelector("textarea")) await wait(10);
        const area = cell("value").querySelector("textarea");
        area.value = "const rate = 0.25;";
        area.dispatchEvent(new Event("input", { bubbles: true }));
        await wait(50);`),
    );
    // Files of one folder share their storage in this Firefox, as in Chromium.
    await firefox.open(url("two.html"));
    expect(await firefox.run(script('return cell("value").querySelector("code").textContent;'))).toBe(
      "const rate = 0.25;",
    );
    expect(await firefox.run(script('return run("use");'))).toEqual(["ran", "[ 0.25, 11 ]"]);
  });
});
