// The explorers as one script for a browser: all of them for notebooks (dist/browser.js), or those of one page.
// Plain JavaScript, because build.mjs needs it before anything is compiled.
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);

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

/** The kit's sources, not its dist, so that no module is included twice. */
const kit = join(here, "..", "kit");
export const kitSources = {
  name: "kit-sources",
  setup(build) {
    build.onResolve({ filter: /^anycast-kit(\/[a-z/-]+)?$/ }, ({ path }) => ({
      path: join(kit, ...path.split("/").slice(1), "index.ts"),
      sideEffects: false,
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

/** Leaves out explorers that a page does not have: explorers/list.ts then lists names without an implementation. */
const onlyExplorers = (names) => ({
  name: "only-explorers",
  setup(build) {
    build.onResolve({ filter: /^\.\/[a-z-]+\/index\.js$/ }, ({ path, importer }) => {
      const name = basename(dirname(path));
      const isListed = importer === join(here, "explorers", "list.ts") && name !== "core";
      return isListed && !names.includes(name) ? { path: name, namespace: "absent", sideEffects: false } : undefined;
    });
    build.onLoad({ filter: /.*/, namespace: "absent" }, ({ path: name }) => {
      const variable = name.replace(/-(\w)/g, (_dash, letter) => letter.toUpperCase());
      return { contents: `export const ${variable} = { name: ${JSON.stringify(name)} };` };
    });
  },
});

/**
 * @param {{ explorers?: readonly string[] }} options names of the explorers to include; defaults to all
 * @returns {Promise<string>} the script
 */
export async function bundleBrowser({ explorers } = {}) {
  const esbuild = await import("esbuild");
  const { outputFiles } = await esbuild.build({
    entryPoints: [browserEntry],
    write: false,
    bundle: true,
    minify: true,
    format: "iife",
    platform: "browser",
    target: ["es2022"],
    legalComments: "none",
    charset: "utf8",
    conditions: ["browser"],
    plugins: [
      kitSources,
      withoutSchemesAndCalendars,
      groundOfPage,
      withoutStills,
      ...(explorers ? [onlyExplorers(explorers)] : []),
    ],
    logOverride: { "import-is-undefined": "silent" }, // linkedom, see lib/kit/figures/svg/document.ts
    define: {
      "process.env.NODE_ENV": '"production"',
      "import.meta.url": '"about:blank"', // only Node reads files beside a module
      "window.devicePixelRatio": "2", // Plot moves lines by half a pixel on coarse screens: pages would differ from Node
      ANYCAST_VERSION: JSON.stringify(require("./package.json").version),
    },
  });
  return outputFiles[0].text;
}
