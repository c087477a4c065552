// What an explorer is: plain data to begin with, a few controls, and a pure function from their values to figures.
// Node draws it once, for its first state; the reader's browser draws it again at each move of a control.
import type { Figure } from "anycast-kit/figures";

/** The values of all controls by name; what the reader changes, and nothing else. */
export type State = Readonly<Record<string, string | number>>;

interface NamedControl {
  readonly name: string;
  readonly label: string;
  /** Controls side by side with the same label of their group stand in one box under it; with a site's mark where one is given. */
  readonly group?: { readonly label: string; readonly site?: string };
}

export interface RangeControl extends NamedControl {
  readonly kind: "range";
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** Stands behind the value: "ms"; nothing for a cost. */
  readonly unit?: string;
  /** How a value is written and read out, where the number alone says little: "1.9 s, an event". */
  readonly format?: (value: number) => string;
  /** Values at which something happens, rising: buttons lead to the first, the one before, the next and the last. */
  readonly stops?: { readonly at: readonly number[]; readonly what: string };
}

export interface SelectControl extends NamedControl {
  readonly kind: "select";
  readonly options: readonly string[];
}

export interface RadioControl extends NamedControl {
  readonly kind: "radio";
  readonly options: readonly string[];
}

/** A row of buttons of which one is pressed. */
export interface ButtonsControl extends NamedControl {
  readonly kind: "buttons";
  /** With a site's mark before the label where one is given. */
  readonly options: readonly { readonly value: string; readonly label: string; readonly site?: string }[];
}

/** Its value is "on" or "off". */
export interface CheckboxControl extends NamedControl {
  readonly kind: "checkbox";
}

export type Control = RangeControl | SelectControl | RadioControl | ButtonsControl | CheckboxControl;

/** What is to be seen for one state. */
export interface View {
  /** One sentence with the result; read aloud as it changes. */
  readonly summary: string;
  readonly figures: readonly Figure[];
  /** Further HTML below the summary, made by the explorer itself: escaped, no script. */
  readonly html?: string;
  /** Where the controls have had their say: they stay to be seen, or only their labels do. */
  readonly locked?: "shown" | "folded";
}

/** What is different in a view that is drawn already. */
export interface Patch {
  readonly summary: string;
  /** Figures to be drawn again as a whole, found by their names. */
  readonly figures: readonly Figure[];
  /**
   * Value of `data-ak-part` in the view -> what is inside that element now, as HTML. The children of an element with
   * `data-ak-parts="x"` are parts too, by the names x-0, x-1, and so on.
   */
  readonly parts: ReadonlyMap<string, string>;
}

/** `Scenario` is what it is drawn from, in the form that suits drawing. */
export interface Explorer<Scenario> {
  readonly name: string;
  /** From JSON that `prepareProps` has checked. */
  read(json: unknown): Scenario;
  initial(scenario: Scenario): State;
  /** Always the same controls in the same order; with the state only the ends and stops of ranges may change, and which buttons there are. */
  controls(scenario: Scenario, state: State): readonly Control[];
  /** Pure; `id` is unique in the document and prefixes the names of the figures. */
  render(scenario: Scenario, state: State, id: string): View;
  /**
   * For views that are too large to be drawn again in one frame: what turns the view of any other state into that of this one.
   * The result is what `render` would have drawn.
   */
  patch?(scenario: Scenario, state: State, id: string): Patch;
  /** Says what going back to the first state means here. Defaults to "Reset". */
  readonly resetLabel?: string;
  /** What stands in place of the view where no script runs. Defaults to the view of the first state. */
  fallback?(scenario: Scenario): string;
  /** The name under which the browser remembers the state, where it is to be remembered. */
  remembers?(scenario: Scenario): string;
}

/** The part of a view that is drawn again for every state. */
export function viewHtml({ html = "", figures }: View): string {
  return html + figures.map((figure) => figure.html).join("");
}

/** Thrown for an explorer that is not there, or for data it cannot draw; the message names the field. */
export class ExplorerError extends Error {
  override readonly name = "ExplorerError";
}

/** The state with what of `wanted` fits the controls; anything else is passed over. */
export function adopt(controls: readonly Control[], state: State, wanted: Readonly<Record<string, unknown>>): State {
  const fitting: Record<string, string | number> = {};
  for (const control of controls) {
    const value = wanted[control.name];
    if (value === undefined) continue;
    if (control.kind === "range") {
      const number = Number(value);
      const steps = (number - control.min) / control.step;
      if (number >= control.min && number <= control.max && Math.abs(steps - Math.round(steps)) < 1e-9)
        fitting[control.name] = number;
    } else {
      if (typeof value === "string" && choices(control).includes(value)) fitting[control.name] = value;
    }
  }
  return { ...state, ...fitting };
}

function choices(control: Exclude<Control, RangeControl>): readonly string[] {
  if (control.kind === "checkbox") return ["on", "off"];
  return control.kind === "buttons" ? control.options.map(({ value }) => value) : control.options;
}

/**
 * The same where the ends of a range depend on the other controls: these are heard first. Who stood at the end of a range
 * and did not move stands at its end again; nobody stands beyond it. A button that is gone gives way to the first.
 */
export function moveTo<Scenario>(
  explorer: Pick<Explorer<Scenario>, "controls">,
  scenario: Scenario,
  state: State,
  wanted: Readonly<Record<string, unknown>>,
): State {
  const before = explorer.controls(scenario, state);
  const chosen = adopt(before, state, wanted);
  const after = explorer.controls(scenario, chosen);
  const next: Record<string, string | number> = { ...adopt(after, chosen, wanted) };
  after.forEach((control, i) => {
    const was = before[i];
    if (control.kind === "buttons" && !choices(control).includes(String(next[control.name])))
      next[control.name] = control.options[0].value;
    if (control.kind !== "range" || was.kind !== "range") return;
    const { name, max } = control;
    const stays = next[name] === state[name];
    if (Number(next[name]) > max || (stays && state[name] === was.max)) next[name] = max;
  });
  return next;
}

/** Where a button beside a slider leads, and what it is called. */
export const stepWords = { first: "First", back: "Previous", forward: "Next", last: "Last" } as const;
export type StopStep = keyof typeof stepWords;

/** The stop that a button leads to from a value; the value itself where there is none that way. */
export function stopFrom({ stops, min, max }: RangeControl, value: number, step: StopStep): number {
  const at = stops?.at ?? [];
  switch (step) {
    case "first":
      return min;
    case "last":
      return max;
    case "back":
      return at.filter((stop) => stop < value).at(-1) ?? min;
    case "forward":
      return at.find((stop) => stop > value) ?? max;
  }
}

/** A control's value in words, with its unit. */
export function valueText(control: Control, value: string | number): string {
  if (control.kind === "buttons") {
    const option = control.options.find((each) => each.value === value);
    return option ? [option.site, option.label].filter(Boolean).join(" ") : String(value);
  }
  if (control.kind !== "range") return String(value);
  if (control.format) return control.format(Number(value));
  return control.unit ? `${value} ${control.unit}` : String(value);
}
