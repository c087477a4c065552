// What a live page carries beside its text: the page's own script, and compressed what is needed later: the runtime, the editor,
// the learner's copy of the notebook. The same input gives the same bytes.
import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { writeNotebook, type Notebook } from "../notebook/index.js";
import { liveCss } from "./css.js";

export interface LivePart {
  /** Runs in the page; its hash is in the policy. */
  readonly script: string;
  /** Inert script elements. */
  readonly packs: string;
  readonly css: string;
}

const built = new URL(import.meta.url.endsWith(".ts") ? "../dist/" : "../", import.meta.url);
const read = (name: string) => readFile(new URL(name, built), "utf8");

let shared: Promise<{ readonly script: string; readonly packs: string }> | undefined;

/** @param copy what the reader may have: for a lesson the learner's copy @throws Error if the scripts are not built */
export async function livePart(copy: Notebook): Promise<LivePart> {
  const { script, packs } = await (shared ??= readScripts());
  const notebook = writeNotebook({ ...copy, cells: copy.cells.map(withoutOutputs) });
  return { script, packs: `${pack("notebook", notebook)}\n${packs}`, css: liveCss };
}

async function readScripts() {
  const [script, editor, runtime] = await Promise.all([read("live-page.js"), read("live-editor.js"), read("live.js")]);
  return { script: script.trim(), packs: `${pack("editor", editor)}\n${pack("runtime", runtime)}` };
}

const pack = (name: string, text: string): string =>
  `<script type="text/plain" data-live-pack="${name}">${gzipSync(text, { level: 9 }).toString("base64")}</script>`;

const withoutOutputs = (cell: Notebook["cells"][number]): Notebook["cells"][number] =>
  cell.cell_type === "code" ? { ...cell, outputs: [], execution_count: null } : cell;
