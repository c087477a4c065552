// Predict first: the content after a question, up to the next heading or question, is hidden until a choice is made or "Show me"
// is pressed. The question's explorer stores the choice (browser/memory.ts). In print and without scripts everything is shown.
import { make } from "./cell-box.js";
import type { LessonStore } from "./store.js";
import { liveWords as words } from "../../words.js";

const resultOf = (question: string) => `${question}-result`;

export function hidePredicted(store: LessonStore): void {
  for (const box of document.querySelectorAll<HTMLElement>("main .ak-explorer[data-ak-explorer=prediction]")) {
    const result = document.getElementById(resultOf(box.id));
    const cell = box.closest<HTMLElement>(".cell");
    if (!result || !cell) continue;
    const following = whatFollows(cell, result);
    if (following.length === 0) continue;
    gate(box.id, cell, following, store);
  }
}

/** The elements after a question up to the next heading, or to the next question after the result. */
function whatFollows(cell: HTMLElement, result: HTMLElement): HTMLElement[] {
  const found: HTMLElement[] = [];
  let seen = false;
  for (let next = cell.nextElementSibling; next; next = next.nextElementSibling) {
    if (next.matches(".heading, h2, h3, section, .exercise")) break;
    const asks = next.querySelector("[data-ak-explorer=prediction]:not([id$='-result'])");
    if (asks && seen) break;
    found.push(next as HTMLElement);
    seen ||= next.contains(result);
  }
  return seen ? found : [];
}

/**
 * Lets the explorers of a question and of its result show the answer (browser/wake-explorer.ts, explorers/prediction), as soon as
 * they run: the runtime may still be unpacked.
 */
function skip(id: string): void {
  const box = document.getElementById(id);
  if (box && box.dataset.akAwake === undefined) setTimeout(() => skip(id), 100);
  else box?.dispatchEvent(new CustomEvent("ak-choose", { detail: { choice: "?" } }));
}

/** @param id of the question's explorer, which a run of its cell replaces by another of this id */
function gate(id: string, cell: HTMLElement, following: readonly HTMLElement[], store: LessonStore): void {
  const flag = `shown:${id}`;
  const show = make("button", { type: "button", class: "live-show" }, words.showMe);
  const open = () => {
    for (const each of following) each.classList.remove("live-gated");
    show.remove();
  };
  const chosen = () => {
    const radios = [...(document.getElementById(id)?.querySelectorAll<HTMLInputElement>("input[type=radio]") ?? [])];
    return radios.some((each) => each.checked);
  };
  if (store.flag(flag) || chosen() || following.some((each) => each.id !== "" && `#${each.id}` === location.hash))
    return;
  for (const each of following) each.classList.add("live-gated");
  // Below the question, not in it: a run of the cell replaces its output.
  (cell.querySelector("[data-outputs]") ?? cell).after(show);
  show.addEventListener("click", () => {
    store.setFlag(flag, true);
    skip(id);
    const [first] = following;
    open();
    first.tabIndex = -1;
    first.focus({ preventScroll: true });
  });
  cell.addEventListener("input", () => chosen() && open());
  // The choice of an earlier visit is restored after the page's scripts have run.
  const observer = new MutationObserver(() => {
    if (!chosen()) return;
    observer.disconnect();
    open();
  });
  observer.observe(cell, { subtree: true, childList: true, characterData: true, attributes: true });
  addEventListener("hashchange", () => following.some((each) => `#${each.id}` === location.hash) && open());
}
