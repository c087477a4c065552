// The runtime of a page's cells as one script (dist/live.js), and the page's own part of it (dist/live-page.js).
// Plain JavaScript, because build.mjs needs it before anything is compiled. Code that a page never uses is left out here.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { acornInPage } from "./acorn-in-page.mjs";
import { bundleScript, here, kit, kitSources } from "./script-bundle.mjs";

const require = createRequire(import.meta.url);

export const liveEntries = {
  runtime: join(here, "live", "worker", "main.ts"),
  page: join(here, "live", "page", "main.ts"),
  editor: join(here, "live", "editor", "main.ts"),
  unpacker: join(here, "live", "unpacker", "main.mjs"),
};

/** Modules of the kit that open files. In a page their functions throw an Error that says so. */
const nodeOnly = /^anycast-kit\/(files|routers|cli)$/;

const emptyIn =
  (build) =>
  (filter, contents, isFrom = () => true) => {
    const namespace = `empty-${filter.source}`;
    build.onResolve({ filter }, ({ path, importer }) =>
      isFrom(importer) ? { path, namespace, sideEffects: false } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace }, () => ({ contents, resolveDir: here }));
  };

/** Small replacements for parts of packages that a page does not need. */
export const withoutDeadWeight = {
  name: "without-dead-weight",
  setup(build) {
    const empty = emptyIn(build);
    acornInPage.setup(build);
    // zod's messages in fifty languages: 458 KB.
    empty(/\/locales\/index\.js$/, "export {};", (from) => from.includes("/zod/"));
    // Only linkedom's `<style>.sheet` needs a parser of style sheets.
    empty(/^cssomnom\/parse$/, "export const parse = () => ({ cssRules: [] });");
    // linkedom looks for a package that draws on a canvas by an exception. A page never has it, and the trace of an exception while
    // this script starts takes V8 three quarters of the start: it parses all of the script again.
    build.onResolve({ filter: /\/canvas\.cjs$/ }, () => ({
      path: join(dirname(require.resolve("linkedom/package.json")), "commonjs", "canvas-shim.cjs"),
    }));
    // Only `toString` of css-select's own nodes writes markup; linkedom's nodes write themselves.
    empty(/^dom-serializer$/, "export default () => '';", (from) => from.includes("/domutils/"));
    // sucrase checks its options; ours are constants.
    empty(/^\.\/Options$/, "export const validateOptions = () => {};", (from) => from.includes("/sucrase/"));
    // sucrase: only TypeScript is used. zod: JSON schemas are not used. (The empty functions are never called.)
    hollow(
      build,
      /\/sucrase\/dist\/esm\/(transformers\/(Flow|JSX|React|Jest|CJS|Optional|Numeric)\w*|CJSImportProcessor|parser\/plugins\/(flow|jsx\/\w+))\.js$/,
    );
    keywordTree(build);
    hollow(build, /\/zod\/v4\/(core\/(compile|to-json-schema|json-schema-\w+)|classic\/from-json-schema)\.js$/);
    // netlab's YAML is read in Jupyter; see `read` in live/worker/modules.ts.
    empty(
      /^yaml$/,
      `const no = () => { throw new Error("A page cannot read YAML: run this cell in Jupyter."); };
      export const parse = no; export const parseDocument = no; export const stringify = no; export class YAMLParseError extends Error {} export class LineCounter {}`,
    );
    // linkedom's HTML parser, on the tokenizer that the sanitiser already includes.
    build.onResolve({ filter: /^htmlparser2$/ }, () => ({ path: join(here, "live", "worker", "markup-parser.mjs") }));
    build.onResolve({ filter: /^linkedom$/ }, () => ({
      path: require.resolve("linkedom").replace(/cjs.index\.js$/, "esm/index.js"),
    }));
    // A page's frame is made in Node (kit/report); only `stripAnsi` of that folder is needed here.
    empty(/^node:crypto$/, "export const createHash = undefined;");
    build.onResolve({ filter: /^node:util$/ }, () => ({ path: require.resolve("node-inspect-extracted") }));
    build.onResolve({ filter: /^anycast-course$/ }, () => ({ path: join(here, "index.ts"), sideEffects: false }));
  },
};

/** What a lesson's cells do in Jupyter only, and the styles that a lesson's page has already. */
const withoutFormatsAndStyles = {
  name: "without-formats-and-styles",
  setup(build) {
    const empty = emptyIn(build);
    // Files are read in Jupyter: networks in XML, AS graphs packed with bzip2.
    empty(
      /^saxes$/,
      `export class SaxesParser { constructor() { throw new Error("A page cannot read XML: run this cell in Jupyter."); } }`,
    );
    empty(
      /^unbzip2-stream\//,
      `const no = () => { throw new Error("A page cannot unpack bzip2: run this cell in Jupyter."); };
      export default Object.assign(no, { array: no, simple: no, header: no, decompress: no });`,
    );
    // The page has the styles of explorers; those in an output are taken out anyway.
    build.onLoad({ filter: /\/explorers\/core\/css\.ts$/ }, () => ({
      contents: 'export const explorerCss = ""; export const explorerCssFor = () => "";',
    }));
  },
};

