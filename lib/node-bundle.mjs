// The library as Node loads it: dist/node/, a few files in place of some hundred, so that an import is quick. Bundlers take the
// single modules in dist/ (package.json, "exports"). The text of functions stays as it was compiled: lessons show it.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { rollup } from "rollup";
import { packageOf } from "./inlined-packages.mjs";
import { fileOf, packageFiles } from "./package-files.mjs";

/**
 * Packages that are loaded when their first function is called. A module cannot be imported later without an `await`, and most
 * functions of the library have none: so `require` loads them. The packages that draw, and graphology's algorithms, become one
 * CommonJS file each.
 */
const ownFiles = ["@observablehq/plot", "d3", "linkedom", "graphology-components", "graphology-metrics/centrality/index.js", "graphology-shortest-path", "graphology-traversal"]; // prettier-ignore
const rarely = ["yaml", "saxes"];
const isLater = (id) => ownFiles.includes(id) || rarely.includes(id);

/** Packages of many small modules, which are needed at once: one file each. */
const joined = /^(zod|pure-rand|tinyqueue)(\/|$)/;

/**
 * @param {string} folder of the package: it holds package.json, and dist/ as tsc wrote it
 * @param {ReadonlyMap<string, unknown>} inlined packages that dist/ imports from dist/packages/: inlined-packages.mjs
 * @returns {Promise<Map<string, string>>} files below dist/: node/, and types/, the doors' declarations without what is behind them
 */
export async function bundleForNode(folder, inlined = new Map()) {
  const dist = join(folder, "dist");
  const { exports } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const doors = Object.values(exports).flatMap(({ node }) => (node ? [relative("dist/node", node).slice(0, -3)] : []));
  return new Map([...(await scripts(folder, dist, doors, inlined)), ...(await declarations(dist, doors))]);
}

const inputs = (dist, doors, extension) =>
  Object.fromEntries(doors.map((door) => [door, join(dist, `${door}${extension}`)]));
const isPackage = (id) => !/^[./\0]/.test(id);
const onwarn = ({ code, message }) => {
  if (code !== "PLUGIN_WARNING") throw new Error(`${code}: ${message}`); // a type without a name at a door is not lost
};

async function scripts(folder, dist, doors, inlined) {
  const out = join(dist, "node");
  const many = new Set();
  const bundle = await rollup({
    input: inputs(dist, doors, ".js"),
    external: (id) => isPackage(id) && !isLater(id) && !joined.test(id),
    treeshake: { moduleSideEffects: false },
    plugins: [
      compiled(dist),
      byTheirNames(inlined),
      loadedLater,
      joinedPackages(dist, many),
      placesAsBefore(dist, out),
      namesAsWritten,
    ],
    onwarn,
  });
  const { output } = await bundle.generate({
    dir: out,
    format: "es",
    sourcemap: true,
    chunkFileNames: "chunks/[name].js",
    manualChunks: (id) => layerOf(dist, id),
    hoistTransitiveImports: false,
    generatedCode: "es2015",
  });
  await bundle.close();
  const files = new Map();
  for (const { type, fileName, code, map, modules = {} } of output) {
    if (type === "asset") continue;
    files.set(`node/${fileName}`, code);
    files.set(`node/${fileName}.map`, map.toString());
    for (const [id, { renderedExports }] of Object.entries(modules)) {
      const name = id.slice(later.length);
      if (!id.startsWith(later) || !ownFiles.includes(name)) continue;
      const contents = `export { ${renderedExports.join(", ")} } from ${JSON.stringify(name)};`;
      const [[, text]] = await packageFiles(folder, { stdin: { contents, resolveDir: folder }, format: "cjs" });
      files.set(`node/${fileOf(name, ".cjs")}`, text);
    }
  }
  const chunks = output.flatMap(({ code }) => code ?? []);
  const whole = {};
  for (const id of many) {
    const members = membersUsed(chunks, fileOf(id, ".js"));
    if (members === undefined) whole[fileOf(id, "")] = id;
    else {
      // By itself: a file shared with another package would hold what that one needs as well.
      const contents = `export { ${members.join(", ")} } from ${JSON.stringify(id)};`;
      const [[, text]] = await packageFiles(folder, { stdin: { contents, resolveDir: folder }, format: "esm" });
      files.set(`node/${fileOf(id, ".js")}`, text);
    }
  }
  if (Object.keys(whole).length > 0)
    for (const [name, text] of await packageFiles(folder, { entryPoints: whole, format: "esm", splitting: true }))
      files.set(`node/${name}`, text);
  return files;
}

/**
 * The members that chunks use of a package which they import as one namespace; undefined if they import it in another way. zod/mini
 * is made to be cut down to them. A namespace must not be passed on as a value.
 */
