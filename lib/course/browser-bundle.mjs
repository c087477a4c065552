// The explorers as one script for a browser: all of them for notebooks (dist/browser.js), or those of one page.
// Plain JavaScript, because build.mjs needs it before anything is compiled.
import { join } from "node:path";
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

/** No chart of the kit has tips or another mark that follows the pointer: 10 KB of Plot that would never run. */
const withoutTips = {
  name: "without-tips",
  setup(build) {
    build.onResolve({ filter: /\/(tip|pointer)\.js$/ }, ({ path, importer }) =>
      importer.includes("@observablehq") ? { path, namespace: "tips", sideEffects: false } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: "tips" }, ({ path }) => {
      const names = path.endsWith("/tip.js")
        ? ["Tip", "tip"]
        : ["pointer", "pointerX", "pointerY", "anchorX", "anchorY"];
      return { contents: names.map((name) => `export const ${name} = () => {};`).join("\n") };
    });
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
 * @param {{ explorers?: readonly string[] }} options names of the explorers to include; defaults to all
 * @returns {Promise<string>} the script
 */
export async function bundleBrowser({ explorers } = {}) {
  return bundleScript(browserEntry, {
    plugins: [
      kitSources,
      withoutSchemesAndCalendars,
      withoutTips,
      groundOfPage,
      withoutStills,
      ...(explorers ? [onlyExplorers(explorers)] : []),
    ],
  });
}