/** sucrase's tree of keywords, 27 numbers a node, is made of its words when it is loaded. */
function keywordTree(build) {
  build.onLoad({ filter: /\/sucrase\/dist\/esm\/parser\/tokenizer\/readWordTree\.js$/ }, () => {
    const { READ_WORD_TREE: tree } = require("sucrase/dist/parser/tokenizer/readWordTree.js");
    const words = [];
    const walk = (node, word) => {
      if (tree[node] !== -1) words.push(`${word}:${tree[node]}`);
      for (let i = 1; i < 27; i++) if (tree[node + i] !== -1) walk(tree[node + i], word + String.fromCharCode(96 + i));
    };
    walk(0, "");
    return {
      contents: `export const READ_WORD_TREE = new Int32Array(${tree.length}).fill(-1);
        let free = 27;
        for (const each of ${JSON.stringify(words.join(" "))}.split(" ")) {
          const [word, value] = each.split(":");
          let node = 0;
          for (const letter of word) {
            const at = node + letter.charCodeAt(0) - 96;
            if (READ_WORD_TREE[at] < 0) READ_WORD_TREE[at] = free, free += 27;
            node = READ_WORD_TREE[at];
          }
          READ_WORD_TREE[node] = +value;
        }`,
    };
  });
}

/** Replaces a module by one with the same exports, which do nothing. */
function hollow(build, filter) {
  build.onLoad({ filter }, ({ path }) => {
    const text = readFileSync(path, "utf8");
    const names = [
      ...text.matchAll(/^\s*export\s+(?:async\s+)?(?:function|const|let|class)\s+([A-Za-z_$][\w$]*)/gm),
    ].map(([, name]) => name);
    const rest = /^\s*export\s+default/m.test(text) ? "export default class {}" : "";
    return { contents: `${[...new Set(names)].map((name) => `export function ${name}() {}`).join("\n")}\n${rest}` };
  });
}

/** Functions that open files exist, but throw an Error that says what to do instead. */
const withoutFiles = {
  name: "without-files",
  setup(build) {
    build.onResolve({ filter: nodeOnly }, ({ path }) => ({ path, namespace: "node-only", sideEffects: false }));
    build.onLoad({ filter: /.*/, namespace: "node-only" }, ({ path }) => {
      const { values } = exportedNames(join(kit, path.split("/")[1], "index.ts"));
      const refuse = (name) =>
        `export const ${name} = () => { throw new Error(${JSON.stringify(`${name}() needs files, which a page does not have: run this cell in Jupyter.`)}); };`;
      return { contents: values.map(refuse).join("\n") };
    });
  },
};

/** In the page the ground of a map is that of a map already there, as in a page without cells; in a worker it is drawn. */
const groundOfPage = {
  name: "ground-of-page-or-drawn",
  setup(build) {
    const map = join(kit, "figures", "map");
    build.onResolve({ filter: /^\.\/outlines\.js$/ }, ({ importer }) =>
      importer.startsWith(map) ? { path: "outlines", namespace: "ground" } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: "ground" }, () => ({
      resolveDir: map,
      contents: `import { mapOutlines as drawn } from ${JSON.stringify(join(map, "outlines.ts"))};
        import { mapOutlines as ofPage } from ${JSON.stringify(join(map, "page-outlines.ts"))};
        export function mapOutlines(projection) {
          const found = "document" in globalThis ? ofPage(projection) : [];
          return found.length > 0 ? found : drawn(projection);
        }`,
    }));
  },
};

/** The names that an index.ts exports. All of ours have the form `export { a, type B } from` or `export type { C } from`. */
function exportedNames(file) {
  const text = readFileSync(file, "utf8").replace(/\/\/.*$/gm, "");
  const values = [];
  const types = [];
  for (const [, isType, list] of text.matchAll(/export\s+(type\s+)?\{([^}]*)\}/g))
    for (const each of list
      .split(",")
      .map((name) => name.trim())
      .filter(Boolean)) {
      const name = each
        .replace(/^type\s+/, "")
        .split(/\s+as\s+/)
        .at(-1);
      (isType || each.startsWith("type ") ? types : values).push(name);
    }
  for (const [, kind, name] of text.matchAll(/export\s+(?:declare\s+)?(const|function|class|interface|type)\s+(\w+)/g))
    (kind === "interface" || kind === "type" ? types : values).push(name);
  return { values, types };
}

const typeNames = () => {
  const indexes = { "anycast-course": join(here, "index.ts"), "anycast-kit": join(kit, "index.ts") };
  for (const folder of [
    "anycast",
    "figures",
    "figures/svg",
    "geo",
    "routing",
    "routing/scenario",
    "topology",
    "traffic",
  ])
    indexes[`anycast-kit/${folder}`] = join(kit, folder, "index.ts");
  return Object.fromEntries(Object.entries(indexes).map(([name, file]) => [name, exportedNames(file).types.join(" ")]));
};

