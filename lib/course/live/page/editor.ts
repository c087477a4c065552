// The editor, loaded when a cell is first edited: a script of its own that the page carries compressed (../editor/main.ts).
import type { CreateEditor } from "../code-editor.js";
import { scriptUrl } from "./unpack.js";

const host = globalThis as { __anycastEditor?: CreateEditor };

/** @throws Error if the script cannot be loaded */
export async function loadEditor(): Promise<CreateEditor> {
  if (host.__anycastEditor) return host.__anycastEditor;
  const script = document.createElement("script");
  script.src = await scriptUrl("editor");
  await new Promise<void>((done, fail) => {
    script.onload = () => done();
    script.onerror = () => fail(new Error("The editor cannot be loaded."));
    document.head.append(script);
  });
  script.remove();
  return host.__anycastEditor!;
}
