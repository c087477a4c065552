// The interface of an explorer: initial plain data, a few controls, and a pure function from their values to figures. Node
// draws the first state; the browser redraws it at each move of a control.
import type { Figure } from "anycast-kit/figures";

/** The values of all controls by name; the only state that the reader changes. */
export type State = Readonly<Record<string, string | number>>;

interface NamedControl {
  readonly name: string;
  readonly label: string;
  /** Adjacent controls with the same group label share one box; with a site's mark if given; closed at first if folded. */
  readonly group?: { readonly label: string; readonly site?: string; readonly isFolded?: boolean };
}

export interface RangeControl extends NamedControl {
  readonly kind: "range";
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** Unit after the value: "ms"; empty for a cost. */
  readonly unit?: string;
  /** Formats a value for display and for screen readers if the number alone is not enough: "1.9 s, an event". */
  readonly format?: (value: number) => string;
  /** Values at which something happens, in ascending order: buttons lead to the first, the one before, the next and the last. */
  readonly stops?: { readonly at: readonly number[]; readonly what: string };
  /** It can move by itself, a step in `unitMs` of the reader's time; never before the reader presses "Play". */
  readonly play?: { readonly unitMs: number };
}

export interface SelectControl extends NamedControl {
  readonly kind: "select";
  readonly options: readonly string[];
}

export interface RadioControl extends NamedControl {
  readonly kind: "radio";
  readonly options: readonly string[];
  /** Further values, which no radio button has. */
  readonly unlisted?: readonly string[];
}

/** A row of buttons of which one is pressed. */
export interface ButtonsControl extends NamedControl {
  readonly kind: "buttons";
  /** With a site's mark before the label if given. */
  readonly options: readonly { readonly value: string; readonly label: string; readonly site?: string }[];
}

/** Its value is "on" or "off". */
export interface CheckboxControl extends NamedControl {
  readonly kind: "checkbox";
}

export type Control = RangeControl | SelectControl | RadioControl | ButtonsControl | CheckboxControl;

/** The view for one state. */
export interface View {
  /** One sentence with the result; read aloud as it changes. */
  readonly summary: string;
  readonly figures: readonly Figure[];
  /** Further HTML below the summary, created by the explorer: escaped, without scripts. */
  readonly html?: string;
  /** When the controls are not needed: they stay visible, or are hidden in every state. */
  readonly locked?: "shown" | "hidden";
}

/** The differences for a view that is already drawn. */
export interface Patch {
  readonly summary: string;
  /** Figures to redraw as a whole, by name. */
  readonly figures: readonly Figure[];
  /**
   * Value of `data-ak-part` in the view -> what is inside that element now, as HTML. The children of an element with
   * `data-ak-parts="x"` are parts too, by the names x-0, x-1, and so on.
   */
  readonly parts: ReadonlyMap<string, string>;
  /** Name of a figure -> whether it is hidden now. Figures that are not named stay as they are. */
  readonly hidden?: ReadonlyMap<string, boolean>;
}

/** What a press or a drag in a figure does: sets controls, or shows one of them where the pointer is. */
export type Touched = { readonly set: Readonly<Record<string, string | number>> } | { readonly edit: string };

/** `Scenario` is the data in a form suitable for drawing. */
export interface Explorer<Scenario> {
  readonly name: string;
  /** From JSON that `prepareProps` has checked. */
  read(json: unknown): Scenario;
  initial(scenario: Scenario): State;
  /** Always the same controls in the same order; only the ends and stops of ranges and the set of buttons may depend on the state. */
  controls(scenario: Scenario, state: State): readonly Control[];
  /** Pure; `id` is unique in the document and prefixes the names of the figures. */
  render(scenario: Scenario, state: State, id: string): View;
  /**
   * For views too large to redraw in one frame: the patch that turns the view of any other state into that of this one. The
   * result equals that of `render`.
   */
  patch?(scenario: Scenario, state: State, id: string): Patch;
  /**
   * For figures drawn with `touch`: pressing what has the key `from` ("link:3"), or dragging it onto `onto`. Undefined where that
   * does nothing. The controls can do the same, since a picture is closed to keyboards.
   */
  touch?(scenario: Scenario, state: State, from: string, onto?: string): Touched | undefined;
  /** Label of the button that returns to the first state. Defaults to "Reset". */
  readonly resetLabel?: string;
  /** Replaces the view if no script runs. Defaults to the view of the first state. */
  fallback?(scenario: Scenario): string;
  /** The name under which the browser stores the state, if it is stored. */
  remembers?(scenario: Scenario): string;
}

/** The part of a view that is redrawn for every state. */
export function viewHtml({ html = "", figures }: View): string {
  return html + figures.map((figure) => figure.html).join("");
}

/** Thrown for an unknown explorer, or for invalid data; the message names the field. */
export class ExplorerError extends Error {
  override readonly name = "ExplorerError";
}

/** The state with the values of `wanted` that fit the controls; others are ignored. */
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
  if (control.kind === "buttons") return control.options.map(({ value }) => value);
  return control.kind === "radio" ? [...control.options, ...(control.unlisted ?? [])] : control.options;
}

/**
 * The same if the ends of a range depend on other controls, which are applied first. A control at its maximum stays there when
 * the range changes; values are clamped to the range. A removed button is replaced by the first.
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

/** The target of a button beside a slider, and its label. */
export const stepWords = { first: "First", back: "Previous", forward: "Next", last: "Last" } as const;
export type StopStep = keyof typeof stepWords;

/** The speeds of a control that can play. */
export const playSpeeds = [0.25, 0.5, 1, 2, 4] as const;

/** The stop that a button leads to from a value; the value itself if that direction has no stop. */
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