/**
 * Lessons show the text of library functions (`decide.toString()`), which are minified in a page. So the bundle includes the text
 * of the functions that such cells name, as in Node: { name: "function ..." } or, for rules in a list, [{ compare: "..." }].
 */
async function shownSources() {
  const library = await import(pathToFileURL(join(kit, "dist", "index.js")).href);
  const shown = {};
  const folder = join(here, "..", "..", "notebooks");
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".ipynb")))
    for (const { cell_type, source } of JSON.parse(readFileSync(join(folder, file), "utf8")).cells) {
      const code = [source].flat().join("");
      if (cell_type !== "code" || !/\.toString\(\)|\bString\(/.test(code)) continue;
      for (const [name] of code.matchAll(/\b[a-z]\w+\b/g))
        if (Object.hasOwn(library, name)) shown[name] ??= textsIn(library[name]);
    }
  return shown;
}

const longestSource = 3000;

function textsIn(value, depth = 2) {
  if (typeof value === "function") return String(value).length > longestSource ? undefined : String(value);
  if (typeof value !== "object" || value === null || depth === 0) return undefined;
  const texts = Object.entries(value).map(([key, each]) => [key, textsIn(each, depth - 1)]);
  const found = texts.filter(([, text]) => text !== undefined);
  return found.length > 0 ? Object.fromEntries(found) : undefined;
}

/** A page only unpacks. */
const withoutEncoder = {
  name: "without-encoder",
  setup(build) {
    build.onLoad({ filter: /\/lzma1\/lib\/encoder\.js$/ }, () => ({ contents: "export class Encoder {}" }));
  },
};

/** @returns {Promise<(text: string) => Uint8Array>} what packs a text of a page with LZMA: 3 to 6 % smaller than gzip */
export async function textPacker() {
  const { compress } = await import("lzma1");
  return (text) => compress(Buffer.from(text), 9);
}

/**
 * The built runtime (dist/live.js), packed with LZMA: a sixth smaller than gzip. Packing takes seconds and only pages need it, so it
 * is done when the first page is written, and kept in a file whose name says what was packed.
 * @returns {Promise<Uint8Array>}
 */
export async function packedRuntime() {
  const dist = join(here, "dist");
  const script = readFileSync(join(dist, "live.js"));
  const file = join(dist, `live-${createHash("sha256").update(script).digest("hex").slice(0, 16)}-8.lzma`);
  if (existsSync(file)) return readFileSync(file);
  const packed = await packedAsCode(script);
  try {
    for (const old of readdirSync(dist).filter((name) => name.endsWith(".lzma"))) rmSync(join(dist, old));
    writeFileSync(`${file}.${process.pid}`, packed);
    renameSync(`${file}.${process.pid}`, file);
  } catch {
    // The folder cannot be written to: the next page is packed again.
  }
  return packed;
}

/**
 * LZMA with settings for code in one long line, which lzma1 does not offer: the whole byte before a byte is its context (lc 8), and its
 * position says nothing (pb 0). 2.6 KB of 551 less. Every decoder reads the settings from the stream's first byte.
 */
async function packedAsCode(script) {
  const part = (name) => import(pathToFileURL(join(dirname(require.resolve("lzma1")), name)).href);
  const { Encoder } = await part("encoder.js");
  const { InputBuffer, OutputBuffer } = await part("streams.js");
  const { MODES } = await part("lzma.js");
  class CodeEncoder extends Encoder {
    configure(mode) {
      super.configure(mode);
      this._numLiteralContextBits = 8;
      this._posStateBits = 0;
      this._posStateMask = 0;
    }
  }
  const output = new OutputBuffer(script.length);
  new CodeEncoder().compress(new InputBuffer(new Uint8Array(script)), output, MODES[9]);
  return new Uint8Array(output.toArray());
}

/**
 * @param {"runtime" | "page" | "editor" | "unpacker"} part the workers' script, the page's own script, the editor, or what unpacks
 *   the first
 * @param {{ metafile?: boolean }} options
 */
export async function bundleLive(part, { metafile = false } = {}) {
  const isRuntime = part === "runtime";
  return bundleScript(liveEntries[part], {
    metafile,
    loader: { ".css": "text" },
    plugins: isRuntime
      ? [groundOfPage, withoutFiles, kitSources, withoutFormatsAndStyles, withoutDeadWeight]
      : [kitSources, withoutEncoder],
    // As text: esbuild would share an object by a call in each of a thousand modules.
    define: {
      ANYCAST_TYPE_NAMES: JSON.stringify(JSON.stringify(isRuntime ? typeNames() : {})),
      ANYCAST_SOURCES: JSON.stringify(JSON.stringify(isRuntime ? await shownSources() : {})),
    },
  });
}
