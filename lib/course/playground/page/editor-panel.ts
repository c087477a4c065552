// The scenario as text. A mistake is shown with its place and remedy; the picture keeps the last valid text.
import { placeOf, placeOfLine, type Place } from "../edit/index.js";
import type { Fault } from "../protocol.js";
import { button, el, say, panelOf } from "./elements.js";
import { playgroundWords as words } from "../../words.js";

export interface Editor {
  readonly element: HTMLElement;
  /** Shows a text that did not come from the editor. */
  setText(text: string): void;
  /** @param fault undefined: the text is valid */
  setFault(fault: Fault | undefined): void;
}

/** How long typing must rest before the text is read, ms. */
const REST_MS = 120;

export function editorPanel(changed: (text: string) => void): Editor {
  const area = el("textarea", {
    id: "pg-json",
    spellcheck: "false",
    autocapitalize: "off",
    autocomplete: "off",
    wrap: "off",
    rows: "22",
    "aria-describedby": "pg-json-help pg-json-fault",
  });
  const what = el("p", { id: "pg-json-fault", class: "pg-fault", role: "alert" });
  let place: Place | undefined;
  const show = button(words.showPlace, () => {
    if (!place) return;
    area.focus();
    area.setSelectionRange(place.from, place.to);
    const lines = area.value.split("\n").length;
    area.scrollTop = Math.max(0, ((place.line - 4) / lines) * area.scrollHeight);
  });
  show.hidden = true;
  let timer = 0;
  area.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => changed(area.value), REST_MS);
  });
  const element = panelOf(
    "pg-json",
    words.editor,
    el("p", { class: "pg-small", id: "pg-json-help" }, words.editorHelp),
    el("label", { class: "unseen", for: "pg-json" }, words.editor),
    area,
    el("div", { class: "pg-tools" }, show),
    what,
  );
  element.classList.add("pg-editor");
  return {
    element,
    setText(text) {
      clearTimeout(timer);
      if (area.value !== text) area.value = text;
    },
    setFault(fault) {
      area.toggleAttribute("aria-invalid", false);
      show.hidden = fault === undefined;
      if (!fault) {
        place = undefined;
        return say(what, "");
      }
      area.setAttribute("aria-invalid", "true");
      place = placeIn(area.value, fault);
      show.hidden = place === undefined;
      say(what, place ? `${words.faultLine(place.line)}. ${fault.message}` : fault.message);
    },
  };
}

function placeIn(text: string, { line, field }: Fault): Place | undefined {
  if (line !== undefined) return placeOfLine(text, line);
  return field === undefined ? undefined : placeOf(text, field);
}
