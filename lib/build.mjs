// Builds the library: data/*.csv|json -> generated/*.ts, TypeScript -> dist/, browser entry -> dist/browser.js.
// Plain JavaScript, because it runs before anything is compiled. Steps: embed, compile, bundle.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);

/** Writes beside, then renames, and only where the bytes differ (so that incremental builds stay incremental). */
function writeIfChanged(path, text) {
  if (existsSync(path) && readFileSync(path, "utf8") === text) return;
  const beside = `${path}.${process.pid}.tmp`;
  writeFileSync(beside, text);
  renameSync(beside, path);
}

/** Each table of data/ becomes a module that exports its text: the core opens no file, and the browser has none to open. */
export function embedData() {
  const data = join(here, "..", "data");
  const out = join(here, "generated");
  mkdirSync(out, { recursive: true });
  for (const file of readdirSync(data).filter((name) => /\.(csv|json)$/.test(name))) {
    const name = file.replace(/\.\w+$/, "");
    const text = readFileSync(join(data, file), "utf8");
    writeIfChanged(
      join(out, `${name}.ts`),
      `// Made from data/${file} by lib/build.mjs.\nconst text: string = ${JSON.stringify(text)};\nexport default text;\n`,
    );
  }
}

function compile() {
  const tsc = require.resolve("typescript/bin/tsc");
  execFileSync(process.execPath, [tsc, "--project", join(here, "tsconfig.json")], { stdio: "inherit" });
}

/**
 * Plot brings colour schemes, calendars and gradient legends along: 14 KB that no figure of ours uses. Sites have colours of
 * their own (lib/figures/site-mark.ts), and no axis shows dates. In the bundle the exports are there and do nothing.
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

/** In a page the ground of a map is found, not drawn: see lib/figures/page-outlines.ts. */
const groundOfPage = {
  name: "ground-of-page",
  setup(build) {
    build.onResolve({ filter: /\/map-outlines\.js$/ }, () => ({ path: join(here, "figures", "page-outlines.ts") }));
  },
};

async function bundleBrowser() {
  const entry = join(here, "lesson", "browser", "main.ts");
  if (!existsSync(entry)) return;
  const esbuild = await import("esbuild");
  await esbuild.build({
    entryPoints: [entry],
    outfile: join(here, "dist", "browser.js"),
    bundle: true,
    minify: true,
    format: "iife",
    platform: "browser",
    target: ["es2022"],
    legalComments: "none",
    charset: "utf8",
    conditions: ["browser"],
    plugins: [withoutSchemesAndCalendars, groundOfPage],
    logOverride: { "import-is-undefined": "silent" }, // linkedom, see lib/figures/document.ts
    define: {
      "process.env.NODE_ENV": '"production"',
      "import.meta.url": '"about:blank"', // only Node reads files beside a module
      ANYCAST_VERSION: JSON.stringify(require("./package.json").version),
    },
  });
}

embedData();
if (!process.argv.includes("--data-only")) {
  try {
    compile();
  } catch {
    process.exit(1); // tsc has printed its errors
  }
  await bundleBrowser();
}
