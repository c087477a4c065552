// While a page opens, only the pictures near the reader are laid out (../style/cell.ts): a quarter less work until its buttons are there.
// All are as soon as the page is idle or the reader does something, because a link must lead to its place. A page that opens at a place
// further down needs its height at once.

export function openEarly(): void {
  const root = document.documentElement;
  const [visit] = performance.getEntriesByType("navigation") as readonly { readonly type?: string }[];
  if (visit?.type !== "navigate" || /^#[^=]+$/.test(location.hash)) return;
  root.dataset.pageEarly = "";
  const settle = () => void delete root.dataset.pageEarly;
  for (const act of ["pointerdown", "keydown"]) addEventListener(act, settle, { capture: true, once: true });
  addEventListener("load", () => void (globalThis.requestIdleCallback ?? setTimeout)(settle));
}
