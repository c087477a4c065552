import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { chromium } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { cityMap } from "../../lib/kit/figures/map/city-map.js";
import { figureCss } from "../../lib/kit/figures/css.js";
import { city } from "../../lib/kit/geo/cities.js";
import { chromiumFlags, chromiumPath, needs, repository } from "../needs.js";
import { drawExamples } from "./examples/index.js";
import { outline } from "./outline.js";

/** Bundles as lib/build.mjs does. */
async function bundle(contents: string) {
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: join(repository, "test", "figures"), loader: "ts" },
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: "iife",
    platform: "browser",
    target: ["es2022"],
    legalComments: "none",
    charset: "utf8",
    conditions: ["browser"],
    define: { "process.env.NODE_ENV": '"production"' },
  });
  return { code: outputFiles[0].text, inputs: Object.keys(metafile.inputs) };
}

describe("figures bundled for a page", () => {
  let figures: Awaited<ReturnType<typeof bundle>>;
  beforeAll(async () => {
    figures = await bundle(
      `import { mapFigure, sharesFigure, tableFigure } from "../../lib/kit/figures/index.js"; globalThis.kit = { mapFigure, sharesFigure, tableFigure };`,
    );
  });

  it("bring map, bars, tables and land in less than 50 KB compressed, and Plot (74 KB)", () => {
    expect(gzipSync(figures.code, { level: 9 }).length).toBeLessThan(50_000 + 74 * 1024);
  });

  it("leave linkedom behind: the page has a document of its own", () => {
    expect(figures.inputs.some((input) => /^[^(]*node_modules\/linkedom\//.test(input))).toBe(false);
  });

  needs("chromium").it("draw the same figure in the page as in Node", async () => {
    const { code } = await bundle(
      `import { drawExamples } from "./examples/index.js"; globalThis.drawn = drawExamples();`,
    );
    const browser = await chromium.launch({
      executablePath: chromiumPath,
      args: chromiumFlags.filter((flag) => flag !== "--headless"),
    });
    try {
      // On coarse screens Plot moves charts by half a pixel; in Node, and here, the screen is fine.
      const page = await browser.newPage({ deviceScaleFactor: 2 });
      await page.setContent("<!doctype html><title>Figures</title>");
      await page.evaluate(code);
      const drawn = await page.evaluate<ReturnType<typeof drawExamples>>("drawn");
      for (const [i, here] of drawExamples().entries()) {
        const there = drawn[i];
        expect(there.data).toEqual(here.data);
        expect(there.text).toBe(here.text);
        expect(outline(there.html)).toBe(outline(here.html));
      }
    } finally {
      await browser.close();
    }
  });

  needs("chromium").it("explain the mark of unanswered users only on a map that has some", async () => {
    const browser = await chromium.launch({
      executablePath: chromiumPath,
      args: chromiumFlags.filter((flag) => flag !== "--headless"),
    });
    try {
      const page = await browser.newPage();
      const map = (weights: Record<string, number>) =>
        cityMap({ name: "who", title: "Who", cities: [{ ...city("Delhi"), city: "Delhi", weight: 2, weights }], sites })
          .html;
      const sites = [{ ...city("London"), name: "A" }];
      const legendOf = async (weights: Record<string, number>) => {
        await page.setContent(`<style>${figureCss}</style>${map(weights)}`);
        return page.locator(".ak-legend").innerText();
      };
      expect(await legendOf({ A: 2 })).not.toContain("nobody answers");
      expect(await legendOf({ A: 1, none: 1 })).toContain("nobody answers");
    } finally {
      await browser.close();
    }
  });
});
