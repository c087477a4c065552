// One script for a browser, made by esbuild with the settings that all scripts of notebooks and pages share.
// Plain JavaScript, because build.mjs needs it before anything is compiled.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const here = dirname(fileURLToPath(import.meta.url));
export const kit = join(here, "..", "kit");
const require = createRequire(import.meta.url);

/** The kit's sources, not its dist, so that no module is included twice. */
export const kitSources = {
  name: "kit-sources",
  setup(build) {
    build.onResolve({ filter: /^anycast-kit(\/[a-z/-]+)?$/ }, ({ path }) => ({
      path: join(kit, ...path.split("/").slice(1), "index.ts"),
      sideEffects: false,
    }));
  },
};

/** Where explorers are listed, with the functions that prepare them. */
const lists = ["list.ts", "prepare.ts", "index.ts"].map((name) => join(here, "explorers", name));

/** Leaves out explorers that a page does not have: the lists then have names without an implementation. */
export const onlyExplorers = (names) => ({
  name: "only-explorers",
  setup(build) {
    build.onResolve({ filter: /^\.\/[a-z-]+\/[a-z-]+\.js$/ }, ({ path, importer }) => {
      const name = basename(dirname(path));
      if (!lists.includes(importer) || name === "core" || names.includes(name)) return undefined;
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
});

/**
 * Plot makes its formatter of numbers when it is loaded, before anything is drawn: a tenth of the start of a page's explorers. Here it
 * is made with the first number; Plot itself keeps it.
 */
const formatterWhenNeeded = {
  name: "formatter-when-needed",
  setup(build) {
    build.onLoad({ filter: /@observablehq\/plot\/src\/format\.js$/ }, ({ path }) => {
      const text = readFileSync(path, "utf8");
      const contents = text
        .replace("const format = numberFormat(locale);", "")
        .replace("? format.format(i)", "? numberFormat(locale).format(i)");
      if (contents === text) throw new Error(`${path} makes its format of numbers in another way now.`);
      return { contents };
    });
  },
};

/**
 * @param {string} entry its first module
 * @param {{ metafile?: boolean, plugins: readonly import("esbuild").Plugin[] } & import("esbuild").BuildOptions} options beyond the
 *   shared ones; `define` is added to theirs
 * @returns {Promise<string>} the script; with `metafile`, esbuild's result
 */
export async function bundleScript(entry, { metafile = false, define = {}, ...options }) {
  const esbuild = await import("esbuild");
  const result = await esbuild.build({
    entryPoints: [entry],
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
    logOverride: { "import-is-undefined": "silent" }, // linkedom, see lib/kit/figures/svg/document.ts
    define: {
      "process.env.NODE_ENV": '"production"',
      "import.meta.url": '"about:blank"', // only in Node do modules read files beside them
      "window.devicePixelRatio": "2", // Plot moves lines by half a pixel on coarse screens: pages would differ from Node
      ANYCAST_VERSION: JSON.stringify(require("./package.json").version),
      ...define,
    },
    ...options,
    plugins: [formatterWhenNeeded, ...options.plugins],
  });
  return metafile ? result : smaller(result.outputFiles[0].text);
}

/** A second minifier: it joins and leaves out what esbuild keeps, 4 % of a page when compressed. */
async function smaller(script) {
  const { minify } = await import("rolldown/utils");
  const { code, errors } = await minify("script.js", script, {
    compress: { target: "es2022", maxIterations: 10 },
    mangle: { toplevel: true },
    codegen: { removeWhitespace: true, legalComments: "none" },
  });
  if (errors.length > 0)
    throw new Error(`A script cannot be minified: ${errors.map(({ message }) => message).join("; ")}`);
  return code;
}
