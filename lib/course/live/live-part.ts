// The parts of a live page beside its text: the page's own script and, compressed for later use, the runtime with what unpacks it,
// the editor and the learner's copy of the notebook. The same input always gives the same bytes.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import type { Notebook } from "../notebook/index.js";
import { liveCss } from "./css.js";

export interface LivePart {
  /** Runs in the page; its hash is in the policy. */
  readonly script: string;
  /** Inert script elements. @param shown the code that the page shows, by cell: the notebook in the page is without it */
  readonly packs: (shown: ReadonlyMap<string, string>) => string;
  readonly css: string;
  /** The nonce by which the policy admits a script beside the page; absent if the page carries everything. */
  readonly beside?: string;
}

/** The script that pages of one folder share; see page/unpack.ts. */
export const runtimeFile = "live-runtime.js";

const built = new URL(import.meta.url.endsWith(".ts") ? "../dist/" : "../", import.meta.url);
const read = (name: string) => readFile(new URL(name, built), "utf8");

interface Scripts {
  readonly script: string;
  readonly editor: string;
  readonly unpacker: string;
  readonly runtime: string;
  readonly packText: (text: string) => Uint8Array;
}

let scripts: Promise<Scripts> | undefined;

/**
 * @param copy the notebook that the reader may see: for a lesson, the learner's copy
 * @param options.sharedRuntime whether the runtime is a file beside the page
 * @throws Error if the scripts are not built
 */
export async function livePart(
  copy: Notebook,
  { sharedRuntime = false }: { readonly sharedRuntime?: boolean } = {},
): Promise<LivePart> {
  const { script, editor, packText } = await (scripts ??= readScripts());
  // Compact: the lines of a notebook file would be 4 % more. A download has them (page/notebook-file.ts).
  const notebook = (shown: ReadonlyMap<string, string>) =>
    JSON.stringify({ ...copy, cells: copy.cells.map((cell) => withoutShown(withoutOutputs(cell), shown)) });
  const { packs: runtime, beside } = await runtimePacks(notebook(new Map()), { sharedRuntime });
  const packs = (shown: ReadonlyMap<string, string>) =>
    [packed("notebook", packText(notebook(shown))), editor, runtime].join("\n");
  const parts = { script, packs, css: liveCss };
  return beside === undefined ? parts : { ...parts, beside };
}

/**
 * The runtime that runs cells, and what unpacks it.
 * @param seed of the nonce: what else the page carries
 * @throws Error if the scripts are not built
 */
export async function runtimePacks(
  seed: string,
  { sharedRuntime = false }: { readonly sharedRuntime?: boolean } = {},
): Promise<{ readonly packs: string; readonly beside?: string }> {
  const { unpacker, runtime } = await (scripts ??= readScripts());
  if (!sharedRuntime) return { packs: [unpacker, runtime].join("\n") };
  // Browsers do not check the hash of a script loaded from a file. So a nonce admits the script, and the page checks its hash.
  const hash = digest(packedText(runtime));
  const nonce = digest(seed + hash)
    .slice(0, 24)
    .replace(/[^A-Za-z0-9]/g, "0");
  const place = `<meta name="live-runtime" content="${runtimeFile} ${nonce} ${hash}">`;
  return { packs: [place, unpacker].join("\n"), beside: nonce };
}

/** Text of the file that pages share. It passes the packed runtime to the page that loads it. */
export async function sharedRuntimeScript(): Promise<string> {
  const { runtime } = await (scripts ??= readScripts());
  return `globalThis.__anycastRuntime=${JSON.stringify(packedText(runtime))};\n`;
}

interface Bundler {
  packedRuntime(): Promise<Uint8Array>;
  textPacker(): Promise<(text: string) => Uint8Array>;
}

async function readScripts(): Promise<Scripts> {
  const [script, editor, unpacker] = await Promise.all(
    ["live-page.js", "live-editor.js", "live-unpacker.js"].map(read),
  );
  const bundler = (await import(new URL("../live-bundle.mjs", built).href)) as Bundler;
  const [runtime, packText] = await Promise.all([bundler.packedRuntime(), bundler.textPacker()]);
  return {
    script: script.trim(),
    editor: packed("editor", packText(editor)),
    unpacker: pack("unpacker", unpacker),
    runtime: packed("runtime", runtime),
    packText,
  };
}

const packedText = (element: string): string => /<script[^>]*>([^<]*)<\/script>/.exec(element)![1];
const digest = (text: string): string => createHash("sha256").update(text).digest("base64");

const gzip = (text: string): Buffer => gzipSync(text, { level: 9 });

/** A script as an inert element: compressed by gzip, to be unpacked by page/unpack.ts. */
export const pack = (name: string, text: string): string => packed(name, gzip(text));

const packed = (name: string, bytes: Uint8Array): string =>
  `<script type="text/plain" data-live-pack="${name}">${Buffer.from(bytes).toString("base64")}</script>`;

const withoutOutputs = (cell: Notebook["cells"][number]): Notebook["cells"][number] =>
  cell.cell_type === "code" ? { ...cell, outputs: [], execution_count: null } : cell;

/** What an HTML parser changes (carriage returns, NUL, halves of a character) or the page cuts (lines at the end). */
const notAsShown = /[\0\r\p{Surrogate}]|\n$/u;

/** Without its source, if the page has the same text. `null` keeps its place among the cell's fields, which a download has too. */
function withoutShown(cell: Notebook["cells"][number], shown: ReadonlyMap<string, string>): object {
  const isShown = cell.source !== "" && cell.source === shown.get(cell.id) && !notAsShown.test(cell.source);
  return isShown ? { ...cell, source: null } : cell;
}
