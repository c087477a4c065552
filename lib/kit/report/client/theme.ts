// Light, dark, or the system's theme; stored. Runs in the head before anything is drawn, so that pages do not flash. The source
// of each function in this folder is put into the page, so it must not use anything from outside itself.

/** Applies the choice made on an earlier page. */
export function restoreTheme(): void {
  try {
    const theme = localStorage.getItem("anycast-kit:theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch {
    // Storage is disabled: uses the system's theme.
  }
}

/** Activates the three buttons. */
export function chooseTheme(): void {
  const root = document.documentElement;
  const field = document.querySelector<HTMLElement>("[data-page-theme]");
  if (!field) return;
  field.hidden = false;
  for (const input of field.querySelectorAll("input")) {
    input.checked = input.value === (root.dataset.theme ?? "auto");
    input.addEventListener("change", () => {
      if (input.value === "auto") delete root.dataset.theme;
      else root.dataset.theme = input.value;
      try {
        localStorage.setItem("anycast-kit:theme", input.value);
      } catch {
        // Storage is disabled: the choice lasts as long as the page.
      }
    });
  }
}
