// An explorer as HTML: correct without scripts for its first state; the browser runtime finds it by its attributes and starts it.
import { siteBadge, escapeHtml } from "anycast-kit/figures";
import {
  buttonsHtml,
  playSpeeds,
  stepWords,
  valueText,
  viewHtml,
  type Control,
  type State,
  type StopStep,
  type View,
} from "./core/index.js";
import { explorerNamed } from "./list.js";
import { prepareProps } from "./prepare.js";

export interface RenderOptions {
  /** Unique in the document. Defaults to the explorer's name. */
  readonly id?: string;
}

/** An explorer in its first state: prepared, read and drawn once, for the page and for a terminal. */
interface FirstState {
  readonly name: string;
  readonly id: string;
  /** The data that the page carries. */
  readonly json: string;
  readonly resetLabel: string;
  readonly fallback?: string;
  readonly controls: readonly Control[];
  readonly state: State;
  readonly view: View;
}

function firstState(name: string, props: unknown, id: string): FirstState {
  const json = prepareProps(name, props);
  const explorer = explorerNamed(name);
  const scenario = explorer.read(JSON.parse(json));
  const state = explorer.initial(scenario);
  return {
    name,
    id,
    json,
    resetLabel: explorer.resetLabel ?? "Reset",
    fallback: explorer.fallback?.(scenario),
    controls: explorer.controls(scenario, state),
    state,
    view: explorer.render(scenario, state, id),
  };
}

/**
 * The markup of an explorer from its name and its data, which may come from an untrusted file. Needs `figureCss` and
 * `explorerCss` on the page, and the bundle `dist/browser.js` once; without the bundle it is static.
 * @throws ExplorerError for an unknown name or data that does not fit, naming the field
 */
export const renderExplorer = (name: string, props: unknown, { id = name }: RenderOptions = {}): string =>
  firstStateHtml(firstState(name, props, id));

/** The same markup, and the first state for a terminal: a label for every control, the result, the figures. @throws ExplorerError */
export function renderWithText(name: string, props: unknown, { id = name }: RenderOptions = {}) {
  const first = firstState(name, props, id);
  return { html: firstStateHtml(first), text: firstStateText(first) };
}

function firstStateHtml({ name, id, json, resetLabel, fallback, controls: each, state, view }: FirstState): string {
  const controls = controlsHtml(each, state, id);
  const asked = view.locked === "hidden" ? " data-ak-asked" : "";
  const reset = `<button type="reset">${escapeHtml(resetLabel)}</button>`;
  return [
    `<div class="ak-explorer" data-ak-explorer="${escapeHtml(name)}" id="${escapeHtml(id)}">`,
    `<script type="application/json" data-ak-props>${json}</script>`,
    `<div data-ak-body>`,
    `<form class="ak-controls" data-ak-controls${asked} autocomplete="off" hidden>${controls}${reset}</form>`,
    ...(fallback === undefined ? [] : [`<div data-ak-fallback>${fallback}</div>`]),
    `<div data-ak-live${fallback === undefined ? "" : " hidden"}>`,
    `<p class="ak-summary"><output data-ak-summary aria-live="polite">${escapeHtml(view.summary)}</output></p>`,
    `<div class="ak-view" data-ak-view>${viewHtml(view)}</div>`,
    `</div></div></div>`,
  ].join("");
}

function firstStateText({ controls, state, view }: FirstState): string {
  const lines = controls.map((control) => {
    const options = control.kind === "radio" ? ` (${control.options.join(" / ")})` : "";
    const group = control.group ? `${control.group.label}, ` : "";
    return `${group}${control.label}${options}: ${valueText(control, state[control.name] ?? "") || "-"}`;
  });
  return [...lines, view.summary, ...view.figures.map((figure) => figure.text)].join("\n");
}

