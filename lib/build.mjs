// Builds both packages: data/*.csv|json -> generated/*.ts, TypeScript -> dist/, small packages -> kit/dist/packages/, dist/ ->
// dist/node/, browser entry -> course/dist/browser.js.
// Plain JavaScript, because it runs before anything is compiled. Steps: embed, compile, inline, bundle. With --no-check types are
// not checked, which takes half the time: for a learner's first start. `npm test` checks them.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { browserEntry, bundleBrowser } from "./course/browser-bundle.mjs";
import { bundleLive } from "./course/live-bundle.mjs";
import { bundlePlayer, bundlePlayground } from "./course/playground-bundle.mjs";
import { inlinedPackages, inlinePackages } from "./inlined-packages.mjs";
import { bundleForNode } from "./node-bundle.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);

/** Writes beside, then renames, and only where the bytes differ (so that incremental builds stay incremental). */
function writeIfChanged(path, text) {
  if (existsSync(path) && readFileSync(path, "utf8") === text) return;
  const beside = `${path}.${process.pid}.tmp`;
  writeFileSync(beside, text);
  renameSync(beside, path);
}

/** Tables that only the course reads; all others belong to the kit. */
const courseTables = ["deployments", "kernel-validation", "peering-muxes", "published", "validation"];

/** Pages carry some of the tables. What no lesson shows of them stays in data/: a replacer for JSON.stringify leaves it out. */
const forPages = { deployments: (key, value) => (key === "source" ? undefined : value) };

/** Each table of data/ becomes a module that exports its text: the core opens no file, and the browser has none to open. */
export function embedData() {
  const data = join(here, "..", "data");
  for (const file of readdirSync(data).filter((name) => /\.(csv|json)$/.test(name))) {
    const name = file.replace(/\.\w+$/, "");
    const out = join(here, courseTables.includes(name) ? "course" : "kit", "generated");
    mkdirSync(out, { recursive: true });
    const table = readFileSync(join(data, file), "utf8");
    const text = file.endsWith(".json") ? JSON.stringify(JSON.parse(table), forPages[name]) : table;
    writeIfChanged(
      join(out, `${name}.ts`),
      `// Made from data/${file} by lib/build.mjs.\nconst text: string = ${JSON.stringify(text)};\nexport default text;\n`,
    );
  }
}

/** The course after the kit: it is checked against the kit's declarations. @returns whether it compiles; tsc prints its errors */
function compile(name) {
  const tsc = require.resolve("typescript/bin/tsc");
  const options = process.argv.includes("--no-check") ? ["--noCheck"] : [];
  const words = [tsc, "--project", join(here, name, "tsconfig.json"), ...options];
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, words, { stdio: "inherit" });
    child.on("error", fail);
    child.on("close", (code) => done(code === 0));
  });
}

/** Removes what was compiled from a source that is gone: it would be packed, and an import of it would still resolve. */
function pruneDist(folder) {
  const dist = join(folder, "dist");
  for (const path of readdirSync(dist, { recursive: true })) {
    const source = /^(.+)\.(?:js|js\.map|d\.ts)$/.exec(path)?.[1];
    if (bundled.test(path) || path === "browser.js") continue;
    if (source && !existsSync(join(folder, `${source}.ts`))) rmSync(join(dist, path));
  }
}

const bundled = /^(node|types|packages)[/\\]/;

/**
 * What Node and the kernel's compiler load: node-bundle.mjs.
 * @param inlined packages that become part of this one: inlined-packages.mjs
 */
async function writeNodeBundle(folder, inlined = new Map()) {
  const dist = join(folder, "dist");
  const files = new Map([...(await inlinePackages(folder, inlined)), ...(await bundleForNode(folder, inlined))]);
  for (const [name, text] of files) {
    mkdirSync(dirname(join(dist, name)), { recursive: true });
    writeIfChanged(join(dist, name), text);
  }
  for (const path of readdirSync(dist, { recursive: true }))
    if (bundled.test(path) && /\.\w+$/.test(path) && !files.has(path.replaceAll("\\", "/"))) rmSync(join(dist, path));
}

async function writeBundle() {
  if (!existsSync(browserEntry)) return;
  const scripts = { browser: bundleBrowser(), live: bundleLive("runtime"), "live-page": bundleLive("page"), "live-editor": bundleLive("editor"), "live-unpacker": bundleLive("unpacker"), "playground-page": bundlePlayground("page"), "playground-worker": bundlePlayground("worker"), "playground-player": bundlePlayer() }; // prettier-ignore
  for (const [name, script] of Object.entries(scripts))
    writeIfChanged(join(here, "course", "dist", `${name}.js`), await script);
}

embedData();
if (!process.argv.includes("--data-only")) {
  if (!(await compile("kit"))) process.exit(1);
  pruneDist(join(here, "kit"));
  // The course is compiled by another process while this one bundles the kit.
  const course = compile("course");
  await writeNodeBundle(join(here, "kit"), inlinedPackages(join(here, "kit")));
  if (!(await course)) process.exit(1);
  pruneDist(join(here, "course"));
  await writeNodeBundle(join(here, "course"));
  await writeBundle();
}
