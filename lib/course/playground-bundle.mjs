// The playground's scripts: its page, its worker, and the player of the lessons (dist/playground-*.js).
// Plain JavaScript, because build.mjs needs it before anything is compiled.
import { join } from "node:path";
import { bundleBrowser } from "./browser-bundle.mjs";
import { withoutDeadWeight } from "./live-bundle.mjs";
import { bundleScript, here, kitSources, onlyExplorers } from "./script-bundle.mjs";

export const playgroundEntries = {
  page: join(here, "playground", "page", "main.ts"),
  worker: join(here, "playground", "compute", "main.ts"),
};

/**
 * @param {"page" | "worker"} part
 * @param {{ metafile?: boolean }} options
 */
export const bundlePlayground = (part, { metafile = false } = {}) =>
  bundleScript(playgroundEntries[part], {
    metafile,
    plugins: part === "page" ? [kitSources, onlyExplorers(["player"])] : [kitSources, withoutDeadWeight],
  });

/** The runtime of the lessons' pages with the player alone. */
export const bundlePlayer = () => bundleBrowser({ explorers: ["player"] });
