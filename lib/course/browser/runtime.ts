// Finds every explorer of the document, now and later, and starts it once. Where many are waiting they start in several short
// tasks, the nearest to what the reader sees first, and those beyond the next screen while the page is idle. So scrolling and typing
// go on meanwhile.
import { recallAll, wakeExplorer } from "./wake-explorer.js";

export interface Runtime {
  readonly version: string;
  /** Starts the explorers that are not running yet. */
  wake(): void;
  /** Stops looking for new explorers; running ones keep running. */
  stop(): void;
}

/** An explorer that is being started, in steps. */
interface Going {
  readonly element: Element;
  readonly steps: Iterator<void, void>;
}

/** JupyterLab adds an output to the document after it ran the output's script, so the document is watched. */
export function startRuntime(version: string): Runtime {
  const explorers = document.getElementsByClassName("ak-explorer"); // a live collection, cheap to read
  const begun = new WeakSet<Element>();
  let going: Going | undefined;
  const step = ({ element, steps }: Going) => {
    try {
      if (steps.next().done) going = undefined;
    } catch (error) {
      going = undefined;
      tell(element, error);
    }
  };
  let cancel: (() => void) | undefined;
  /** Starts what is waiting, in the order given, until the task has lasted long enough; the rest follows in further tasks. */
  const startSome = (waiting: readonly Element[]) => {
    const until = performance.now() + TASK_MS;
    const queue = going ? [going.element, ...waiting] : waiting;
    for (const [i, element] of queue.entries()) {
      if (!going) {
        begun.add(element);
        going = { element, steps: wakeExplorer(element as HTMLElement) };
      }
      while (going) {
        step(going);
        if (performance.now() <= until) continue;
        const next = going?.element ?? queue[i + 1];
        if (next) cancel ??= later(next, more);
        return;
      }
    }
  };
  const more = () => {
    cancel = undefined;
    startSome(nearestFirst(asleep()));
  };
  const asleep = () => Array.from(explorers).filter((element) => !begun.has(element) && isWhole(element));
  // While a page loads, the first task follows the order of the document, because a page is read from its top; others go by distance.
  const wake = () => {
    if (!cancel) startSome(document.readyState === "loading" ? asleep() : nearestFirst(asleep()));
  };
  const observer = new MutationObserver(wake);
  observer.observe(document.documentElement, { childList: true, subtree: true });
  addEventListener("hashchange", recallAll);
  document.addEventListener("DOMContentLoaded", wake);
  wake();
  const stop = () => {
    cancel?.();
    observer.disconnect();
    document.removeEventListener("DOMContentLoaded", wake);
    removeEventListener("hashchange", recallAll);
  };
  return { version, wake, stop };
}

/** A task that starts explorers begins no further step after this time, ms: tasks over 50 ms delay the reader's input. */
const TASK_MS = 30;
/** An explorer that the reader does not see yet waits until the page is idle, but no longer than this, ms: it may come into view. */
const IDLE_MS = 300;

/** Goes on in another task: at once where the next explorer is near, or when the page is idle. @returns what cancels that */
function later(next: Element, work: () => void): () => void {
  if (distance(next) > innerHeight && "requestIdleCallback" in globalThis) {
    const idle = requestIdleCallback(work, { timeout: IDLE_MS });
    return () => cancelIdleCallback(idle);
  }
  const timer = setTimeout(work);
  return () => clearTimeout(timer);
}

/** Pixels between an element and what the reader sees. */
function distance(element: Element): number {
  const { top, bottom } = element.getBoundingClientRect();
  return Math.max(0, top - innerHeight, -bottom);
}

/** Elements by their distance from what the reader sees. */
function nearestFirst(elements: readonly Element[]): readonly Element[] {
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
