// A view on the page brought to another state: drawn again as a whole, or patched where only little of it changes.
// Expanded parts stay expanded, and the focus is kept.
import type { SizeName } from "anycast-kit/figures";
import { viewHtml, type Patch, type View } from "../explorers/core/index.js";

/** The size in which all charts of a view are shown now; undefined if they differ, or where none is shown. */
export function shownSize(view: HTMLElement): SizeName | undefined {
  const pictures = [...view.querySelectorAll("svg.ak-wide, svg.ak-narrow")];
  const shown = pictures.filter((each) => getComputedStyle(each).display !== "none");
  const sizes = new Set(shown.map((each): SizeName => (each.classList.contains("ak-wide") ? "ak-wide" : "ak-narrow")));
  return sizes.size === 1 ? [...sizes][0] : undefined;
}

/** Replaces the old figures by new ones. */
export function replaceView(element: HTMLElement, view: View): View {
  keepOpen(element, () => (element.innerHTML = viewHtml(view)));
  return view;
}

/**
 * Takes the patch of the current view, and returns a function that applies further patches. Writes only the differences from
 * the last patch, because a browser lays out and paints whatever is touched.
 */
export function patchable(view: HTMLElement, drawn: Patch): (patch: Patch) => Pick<View, "summary" | "locked"> {
  const elements = new Map<string, Element>();
  const figures = new Map<string, HTMLElement>();
  for (const name of drawn.hidden?.keys() ?? [])
    figures.set(name, view.querySelector<HTMLElement>(`[data-ak-figure="${name}"]`)!);
  for (const each of view.querySelectorAll("[data-ak-part]")) elements.set(each.getAttribute("data-ak-part")!, each);
  for (const list of view.querySelectorAll("[data-ak-parts]"))
    [...list.children].forEach((each, i) => elements.set(`${list.getAttribute("data-ak-parts")}-${i}`, each));
  let shown = drawn;
  /** A patch may leave out the parts of figures that it hides. */
  const known = new Map(drawn.parts);
  return (patch) => {
    patch.figures.forEach((figure, i) => {
      if (figure.html === shown.figures[i]?.html) return;
      const old = view.querySelector(`[data-ak-figure="${figure.name}"]`)!;
      keepOpen(old.parentElement!, () => (old.outerHTML = figure.html));
    });
    for (const [name, html] of patch.parts) if (known.get(name) !== html) elements.get(name)!.innerHTML = html;
    for (const [name, isHidden] of patch.hidden ?? []) figures.get(name)!.hidden = isHidden;
    for (const [name, html] of patch.parts) known.set(name, html);
    shown = patch;
    return patch;
  };
}

function keepOpen(element: Element, write: () => void): void {
  const opened = Array.from(element.querySelectorAll("details"), (each) => each.open);
  const focused = Array.from(element.querySelectorAll("summary")).indexOf(document.activeElement as HTMLElement);
  write();
  element.querySelectorAll("details").forEach((each, i) => (each.open = opened[i] ?? false));
  if (focused >= 0) element.querySelectorAll("summary")[focused]?.focus({ preventScroll: true });
}
