// Finds every explorer of the document, now and later, and starts it once. Where many are waiting they start in several short
// tasks, the nearest to what the reader sees first, so that scrolling and typing go on meanwhile.
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
  const start = (element: Element) => {
    awake.add(element);
    try {
      wakeExplorer(element as HTMLElement);
    } catch (error) {
      tell(element, error);
    }
  };
  let next = 0;
  /** Starts what is waiting, in the order given, until the task has lasted long enough; the rest follows in further tasks. */
  const startSome = (waiting: readonly Element[]) => {
    const until = performance.now() + TASK_MS;
    for (const element of waiting) {
      if (performance.now() > until) {
        next ||= window.setTimeout(() => {
          next = 0;
          startSome(nearestFirst(asleep()));
        });
        return;
      }
      start(element);
    }
  };
  const asleep = () => Array.from(explorers).filter((element) => !awake.has(element) && isWhole(element));
  // The first task follows the order of the document, because a page is read from its top; later ones go by distance.
  const wake = () => {
    if (!next) startSome(asleep());
  };
  const observer = new MutationObserver(wake);
  observer.observe(document.documentElement, { childList: true, subtree: true });
  addEventListener("hashchange", recallAll);
  document.addEventListener("DOMContentLoaded", wake);
  wake();
  const stop = () => {
    clearTimeout(next);
    observer.disconnect();
    document.removeEventListener("DOMContentLoaded", wake);
    removeEventListener("hashchange", recallAll);
  };
  return { version, wake, stop };
}

/** A task that starts explorers begins no further one after this time, ms: tasks over 50 ms delay the reader's input. */
const TASK_MS = 30;

/** Elements by their distance from what the reader sees. */
function nearestFirst(elements: readonly Element[]): readonly Element[] {
  const distance = (element: Element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return Math.max(0, top - innerHeight, -bottom);
  };
  const distances = new Map(elements.map((element) => [element, distance(element)]));
  return [...elements].sort((a, b) => distances.get(a)! - distances.get(b)!);
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
