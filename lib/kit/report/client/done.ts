// Exercises ticked off by the reader, stored in this browser only.

export function markDone(): void {
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
      if (live) live.textContent = `${all.length} of ${exercises.length} exercises done.`;
      try {
        localStorage.setItem(`anycast-kit:done:${page}`, JSON.stringify(all));
      } catch {
        // Storage is disabled: the tick lasts as long as the page.
      }
    });
    label.className = "done-mark";
    label.append(box, "Done");
    exercise.append(label);
  }

  // On the index: progress of each lesson.
  for (const count of counts) {
    const done = read(count.dataset.pageDone!).length;
    const all = Number(count.dataset.pageOf);
    if (done > 0) count.textContent = done >= all ? "all exercises done ✓" : `${done} of ${all} exercises done`;
    count.hidden = done === 0;
  }
}
