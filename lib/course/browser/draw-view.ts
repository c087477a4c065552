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
  keepOpen(element, () => turnInto(element, viewHtml(view)));
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
      keepOpen(old.parentElement!, () => turn(old, parsed(figure.html).firstElementChild!));
    });
    for (const [name, html] of patch.parts) if (known.get(name) !== html) elements.get(name)!.innerHTML = html;
    for (const [name, isHidden] of patch.hidden ?? []) figures.get(name)!.hidden = isHidden;
    for (const [name, html] of patch.parts) known.set(name, html);
    shown = patch;
    return patch;
  };
}

/** Gives an element this content. */
function turnInto(element: Element, html: string): void {
  turnChildren(element, parsed(html));
}

function parsed(html: string): DocumentFragment {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

/** Makes a node equal to another. Writes only where they differ, because a browser styles and lays out whatever is written. */
function turn(old: ChildNode, next: ChildNode): void {
  if (old.isEqualNode(next)) return;
  if (old.nodeName !== next.nodeName) return old.replaceWith(next);
  if (!(old instanceof Element)) return void (old.nodeValue = next.nodeValue);
  const wanted = next as Element;
  for (const name of wanted.getAttributeNames()) {
    const value = wanted.getAttribute(name)!;
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  if (old.attributes.length > wanted.attributes.length)
    for (const name of old.getAttributeNames())
      if (!wanted.hasAttribute(name) && !OWN.has(name)) old.removeAttribute(name);
  turnChildren(old, wanted);
}

/** Attributes that the page sets, not the figure. */
const OWN = new Set(["open", "data-lm-suppress-shortcuts"]);

function turnChildren(old: ParentNode, next: ParentNode): void {
  let place = old.firstChild;
  for (let child = next.firstChild; child;) {
    const [after, following] = [child.nextSibling, place?.nextSibling];
    if (place) turn(place, child);
    else old.append(child);
    [child, place] = [after, following ?? null];
  }
  while (place) {
    const following = place.nextSibling;
    place.remove();
    place = following;
  }
}

function keepOpen(element: Element, write: () => void): void {
  const opened = Array.from(element.querySelectorAll("details"), (each) => each.open);
  const focused = Array.from(element.querySelectorAll("summary")).indexOf(document.activeElement as HTMLElement);
  write();
  element.querySelectorAll("details").forEach((each, i) => (each.open = opened[i] ?? false));
  if (focused >= 0) element.querySelectorAll("summary")[focused]?.focus({ preventScroll: true });
}
