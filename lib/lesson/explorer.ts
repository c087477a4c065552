// What an explorer is: plain data to begin with, a few controls, and a pure function from their values to figures.
// Node draws it once, for its first state; the reader's browser draws it again at each move of a control.
import type { Figure } from "../figures/figure.js";

/** The values of all controls by name; what the reader changes, and nothing else. */
export type State = Readonly<Record<string, string | number>>;

export interface RangeControl {
  readonly kind: "range";
  readonly name: string;
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** Stands behind the value: "ms"; nothing for a cost. */
  readonly unit?: string;
}

export interface SelectControl {
  readonly kind: "select";
  readonly name: string;
  readonly label: string;
  readonly options: readonly string[];
}

export interface RadioControl {
  readonly kind: "radio";
  readonly name: string;
  readonly label: string;
  readonly options: readonly string[];
}

export type Control = RangeControl | SelectControl | RadioControl;

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

/** `Scenario` is what it is drawn from, in the form that suits drawing. */
export interface Explorer<Scenario> {
  readonly name: string;
  /** From JSON that `prepareProps` has checked. */
  read(json: unknown): Scenario;
  initial(scenario: Scenario): State;
  controls(scenario: Scenario): readonly Control[];
  /** Pure; `id` is unique in the document and prefixes the names of the figures. */
  render(scenario: Scenario, state: State, id: string): View;
  /** Says what going back to the first state means here; "Reset" unless given. */
  readonly resetLabel?: string;
  /** What stands in place of the view where no script runs; the view of the first state unless given. */
  fallback?(scenario: Scenario): string;
  /** The name under which the browser remembers the state, where it is to be remembered. */
  remembers?(scenario: Scenario): string;
}

/** The part of a view that is drawn anew for every state. */
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
    } else if (typeof value === "string" && control.options.includes(value)) fitting[control.name] = value;
  }
  return { ...state, ...fitting };
}
