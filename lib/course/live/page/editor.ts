// The editor, loaded when a cell is first edited: a script of its own that the page carries compressed (../editor/main.ts).
import type { CreateEditor } from "../code-editor.js";
import { loadScript, scriptUrl } from "./unpack.js";

const host = globalThis as { __anycastEditor?: CreateEditor };

/** @throws Error if the script cannot be loaded */
export async function loadEditor(): Promise<CreateEditor> {
  if (host.__anycastEditor) return host.__anycastEditor;
  await loadScript(await scriptUrl("editor"));
  return host.__anycastEditor!;
}
