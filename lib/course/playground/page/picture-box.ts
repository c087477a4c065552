// The box of the picture: the figure, the sentence with the result, a choice of the prefix where there are several.
import { drawOnly, siteBadge, type SizeName } from "anycast-kit/figures";
import type { Look } from "../protocol.js";
import { choose, el, say, setChoices } from "./elements.js";
import { drawPicture, type Chosen, type Picture, type ViewName } from "./picture.js";
import { playgroundWords as words } from "../../words.js";

/** As in explorers: see browser/wake-explorer.ts. */
const REST_MS = 120;

export interface PictureHooks {
  choose(chosen: Chosen): void;
  prefix(prefix: string): void;
  /** The picture that the page came with. */
  readonly first: Element | null;
}

/** The result as a sentence. */
export function summaryOf({ sites, reached, ases, otherStates }: Look): string {
  const served = sites.map(({ name, ases: count }) => words.serves(name, count)).join(", ");
  const first = served.charAt(0).toUpperCase() + served.slice(1);
  return [`${first}.`, words.reached(reached, ases), otherStates > 0 ? words.otherStates(otherStates) : ""].filter(Boolean).join(" "); // prettier-ignore
}

/** What the picture leaves out. */
const notesOf = ({ leftOut, drawn, keepsRoutes = false }: Look): string[] => [
  ...(leftOut > 0 ? [words.leftOut(leftOut, drawn.ases.length)] : []),
  ...(keepsRoutes ? [words.keepsRoutes] : []),
];

export function pictureBox(hooks: PictureHooks) {
  const summary = el("p", { class: "pg-summary", role: "status" });
  const note = el("p", { class: "pg-small" });
  const old = el("p", { class: "pg-fault" }, words.lastGood);
  old.hidden = true;
  const figure = el("div", { class: "pg-figure" }, hooks.first ?? undefined);
  const prefix = choose(words.prefix, []);
  prefix.select.addEventListener("change", () => hooks.prefix(prefix.select.value));
  const views = choose(words.view, [ { value: "graph", label: words.views.graph }, { value: "map", label: words.views.map } ]); // prettier-ignore
  let last: (() => void) | undefined;
  views.select.addEventListener("change", () => last?.());
  const element = el(
    "div",
    { class: "pg-picture" },
    el("div", { class: "pg-tools" }, views.field, prefix.field),
    summary,
    old,
    figure,
    note,
  );
  let drawn: { readonly key: string; readonly picture: Picture } | undefined;
  let marked: Chosen | undefined;
  let resting = 0;
  /** The width of the two that the page shows now; found again after the window has changed, because asking costs a layout. */
  let size: SizeName | undefined;
  addEventListener("resize", () => (size = undefined), { passive: true });
  const shownSize = (): SizeName | undefined => {
    const [shown] = size ? [] : [...figure.querySelectorAll("svg.ak-picture")].filter((svg) => svg.checkVisibility());
    return (size ??= (["ak-wide", "ak-narrow"] as const).find((name) => shown?.classList.contains(name)));
  };
  let names = new Map<string, string>();
  const inBox = (event: MouseEvent): Chosen | undefined => {
    const found = drawn?.picture.at(event);
    return found?.kind === "site" ? { kind: "site", site: names.get(found.site) ?? found.site } : found;
  };
  figure.addEventListener("click", (event) => {
    const found = inBox(event);
    if (found) hooks.choose(found);
  });
  return {
    element,
    /** The text in the editor is not the one that the picture shows. */
    isOld(isOld: boolean) {
      old.hidden = !isOld;
    },
    show(look: Look, chosen: Chosen | undefined) {
      last = () => this.show(look, chosen);
      views.field.hidden = look.map === undefined;
      const view: ViewName = look.map && views.select.value === "map" ? "map" : "graph";
      old.hidden = true;
      say(summary, summaryOf(look));
      say(note, notesOf(look).join(" "));
      prefix.field.hidden = look.prefixes.length < 2;
      setChoices(prefix.select, look.prefixes.map((value) => ({ value, label: value })), look.prefix); // prettier-ignore
      names = new Map(
        look.sites.flatMap(({ name, letter }) => (letter === undefined ? [] : [[letter, name] as const])),
      );
      const title = words.title(look.name);
      const key = JSON.stringify([view === "map" ? look.map : look.drawn, title]);
      if (drawn?.key !== key) {
        try {
          const isOpen = figure.querySelector("details")?.open ?? false;
          const draw = (size?: SizeName) => {
            const picture = drawOnly(size, () => drawPicture(look, view, title));
            drawn = { key, picture };
            figure.innerHTML = picture.html;
            figure.querySelector("details")!.open = isOpen;
          };
          draw(shownSize());
          // The other width, for print and a window that is made narrower, is drawn when nothing has changed for a moment.
          clearTimeout(resting);
          if (view === "graph")
            resting = window.setTimeout(() => {
              if (drawn?.key !== key) return;
              draw();
              this.mark();
            }, REST_MS);
        } catch (error) {
          drawn = undefined;
          figure.replaceChildren(el("p", {}, words.notDrawn((error as Error).message)), listOf(look));
        }
      }
      marked = markOf(look, chosen);
      this.mark();
    },
    mark() {
      drawn?.picture.mark(figure, marked);
    },
  };
}

/** What is chosen, by the letter that it has in the picture. */
function markOf(look: Look, chosen: Chosen | undefined): Chosen | undefined {
  if (chosen?.kind !== "site") return chosen;
  const letter = look.sites.find(({ name }) => name === chosen.site)?.letter;
  return letter === undefined ? undefined : { kind: "site", site: letter };
}
/** The sites as a list, where there is no picture. */
function listOf({ sites }: Look): HTMLElement {
  const list = el("ul");
  for (const { name, letter, ases } of sites) {
    const item = el("li", {}, words.serves(name, ases));
    if (letter !== undefined) item.insertAdjacentHTML("afterbegin", `${siteBadge(letter)} `);
    list.append(item);
  }
  return list;
}
