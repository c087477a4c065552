// The explorers as one script for a browser: all of them for notebooks (dist/browser.js), or those of one page.
// Plain JavaScript, because build.mjs needs it before anything is compiled.
import { basename, join } from "node:path";
import { bundleScript, here, kit, kitSources, onlyExplorers } from "./script-bundle.mjs";

export const browserEntry = join(here, "browser", "main.ts");

/**
 * Plot includes colour schemes, calendars and gradient legends: 14 KB that no figure of the kit uses. Sites have their own
 * colours (lib/kit/figures/core/site-mark.ts), and no axis shows dates. The bundle replaces these exports with stubs.
 */
const withoutSchemesAndCalendars = {
  name: "without-schemes-and-calendars",
  setup(build) {
    build.onResolve({ filter: /^d3-(scale-chromatic|time|time-format|axis)$/ }, ({ path }) => ({
      path,
      namespace: "empty",
      sideEffects: false,
    }));
    build.onLoad({ filter: /.*/, namespace: "empty" }, async ({ path }) => {
      const names = Object.keys(await import(path)).filter((name) => name !== "default");
      return { contents: names.map((name) => `export const ${name} = () => {};`).join("\n") };
    });
  },
};

/** Parts of Plot that no chart of the kit uses, with what they export: marks that follow the pointer, markers on lines, and legends. */
const unused = {
  tip: ["Tip", "tip"],
  pointer: ["pointer", "pointerX", "pointerY", "anchorX", "anchorY"],
  swatches: ["legendSwatches", "legendSymbols"],
  ramp: ["legendRamp"],
  marker: ["markers", "applyMarkers", "applyGroupedMarkers"],
};

const withoutUnusedParts = {
  name: "without-unused-parts",
  setup(build) {
    build.onResolve({ filter: /\/(tip|pointer|swatches|ramp|marker)\.js$/ }, ({ path, importer }) =>
      importer.includes("@observablehq") ? { path, namespace: "unused", sideEffects: false } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: "unused" }, ({ path }) => ({
      contents: unused[basename(path, ".js")].map((name) => `export const ${name} = () => {};`).join("\n"),
    }));
  },
};

/** In a page the ground of a map is taken from the page, not drawn: see lib/kit/figures/map/page-outlines.ts. */
const groundOfPage = {
  name: "ground-of-page",
  setup(build) {
    build.onResolve({ filter: /^\.\/outlines\.js$/ }, () => ({
      path: join(kit, "figures", "map", "page-outlines.ts"),
    }));
  },
};

/** The player's stills are drawn in Node; in a browser only what moves is redrawn: see lib/course/explorers/player/explorer.ts. */
const withoutStills = {
  name: "without-stills",
  setup(build) {
    build.onResolve({ filter: /^\.\/still\.js$/ }, ({ path }) => ({ path, namespace: "still", sideEffects: false }));
    build.onLoad({ filter: /.*/, namespace: "still" }, () => ({ contents: "export const stillFigure = () => {};" }));
  },
};

/**
 * Explorers have Internets of 2,000 ASes, where solving several prefixes in one pass saves little: 3 KB. Without it each prefix is
 * solved alone, with the same result.
 */
const onePrefixAtATime = {
  name: "one-prefix-at-a-time",
  setup(build) {
    build.onLoad({ filter: /\/fast\/phases\/together\.ts$/ }, () => ({
      contents: "export const solveTogether = () => undefined;",
    }));
  },
};

/**
 * @param {{ explorers?: readonly string[] }} options names of the explorers to include; defaults to all
 * @returns {Promise<string>} the script
 */
export async function bundleBrowser({ explorers } = {}) {
  return bundleScript(browserEntry, {
    plugins: [
      kitSources,
      withoutSchemesAndCalendars,
      withoutUnusedParts,
      groundOfPage,
      withoutStills,
      onePrefixAtATime,
      ...(explorers ? [onlyExplorers(explorers)] : []),
    ],
  });
}
