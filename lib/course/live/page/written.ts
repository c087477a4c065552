// Questions that are answered in words: a place to write, stored like an edit of code. The scheme of marks appears after an answer.
import { make } from "./cell-box.js";
import type { LessonStore } from "./store.js";
import { liveWords as words } from "../../words.js";

export interface WrittenAnswers {
  /** What the reader wrote for the cell; undefined if nothing. */
  readonly textOf: (cell: string) => string | undefined;
  /** Puts an answer in its place. False if the page has no such question, or the answer is there already. */
  readonly take: (cell: string, text: string) => boolean;
}

/** As many characters are an answer. */
const least = 40;

export function writtenAnswers(store: LessonStore): WrittenAnswers {
  const fields = new Map<string, HTMLTextAreaElement>();
  for (const place of document.querySelectorAll<HTMLElement>("main [data-written]")) {
    const cell = place.dataset.written!;
    const exercise = place.closest<HTMLElement>("[data-page-exercise]");
    const label = make("label", { class: "live-written" }, words.yourAnswer);
    const field = label.appendChild(make("textarea", { rows: "7", spellcheck: "true" }));
    field.value = store.edit(cell)?.code ?? "";
    const schemes = exercise?.querySelector("[data-cell][data-kind=test]") ? [] : solutionsOf(exercise);
    const note = make("p", { class: "live-note" }, words.schemeAfter);
    const show = () => {
      const isAnswered = field.value.trim().length >= least;
      note.hidden = isAnswered;
      for (const each of schemes) each.classList.toggle("live-locked", !isAnswered);
    };
    field.addEventListener("input", () => {
      store.saveEdit(cell, field.value.trim() === "" ? undefined : { code: field.value, from: "" });
      show();
    });
    schemes[0]?.before(note);
    show();
    place.append(label);
    fields.set(cell, field);
  }
  return {
    textOf: (cell) => fields.get(cell)?.value.trim() || undefined,
    take(cell, text) {
      const field = fields.get(cell);
      if (!field || field.value.trim() === text.trim()) return false;
      field.value = text;
      field.dispatchEvent(new Event("input"));
      return true;
    },
  };
}

const solutionsOf = (exercise: HTMLElement | null) => [...(exercise?.querySelectorAll("details.solution") ?? [])];