function membersUsed(chunks, file) {
  const members = new Set();
  const imports = new RegExp(`^import (.+) from '[^']*${file.replaceAll(".", "\\.")}';$`, "gm");
  for (const code of chunks)
    for (const [, what] of code.matchAll(imports)) {
      const name = /^\* as (\w+)$/.exec(what)?.[1];
      if (name === undefined) return undefined;
      for (const [, member] of code.matchAll(new RegExp(`(?<![\\w$.])${name}\\.([A-Za-z_$][\\w$]*)`, "g")))
        members.add(member);
    }
  return members.size > 0 ? [...members].sort() : undefined;
}

/** The kernel's compiler reads them before its first cell: a third of the text, in a tenth of the files. */
async function declarations(dist, doors) {
  const { dts } = await import("rollup-plugin-dts");
  const bundle = await rollup({
    input: inputs(dist, doors, ".d.ts"),
    external: isPackage,
    plugins: [dts()],
    onwarn: (warning) => warning.code === "UNUSED_EXTERNAL_IMPORT" || onwarn(warning),
  });
  const { output } = await bundle.generate({
    format: "es",
    entryFileNames: "[name].d.ts",
    chunkFileNames: ({ name }) => `chunks/${name.replace(/\.d$/, "")}.d.ts`,
  });
  await bundle.close();
  return output.map(({ fileName, code }) => [`types/${fileName}`, code]);
}

/** What tsc has written, with its source maps. */
const compiled = (dist) => ({
  name: "compiled",
  load(id) {
    if (!id.startsWith(dist)) return null;
    const code = readFileSync(id, "utf8").replace(/\n\/\/# sourceMappingURL=\S+\s*$/, "\n");
    return { code, map: existsSync(`${id}.map`) ? JSON.parse(readFileSync(`${id}.map`, "utf8")) : null };
  },
});

/** Modules in dist/packages/ are the packages again: here they become other files. */
const byTheirNames = (inlined) => ({
  name: "by-their-names",
  resolveId(id, importer) {
    const name = packageOf(inlined, id);
    return name === undefined ? null : this.resolve(name, importer, { skipSelf: true });
  },
});

const later = "\0later:";

/** In place of a package that is loaded later: functions of the same names, which load it when they are first called. */
const loadedLater = {
  name: "loaded-later",
  resolveId: (id) => (isLater(id) ? later + id : null),
  async load(id) {
    if (!id.startsWith(later)) return null;
    const name = id.slice(later.length);
    const names = Object.keys(await import(name)).filter((each) => /^\w+$/.test(each) && each !== "default");
    const file = ownFiles.includes(name) ? `./${fileOf(name, ".cjs")}` : name;
    return [
      'import { createRequire } from "node:module";',
      `let found; const load = () => (found ??= createRequire(import.meta.url)(${JSON.stringify(file)}));`,
      "const call = (name, isNew, values) => (isNew ? Reflect.construct(load()[name], values) : load()[name](...values));",
      ...names.map(
        (each) => `export function ${each}(...values) { return call("${each}", new.target !== undefined, values); }`,
      ),
    ].join("\n");
  },
};

/** Notes the packages that are joined, and says where their files are. */
const joinedPackages = (dist, many) => ({
  name: "joined-packages",
  resolveId(id) {
    if (!joined.test(id)) return null;
    many.add(id);
    // Rollup takes the place relative to what it reads, dist/, as relative to what it writes, dist/node/.
    return { id: join(dist, fileOf(id, ".js")), external: "relative", moduleSideEffects: false };
  },
});

/** `import.meta.url` of a module stays the address of its own file in dist/: files lie beside it. */
const placesAsBefore = (dist, out) => ({
  name: "places-as-before",
  resolveImportMeta(property, { chunkId, moduleId }) {
    if (property !== "url") return null;
    const place = moduleId.startsWith("\0") ? join(out, "index.js") : moduleId;
    const path = relative(dirname(join(out, chunkId)), place)
      .split(sep)
      .join("/");
    return `new URL(${JSON.stringify(path.startsWith(".") ? path : `./${path}`)}, import.meta.url).href`;
  },
});

/** In one file two functions cannot both be `site`. Rollup calls the second `site$1`; for `console.log` and stacks it stays `site`. */
const namesAsWritten = {
  name: "names-as-written",
  renderChunk(code) {
    const found = code.matchAll(/^(?:async )?(?:function\*?|class|const) ((\w+)\$\d+)\b/gm);
    const pairs = [...found].map(([, variable, name]) => `[${variable}, "${name}"]`);
    if (pairs.length === 0) return null;
    const rename =
      'if (typeof value === "function") Object.defineProperty(value, "name", { value: name, configurable: true });';
    return { code: `${code}\nfor (const [value, name] of [${pairs.join(", ")}]) ${rename}\n`, map: null };
  },
};

/** One file of each folder of the library, so that a door does not load what is behind the others. */
function layerOf(dist, id) {
  const [layer, file] = relative(dist, id).split(sep);
  return id.startsWith(dist) && file !== undefined ? layer : undefined;
}
