// Finds every explorer of the document, now and later, and wakes it once.
import { recallAll, wakeExplorer } from "./wake-explorer.js";

export interface Runtime {
  readonly version: string;
  /** Wakes the explorers that are not awake yet. */
  wake(): void;
  /** Looks for new ones no longer; those awake stay so. */
  stop(): void;
}

/** JupyterLab adds an output to the document after it ran the output's script, so the document is watched. */
export function startRuntime(version: string): Runtime {
  const explorers = document.getElementsByClassName("ak-explorer"); // live, and cheap to look at
  const awake = new WeakSet<Element>();
  const wake = () => {
    for (const element of Array.from(explorers)) {
      if (awake.has(element) || !element.querySelector("[data-ak-body]")) continue;
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
  wake();
  const stop = () => {
    observer.disconnect();
    removeEventListener("hashchange", recallAll);
  };
  return { version, wake, stop };
}

/** What is drawn already stays; the reader learns why it will not move. */
function tell(element: Element, error: unknown): void {
  const note = document.createElement("p");
  note.setAttribute("role", "alert");
  note.textContent = `This figure cannot be moved: ${error instanceof Error ? error.message : String(error)}`;
  element.append(note);
}
