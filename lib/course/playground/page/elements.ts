// Elements made in one expression. Text is set as text, never as markup: a scenario may come from anyone.

type Attributes = Readonly<Record<string, string | boolean | undefined>>;
type Child = Node | string | undefined;

/** An element with attributes (`true`: without value; `false` and `undefined`: left out) and children. */
export function el<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes))
    if (value !== undefined && value !== false) element.setAttribute(key, value === true ? "" : value);
  element.append(...children.filter((child) => child !== undefined));
  return element;
}

export function button(label: string, action: () => void, attributes: Attributes = {}): HTMLButtonElement {
  const element = el("button", { type: "button", ...attributes }, label);
  element.addEventListener("click", action);
  return element;
}

export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** A labelled choice. */
export function choose(label: string, choices: readonly Choice[], value?: string, attributes: Attributes = {}) {
  const select = el("select", attributes);
  setChoices(select, choices, value);
  return { field: el("label", { class: "pg-field" }, el("span", {}, label), select), select };
}

export function setChoices(select: HTMLSelectElement, choices: readonly Choice[], value = select.value): void {
  select.replaceChildren(
    ...choices.map((each) => el("option", { value: each.value, selected: each.value === value }, each.label)),
  );
  if (choices.some((each) => each.value === value)) select.value = value;
}

/** A labelled number or text. */
export function input(label: string, type: "number" | "text", value = "", attributes: Attributes = {}) {
  const element = el("input", { type, ...attributes });
  element.value = value;
  return { field: el("label", { class: "pg-field" }, el("span", {}, label), element), input: element };
}

/** A form that does not leave the page. */
export function form(action: () => void, ...children: readonly Child[]): HTMLFormElement {
  const element = el("form", { class: "pg-form", autocomplete: "off" }, ...children);
  element.addEventListener("submit", (event) => {
    event.preventDefault();
    action();
  });
  return element;
}

/** A part of the page with its heading, by which it is named. */
export const panelOf = (id: string, title: string, ...children: readonly Child[]): HTMLElement =>
  el(
    "section",
    { class: "pg-panel", "aria-labelledby": `${id}-title` },
    el("h2", { id: `${id}-title` }, title),
    ...children,
  );

/** Writes a text only if it differs: a live region is read aloud at each write. */
export function say(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}
