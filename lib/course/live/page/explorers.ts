// The explorers of a page whose cells run are in the runtime, which is unpacked as soon as the page has one. Until then their controls
// stand where they will be, so that nothing moves when they start.
import { loadScript, scriptUrl } from "./unpack.js";
import { liveWords as words } from "../../words.js";

let started: Promise<void> | undefined;

const asleep = () => [...document.querySelectorAll<HTMLElement>("main .ak-explorer:not([data-ak-awake])")];

/** Starts the explorers of the page, if it has any that do not run yet. @param say tells the reader why they do not move */
export function startExplorers(say: (text: string) => void): void {
  if (started || asleep().length === 0) return;
  for (const each of asleep()) prepare(each, true);
  started = packsRead()
    .then(() => scriptUrl("runtime"))
    .then((url) => loadScript(url));
  started.catch((error: Error) => {
    started = undefined;
    for (const each of asleep()) prepare(each, false);
    say(words.explorersStill(error.message));
  });
}

/** The packed parts stand after the scripts of the page. */
const packsRead = () =>
  new Promise<void>((done) => {
    if (document.readyState === "loading") addEventListener("DOMContentLoaded", () => done(), { once: true });
    else done();
  });

/** Shows the controls, which cannot be used yet, in place of what readers without script see; or the other way round. */
function prepare(explorer: HTMLElement, soon: boolean): void {
  const form = explorer.querySelector<HTMLElement>("[data-ak-controls]");
  const fallback = explorer.querySelector<HTMLElement>("[data-ak-fallback]");
  const view = explorer.querySelector<HTMLElement>("[data-ak-live]");
  if (!form || !view) return;
  form.hidden = !soon;
  form.inert = soon;
  if (!fallback) return;
  fallback.hidden = soon;
  view.hidden = !soon;
}