/** Controls of one group in one box, boxes side by side. */
function controlsHtml(controls: readonly Control[], state: State, id: string): string {
  const groupAt = (i: number) => controls[i]?.group;
  return controls
    .map((control, i) => {
      const { group } = control;
      const html = controlHtml(control, state, id);
      if (!group) return html;
      const mark = group.site === undefined ? "" : `${siteBadge(group.site)} `;
      const before = groupAt(i - 1) ? "" : `<div class="ak-groups">`;
      const opens = groupAt(i - 1)?.label !== group.label;
      const closes = groupAt(i + 1)?.label !== group.label;
      const after = groupAt(i + 1) ? "" : "</div>";
      const title = `${mark}${escapeHtml(group.label)}`;
      const [open, close] = group.isFolded
        ? [`<details class="ak-folded"><summary>${title}</summary><div class="ak-group">`, "</div></details>"]
        : [`<fieldset class="ak-group"><legend>${title}</legend>`, "</fieldset>"];
      return `${before}${opens ? open : ""}${html}${closes ? close : ""}${after}`;
    })
    .join("");
}

function controlHtml(control: Control, state: State, id: string): string {
  const name = escapeHtml(control.name);
  const label = escapeHtml(control.label);
  const value = state[control.name] ?? "";
  const chosen = (option: string, attribute: string) => (option === value ? ` ${attribute}` : "");
  switch (control.kind) {
    case "range": {
      const { min, max, step, stops, play } = control;
      const text = escapeHtml(valueText(control, value));
      // The value is beside the label, not in it: a label belongs to the first control inside, and <output> is one.
      const field = `${escapeHtml(id)}-${name}`;
      const spoken = control.format || control.unit ? ` aria-valuetext="${text}"` : "";
      const input = `<input type="range" id="${field}" name="${name}" min="${min}" max="${max}" step="${step}" value="${escapeHtml(String(value))}"${spoken}>`;
      const stepped = stops ? stepsHtml(name, stops.what, input) : input;
      const slider = play ? playHtml(name, stepped) : stepped;
      // A value that moves by itself must not be read aloud, and <output> is.
      const readout = play
        ? `<span data-ak-value="${name}">${text}</span>`
        : `<output data-ak-value="${name}">${text}</output>`;
      const look = `ak-range${stops ? " ak-stepped" : ""}${play ? " ak-playable" : ""}`;
      return `<div class="${look}"><label for="${field}">${label}</label> <strong>${readout}</strong>${slider}</div>`;
    }
    case "select": {
      const options = control.options.map((each) => `<option${chosen(each, "selected")}>${escapeHtml(each)}</option>`);
      return `<label class="ak-select"><span>${label}</span><select name="${name}">${options.join("")}</select></label>`;
    }
    case "buttons":
      return `<fieldset class="ak-buttons" data-ak-buttons="${name}"><legend>${label}</legend><div>${buttonsHtml(control, String(value))}</div></fieldset>`;
    case "checkbox":
      return `<label class="ak-checkbox"><input type="checkbox" name="${name}"${value === "on" ? " checked" : ""}> ${label}</label>`;
    case "radio": {
      const radios = control.options.map((each) => {
        const group = `name="${escapeHtml(id)}.${name}"`; // radios of one name are one group in the whole document
        return `<label><input type="radio" ${group} value="${escapeHtml(each)}"${chosen(each, "checked")}> ${escapeHtml(each)}</label>`;
      });
      return `<fieldset data-ak-radio="${name}"><legend>${label}</legend>${radios.join("")}</fieldset>`;
    }
  }
}

/** A button that moves a slider, and how fast it does. */
function playHtml(name: string, slider: string): string {
  const speeds = playSpeeds.map(
    (speed) => `<option value="${speed}"${speed === 1 ? " selected" : ""}>${speed}×</option>`,
  );
  return (
    `<div class="ak-play"><button type="button" data-ak-play="${name}">Play</button>${slider}` +
    `<label class="ak-select"><span>Speed</span><select data-ak-speed="${name}">${speeds.join("")}</select></label></div>`
  );
}

/** Buttons on both sides of a slider, for values at which something happens. */
function stepsHtml(name: string, what: string, input: string): string {
  const button = (to: StopStep, d: string) =>
    `<button type="button" data-ak-step="${to}" data-ak-of="${name}" aria-label="${escapeHtml(`${stepWords[to]} ${what}`)}">` +
    `<svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path fill="currentColor" d="${d}"/></svg></button>`;
  return (
    `<div class="ak-steps">${button("first", "M2 2h2v12H2zM14 2v12L5 8z")}${button("back", "M12 2v12L3 8z")}${input}` +
    `${button("forward", "M4 2v12l9-6z")}${button("last", "M12 2h2v12h-2zM2 2v12l9-6z")}</div>`
  );
}
