// The playground's scripts: its page, its worker, and the player of the lessons (dist/playground-*.js).
// Plain JavaScript, because build.mjs needs it before anything is compiled.
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleBrowser, kitSources } from "./browser-bundle.mjs";
import { withoutDeadWeight } from "./live-bundle.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);

export const playgroundEntries = {
  page: join(here, "playground", "page", "main.ts"),
  worker: join(here, "playground", "compute", "main.ts"),
};

/** Of the explorers only the player is here: the lists of explorers and of their schemas name no other. */
const onlyThePlayer = {
  name: "only-the-player",
  setup(build) {
    const lists = ["list.ts", "prepare.ts", "index.ts"].map((name) => join(here, "explorers", name));
    build.onResolve({ filter: /^\.\/[a-z-]+\/[a-z-]+\.js$/ }, ({ path, importer }) => {
      const name = basename(dirname(path));
      if (!lists.includes(importer) || name === "core" || name === "player") return undefined;
      return { path: name, namespace: "absent", sideEffects: false };
    });
    build.onLoad({ filter: /.*/, namespace: "absent" }, ({ path: name }) => {
      const variable = name.replace(/-(\w)/g, (_dash, letter) => letter.toUpperCase());
      const prepare = `prepare${variable[0].toUpperCase()}${variable.slice(1)}`;
      const others = name === "designs" ? "export const prepareResolverError = undefined;" : "";
      return {
        contents: `export const ${variable} = { name: ${JSON.stringify(name)} }; export const ${prepare} = undefined; ${others}
          export const tooBigGrid = undefined;`,
      };
    });
  },
};

/**
 * @param {"page" | "worker"} part
 * @param {{ metafile?: boolean }} options
 */
export async function bundlePlayground(part, { metafile = false } = {}) {
  const esbuild = await import("esbuild");
  const result = await esbuild.build({
    entryPoints: [playgroundEntries[part]],
    write: false,
    metafile,
    bundle: true,
    minify: true,
    format: "iife",
    platform: "browser",
    target: ["es2022"],
    legalComments: "none",
    charset: "utf8",
    conditions: ["browser"],
    plugins: part === "page" ? [kitSources, onlyThePlayer] : [kitSources, withoutDeadWeight],
    logOverride: { "import-is-undefined": "silent" }, // linkedom, see lib/kit/figures/svg/document.ts
    define: {
      "process.env.NODE_ENV": '"production"',
      "import.meta.url": '"about:blank"', // only in Node do modules read files beside them
      ANYCAST_VERSION: JSON.stringify(require("./package.json").version),
    },
  });
  return metafile ? result : result.outputFiles[0].text;
}

/** The runtime of the lessons' pages with the player alone. */
export const bundlePlayer = () => bundleBrowser({ explorers: ["player"] });
