// The explorers as one script for a browser: all of them for notebooks (dist/browser.js), or those of one page.
// Plain JavaScript, because build.mjs needs it before anything is compiled.
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);

export const browserEntry = join(here, "browser", "main.ts");

/**
 * Plot brings colour schemes, calendars and gradient legends along: 14 KB that no figure of ours uses. Sites have colours of
 * their own (lib/kit/figures/core/site-mark.ts), and no axis shows dates. In the bundle the exports are there and do nothing.
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

/** The kit's sources, not its dist: one module must not be there twice. */
const kit = join(here, "..", "kit");
const kitSources = {
  name: "kit-sources",
  setup(build) {
    build.onResolve({ filter: /^anycast-kit(\/[a-z/-]+)?$/ }, ({ path }) => ({
      path: join(kit, ...path.split("/").slice(1), "index.ts"),
      sideEffects: false,
    }));
  },
};

/** In a page the ground of a map is found, not drawn: see lib/kit/figures/map/page-outlines.ts. */
const groundOfPage = {
  name: "ground-of-page",
  setup(build) {
    build.onResolve({ filter: /^\.\/outlines\.js$/ }, () => ({
      path: join(kit, "figures", "map", "page-outlines.ts"),
    }));
  },
};

/** Leaves out the explorers a page does not have: explorers/list.ts then lists names with nothing behind them. */
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
 * @param {{ explorers?: readonly string[] }} options names of those that are wanted; all unless given
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
    plugins: [kitSources, withoutSchemesAndCalendars, groundOfPage, ...(explorers ? [onlyExplorers(explorers)] : [])],
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
