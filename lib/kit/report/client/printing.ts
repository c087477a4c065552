// Expands everything and switches to the light theme before printing; restores the page afterwards.

export function preparePrinting(): void {
  const root = document.documentElement;
  let folded: HTMLDetailsElement[] = [];
  let theme: string | undefined;
  addEventListener("beforeprint", () => {
    folded = Array.from(document.querySelectorAll<HTMLDetailsElement>("main details:not([open])"));
    for (const details of folded) details.open = true;
    theme = root.dataset.theme;
    root.dataset.theme = "light";
  });
  addEventListener("afterprint", () => {
    for (const details of folded) details.open = false;
    if (theme === undefined) delete root.dataset.theme;
    else root.dataset.theme = theme;
  });
}
