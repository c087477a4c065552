// Starts one explorer: reads its data from the page, listens to its controls, redraws it for each state.
import { drawOnly, type SizeName } from "anycast-kit/figures";
import {
  buttonsHtml,
  moveTo,
  stopFrom,
  valueText,
  type Control,
  type RangeControl,
  type State,
  type StopStep,
} from "../explorers/core/index.js";
import { explorerNamed } from "../explorers/index.js";
import { patchable, replaceView, shownSize } from "./draw-view.js";
import { playback } from "./playback.js";
import { scrubFigures } from "./scrub.js";
import { touchFigures } from "./touch.js";
import { readAddress, recall, remember, writeAddress } from "./memory.js";

/** Notifies an explorer that its stored state may have changed: by another explorer, or by a new address. */
const recallEvent = "ak-recall";

/** Sets controls of an explorer to the values of its `detail`, as the reader would. The script of a page's cells sends it. */
const chooseEvent = "ak-choose";

/** A control that has not moved for so long rests; the picture that is not shown is drawn then, for print and other widths. */
const REST_MS = 120;

/** Makes every explorer of the document read its stored state again. */
export function recallAll(): void {
  for (const each of document.querySelectorAll(".ak-explorer")) each.dispatchEvent(new Event(recallEvent));
}

/**
 * Starts an explorer in steps: its data, its first picture, its controls. A large one simulates in each of the first two, so the caller
 * may let the reader's input through in between.
 * @throws Error if the markup or its data is not that of an explorer; the page is then unchanged
 */
export function* wakeExplorer(element: HTMLElement): Generator<void, void> {
  const explorer = explorerNamed(element.dataset.akExplorer ?? "");
  const scenario = explorer.read(JSON.parse(part(element, "script[data-ak-props]").textContent ?? ""));
  yield;
  const form = part(element, "[data-ak-controls]") as HTMLFormElement;
  const view = part(element, "[data-ak-view]");
  const key = explorer.remembers?.(scenario);
  const first = explorer.initial(scenario);
  const controls = (at: State) => explorer.controls(scenario, at);
  const kept = (): Record<string, unknown> => (key === undefined ? readAddress(element.id) : stored(recall(key)));
  const patches = explorer.patch && patchable(view, explorer.patch(scenario, first, element.id));
  if (patches) yield;
  let state = first;

  const draw = (size?: SizeName) => {
    const drawn = drawOnly(size, () =>
      patches
        ? patches(explorer.patch!(scenario, state, element.id))
        : replaceView(view, explorer.render(scenario, state, element.id)),
    );
    element.toggleAttribute("data-ak-moving", size !== undefined);
    write(form, controls(state), state, drawn.locked !== undefined);
    setText(part(element, "[data-ak-summary]"), drawn.summary);
    keepKeys(element);
    touched();
  };

  let waiting = false;
  let resting = 0;
  const drawSoon = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      const size = shownSize(view);
      draw(size);
      clearTimeout(resting);
      if (size !== undefined) resting = window.setTimeout(() => draw(), REST_MS);
    });
  };

  // While something plays, the summary changes by itself and must not be read aloud; each step that the reader takes is.
  const summary = part(element, "[data-ak-summary]");
  const moving = {
    control: () =>
      controls(state).find((each): each is RangeControl => each.kind === "range" && each.play !== undefined),
    value: (name: string) => Number(state[name]),
    show: (name: string, value: number) => {
      summary.setAttribute("aria-live", "off");
      state = { ...state, [name]: value };
      draw(shownSize(view));
    },
  };
  const playing = playback(form, {
    ...moving,
    rest: (name, value) => move({ ...state, [name]: value }, playing?.isStep ?? false),
  });
  if (playing)
    scrubFigures(view, {
      ...moving,
      show: (name, value) => {
        playing.stop();
        moving.show(name, value);
      },
      rest: (name, value) => move({ ...state, [name]: value }),
    });

  const move = (next: State, isStep = true) => {
    playing?.stop();
    if (playing) summary.setAttribute("aria-live", isStep ? "polite" : "off");
    state = next;
    const changed = Object.fromEntries(Object.entries(state).filter(([name, value]) => value !== first[name]));
    const isFirst = Object.keys(changed).length === 0;
    if (key === undefined) writeAddress(element.id, changed);
    else {
      remember(key, isFirst ? undefined : JSON.stringify(changed));
      recallAll();
    }
    drawSoon();
  };

  const isRange = (each: Control): each is RangeControl => each.kind === "range";
  const touched = !explorer.touch
    ? () => undefined
    : touchFigures(view, part(element, "[data-ak-live]"), {
        touched: (from, onto) => explorer.touch!(scenario, state, from, onto),
        set: (values) => move(moveTo(explorer, scenario, state, values)),
        control: (name) =>
          controls(state)
            .filter(isRange)
            .find((each) => each.name === name),
        value: (name) => Number(state[name]),
      });

  const recallState = () => {
    const next = moveTo(explorer, scenario, first, kept());
    if (same(next, state)) return;
    state = next;
    drawSoon();
  };

  form.addEventListener("input", (event) => {
    if ((event.target as Element).hasAttribute("data-ak-speed")) return;
    move(moveTo(explorer, scenario, state, read(form, controls(state))), false);
  });
  form.addEventListener("click", (event) => {
    if (playing && (event.target as Element).closest("[data-ak-play]")) return playing.toggle();
    const pressed = (event.target as Element).closest<HTMLElement>("[data-ak-press]");
    const buttons = pressed?.closest<HTMLElement>("[data-ak-buttons]")?.dataset.akButtons;
    if (buttons !== undefined) return move(moveTo(explorer, scenario, state, { [buttons]: pressed!.dataset.akPress }));
    const button = (event.target as Element).closest<HTMLElement>("[data-ak-step]");
    const control = controls(state).find(({ name }) => name === button?.dataset.akOf);
    if (!button || control?.kind !== "range") return;
    move({
      ...state,
      [control.name]: stopFrom(control, Number(state[control.name]), button.dataset.akStep as StopStep),
    });
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => {
    event.preventDefault(); // the form's own reset would ignore values that came from the address
    move(first);
  });
  element.addEventListener(recallEvent, recallState);
  element.addEventListener(chooseEvent, ({ detail }: CustomEventInit<Record<string, unknown>>) =>
    move(moveTo(explorer, scenario, state, detail ?? {})),
  );

  form.hidden = form.inert = false;
  element.querySelector("[data-ak-fallback]")?.remove();
  part(element, "[data-ak-live]").hidden = false;
  keepKeys(element);
  recallState();
  element.dataset.akAwake = "";
}

