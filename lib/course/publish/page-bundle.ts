// The script of one page: the explorers its notebook shows, and no other. With all of them every page would carry most of the library.
import type { Notebook } from "../notebook/index.js";

type BundleBrowser = (options: { readonly explorers: readonly string[] }) => Promise<string>;

/** lib/course/browser-bundle.mjs, seen from here and from dist/publish. */
const bundler = new URL(
  import.meta.url.endsWith(".ts") ? "../browser-bundle.mjs" : "../../browser-bundle.mjs",
  import.meta.url,
);

/** @param notebook executed: explorers are found in its outputs */
export async function pageBundle({ cells }: Notebook): Promise<string> {
  const outputs = cells.flatMap((cell) => (cell.cell_type === "code" ? JSON.stringify(cell.outputs) : []));
  const found = outputs.flatMap((text) =>
    [...text.matchAll(/data-ak-explorer=\\?"([a-z-]+)/g)].map(([, name]) => name),
  );
  const explorers = [...new Set(found)].sort();
  return bundleOf(explorers);
}

/** The script of these explorers. */
export async function bundleOf(explorers: readonly string[]): Promise<string> {
  if (explorers.length === 0) return "";
  const { bundleBrowser } = (await import(bundler.href)) as { bundleBrowser: BundleBrowser };
  return bundleBrowser({ explorers });
}
