// Loads the editor when a cell is first edited. It is a separate script, compressed in the page (../editor/main.ts).
import type { CreateEditor } from "../code-editor.js";
import { loadScript, scriptUrl } from "./unpack.js";

const host = globalThis as { __anycastEditor?: CreateEditor };

/** @throws Error if the script cannot be loaded */
export async function loadEditor(): Promise<CreateEditor> {
  if (host.__anycastEditor) return host.__anycastEditor;
  await loadScript(await scriptUrl("editor"));
  return host.__anycastEditor!;
}
