// Exercises ticked off by the reader, stored in this browser only.

import type { PageWords } from "../words.js";

export function markDone(words: PageWords): void {
  const page = document.documentElement.dataset.page ?? "";
  const live = document.querySelector("[data-page-live]");
  const exercises = Array.from(document.querySelectorAll<HTMLElement>("[data-page-exercise]"));
  const counts = document.querySelectorAll<HTMLElement>("[data-page-done]");

  const read = (key: string): string[] => {
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(`anycast-kit:done:${key}`) ?? "[]");
      return Array.isArray(kept) ? kept.map(String) : [];
    } catch {
      return []; // storage is disabled, or has invalid data
    }
  };

  const countOf = (done: number, all: number) =>
    words.exercisesDone.replace("{0}", String(done)).replace("{1}", String(all));

  for (const exercise of exercises) {
    const id = exercise.dataset.pageExercise!;
    const link = document.querySelector(`[data-page-toc] a[href="#${CSS.escape(id)}"]`);
    const label = document.createElement("label");
    const box = document.createElement("input");
    box.type = "checkbox";
    box.checked = read(page).includes(id);
    link?.classList.toggle("done", box.checked);
    box.addEventListener("change", () => {
      const others = read(page).filter((other) => other !== id);
      const all = box.checked ? [...others, id] : others;
      link?.classList.toggle("done", box.checked);
      if (live) live.textContent = `${countOf(all.length, exercises.length)}.`;
      try {
        localStorage.setItem(`anycast-kit:done:${page}`, JSON.stringify(all));
      } catch {
        // Storage is disabled: the tick lasts as long as the page.
      }
    });
    label.className = "done-mark";
    label.append(box, words.done);
    exercise.append(label);
  }

  // On the index: progress of each lesson, and the first lesson that the reader has begun and not finished, or else the next one.
  let next: HTMLElement | undefined;
  let begun = false;
  for (const count of counts) {
    const done = read(count.dataset.pageDone!).length;
    const all = Number(count.dataset.pageOf);
    if (done > 0) count.textContent = done >= all ? words.allExercisesDone : countOf(done, all);
    count.hidden = done === 0;
    begun ||= done > 0;
    if (done < all) next ??= count;
  }
  const start = document.querySelector<HTMLAnchorElement>("[data-page-start]");
  const lesson = next?.closest("li:has(h3)");
  const link = lesson?.querySelector<HTMLAnchorElement>("h3 a");
  if (start && begun && link) {
    start.href = link.href;
    const number = lesson!.querySelector(".number")?.textContent ?? "";
    start.textContent = words.continueWith.replace("{0}", number).replace("{1}", link.textContent);
  }
}
