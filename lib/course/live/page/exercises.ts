// Exercises in the page: checks show passed or failed, hints open one after the other, the solution appears after an attempt.
import type { Output } from "../../notebook/index.js";
import { make, type CellBox } from "./cell-box.js";
import type { LessonStore } from "./store.js";
import { liveWords as words } from "../../words.js";

export interface Exercises {
  /** Call when a cell has run. The output of a check contains its verdict. */
  ran(cell: string, outputs: readonly Output[]): void;
}

export function arrangeExercises({
  boxes,
  store,
}: {
  readonly boxes: ReadonlyMap<string, CellBox>;
  readonly run: (ids: readonly string[]) => Promise<readonly number[]>;
  readonly store: LessonStore;
  readonly say: (text: string) => void;
}): Exercises {
  const attempts = new Map<string, () => void>();
  for (const exercise of document.querySelectorAll<HTMLElement>("main [data-page-exercise]")) {
    const name = exercise.dataset.pageExercise!;
    const openHints = stepHints(exercise, name, store);
    const solutions = [...exercise.querySelectorAll<HTMLDetailsElement>("details.solution")];
    const checks = [...exercise.querySelectorAll<HTMLElement>("[data-cell][data-kind=test]")].map(
      (each) => each.dataset.cell!,
    );
    if (solutions.length === 0 || checks.length === 0) continue;
    const note = make("p", { class: "live-note" }, words.solutionAfter);
    const show = () => {
      note.remove();
      for (const each of solutions) each.classList.remove("live-locked");
      openHints();
      store.setFlag(`tried:${name}`, true);
    };
    if (store.flag(`tried:${name}`)) continue;
    for (const each of solutions) each.classList.add("live-locked");
    solutions[0].before(note);
    for (const check of checks) attempts.set(check, show);
  }

  return {
    ran(cell, outputs) {
      const box = boxes.get(cell);
      if (box?.element.dataset.kind !== "test") return;
      const failed = outputs.some(({ output_type }) => output_type === "error");
      const isTried = !failed || triedBy(box.element, boxes);
      if (isTried) attempts.get(cell)?.();
      box.element.toggleAttribute("data-untried", !isTried);
      box.element.dataset.verdict = failed ? "failed" : "passed";
      store.setFlag(`passed:${cell}`, !failed);
      tick(box.element, store);
    },
  };
}

/** Whether the reader has changed an answer of the exercise that the check belongs to. "Run all" runs the checks of all of them. */
function triedBy(check: HTMLElement, boxes: ReadonlyMap<string, CellBox>): boolean {
  const exercise = check.closest("[data-page-exercise]");
  const answers = [...(exercise?.querySelectorAll<HTMLElement>("[data-cell][data-kind=answer]") ?? [])];
  return answers.length === 0 || answers.some((each) => boxes.get(each.dataset.cell!)?.edited());
}

/** Ticks the exercise off when all its checks have passed. The reader may take the tick away. */
function tick(check: HTMLElement, store: LessonStore): void {
  const exercise = check.closest("[data-page-exercise]");
  const checks = [...(exercise?.querySelectorAll<HTMLElement>("[data-cell][data-kind=test]") ?? [])];
  const done = exercise?.querySelector<HTMLInputElement>(".done-mark input");
  if (done && !done.checked && checks.every((each) => store.flag(`passed:${each.dataset.cell!}`))) done.click();
}

/** Hints open one by one: each can be opened once the one before it has been opened. @returns what lets all of them be opened */
function stepHints(exercise: HTMLElement, name: string, store: LessonStore): () => void {
  const hints = [...exercise.querySelectorAll("details")].filter((each) => /^Hint\b/.test(each.querySelector("summary")?.textContent ?? "")); // prettier-ignore
  hints.forEach((hint, i) => {
    const key = `hint:${name}:${i}`;
    const next = hints[i + 1];
    if (next && !store.flag(key)) next.classList.add("live-locked");
    hint.addEventListener("toggle", () => {
      if (!hint.open) return;
      store.setFlag(key, true);
      next?.classList.remove("live-locked");
    });
  });
  const openAll = () => hints.forEach((each) => each.classList.remove("live-locked"));
  if (store.flag(`tried:${name}`)) openAll();
  return openAll;
}
