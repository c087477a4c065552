// Light, dark, or as the system has it; remembered. Runs in the head before anything is drawn, so that no page flashes.
// Each function of this folder is put into the page as its own text: it may use nothing from outside itself.

/** Sets what was chosen on an earlier page. */
export function restoreTheme(): void {
  try {
    const theme = localStorage.getItem("anycast-kit:theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch {
    // Storage is off: the system's theme it is.
  }
}

/** Brings the three buttons to life. */
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
        // Storage is off: the choice lasts as long as the page.
      }
    });
  }
}
