// Starts explorers in a notebook: the output of the first explorer contains the bundle, the others find it on the page.
// Whichever output a reloaded page draws first, the bundle starts present and later explorers.

/** The explorer whose output carries the bundle. It carries it again when its cell is run again. */
let carrier: string | undefined;

/** The script that follows an explorer in a notebook's output; empty if the bundle was not built. */
export function loaderScript(id: string): string {
  carrier ??= id;
  if (carrier !== id) return "<script>globalThis.__anycastKit?.wake()</script>";
  const bundle = readBundle();
  return bundle === undefined ? "" : `<script>${bundle.replace(/<(?=\/script|!--)/gi, "\\x3c")}</script>`;
}

interface NodeBuiltins {
  readonly getBuiltinModule?: (id: string) => unknown;
}

interface FileSystem {
  existsSync(path: URL): boolean;
  readFileSync(path: URL, encoding: "utf8"): string;
}

/** Reads dist/browser.js. No import of node:fs, because this file is bundled for browsers too, where nothing is read. */
function readBundle(): string | undefined {
  const { process } = globalThis as { readonly process?: NodeBuiltins };
  const fs = process?.getBuiltinModule?.("node:fs") as FileSystem | undefined;
  const path = new URL("../browser.js", import.meta.url);
  return fs?.existsSync(path) ? fs.readFileSync(path, "utf8").trim() : undefined;
}