/** The value stored under a key; undefined if it is not an object. */
function stored(text = "{}"): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

const same = (a: State, b: State) => Object.keys(a).every((name) => a[name] === b[name]);

function part(element: HTMLElement, selector: string): HTMLElement {
  const found = element.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`Explorer #${element.id} has no ${selector}.`);
  return found;
}

const radiosOf = (form: HTMLFormElement, name: string) =>
  Array.from(form.querySelectorAll<HTMLInputElement>(`[data-ak-radio="${name}"] input`));

const buttonsOf = (form: HTMLFormElement, name: string) =>
  Array.from(form.querySelectorAll<HTMLButtonElement>(`[data-ak-buttons="${name}"] button`));

const fieldOf = (form: HTMLFormElement, name: string) =>
  form.querySelector<HTMLInputElement | HTMLSelectElement>(`[name="${name}"]`)!;

function read(form: HTMLFormElement, controls: readonly Control[]): Record<string, string> {
  const value = ({ kind, name }: Control) => {
    if (kind === "radio") return radiosOf(form, name).find((each) => each.checked)?.value ?? "";
    if (kind === "buttons")
      return buttonsOf(form, name).find((each) => each.ariaPressed === "true")?.dataset.akPress ?? "";
    if (kind === "checkbox") return (fieldOf(form, name) as HTMLInputElement).checked ? "on" : "off";
    return fieldOf(form, name).value;
  };
  return Object.fromEntries(controls.map((control) => [control.name, value(control)]));
}

/** Sets the controls to the state; does not touch controls that are already right, because the reader may be holding one. */
function write(form: HTMLFormElement, controls: readonly Control[], state: State, locked: boolean): void {
  for (const control of controls) {
    const { kind, name } = control;
    const value = String(state[name]);
    if (kind === "radio")
      for (const each of radiosOf(form, name)) {
        each.checked = each.value === value;
        each.disabled = locked;
      }
    else if (kind === "buttons") {
      const shown = buttonsOf(form, name);
      // Redrawn only if the buttons change, so that a pressed button keeps the focus.
      if (shown.map((each) => each.dataset.akPress).join() !== control.options.map((each) => each.value).join())
        part(form, `[data-ak-buttons="${name}"] div`).innerHTML = buttonsHtml(control, value);
      for (const each of buttonsOf(form, name)) {
        setAttribute(each, "aria-pressed", String(each.dataset.akPress === value));
        each.disabled = locked;
      }
    } else if (kind === "checkbox") {
      const box = fieldOf(form, name) as HTMLInputElement;
      box.checked = value === "on";
      box.disabled = locked;
    } else {
      const field = fieldOf(form, name);
      if (kind === "range") setAttribute(field, "max", String(control.max));
      if (field.value !== value) field.value = value;
      if (field.hasAttribute("aria-valuetext")) setAttribute(field, "aria-valuetext", valueText(control, value));
      field.disabled = locked;
    }
    const readout = form.querySelector<HTMLElement>(`[data-ak-value="${name}"]`);
    if (readout) setText(readout, valueText(control, value));
  }
}

/** A live region is read aloud at each write, even of the same text. */
function setText(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

function setAttribute(element: Element, name: string, value: string): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

/** JupyterLab handles arrow keys itself, which would block sliders; it ignores elements marked like this. */
function keepKeys(element: HTMLElement): void {
  for (const each of element.querySelectorAll("input, select, button, summary, [tabindex]"))
    each.setAttribute("data-lm-suppress-shortcuts", "true");
}
