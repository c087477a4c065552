// Finds every explorer of the document, now and later, and starts it once.
import { recallAll, wakeExplorer } from "./wake-explorer.js";

export interface Runtime {
  readonly version: string;
  /** Starts the explorers that are not running yet. */
  wake(): void;
  /** Stops looking for new explorers; running ones keep running. */
  stop(): void;
}

/** JupyterLab adds an output to the document after it ran the output's script, so the document is watched. */
export function startRuntime(version: string): Runtime {
  const explorers = document.getElementsByClassName("ak-explorer"); // a live collection, cheap to read
  const awake = new WeakSet<Element>();
  const wake = () => {
    for (const element of Array.from(explorers)) {
      if (awake.has(element) || !isWhole(element)) continue;
      awake.add(element);
      try {
        wakeExplorer(element as HTMLElement);
      } catch (error) {
        tell(element, error);
      }
    }
  };
  const observer = new MutationObserver(wake);
  observer.observe(document.documentElement, { childList: true, subtree: true });
  addEventListener("hashchange", recallAll);
  document.addEventListener("DOMContentLoaded", wake);
  wake();
  const stop = () => {
    observer.disconnect();
    document.removeEventListener("DOMContentLoaded", wake);
    removeEventListener("hashchange", recallAll);
  };
  return { version, wake, stop };
}

/** Whether all of an explorer is there. While a page loads, the parser may still be inside one; what follows it shows that it is not. */
const isWhole = (element: Element): boolean =>
  element.querySelector("[data-ak-body]") !== null &&
  (document.readyState !== "loading" || element.nextSibling !== null);

/** The static figure stays; the reader sees why it is not interactive. */
function tell(element: Element, error: unknown): void {
  const note = document.createElement("p");
  note.setAttribute("role", "alert");
  note.textContent = `This figure is not interactive: ${error instanceof Error ? error.message : String(error)}`;
  element.append(note);
}
