// An explorer as HTML: right without script, for its first state; the browser runtime finds it by its attributes and wakes it.
import { escapeHtml } from "./escape.js";
import { explorerNamed } from "./explorers/index.js";
import { viewHtml, type Control, type State } from "./explorer.js";
import { prepareProps } from "./props/prepare.js";

export interface RenderOptions {
  /** Unique in the document; the explorer's name unless given. */
  readonly id?: string;
}

/**
 * The markup of an explorer from its name and its data, which may come from an untrusted file: it is scenario first.
 * Wants `figureCss` and `explorerCss` on the page, and once the bundle `dist/browser.js`, without which it stays as drawn.
 * @throws ExplorerError for an unknown name or data that does not fit, naming the field
 */
export function renderExplorer(name: string, props: unknown, { id = name }: RenderOptions = {}): string {
  const json = prepareProps(name, props);
  const explorer = explorerNamed(name);
  const scenario = explorer.read(JSON.parse(json));
  const state = explorer.initial(scenario);
  const controls = explorer.controls(scenario).map((control) => controlHtml(control, state, id));
  const reset = `<button type="reset">${escapeHtml(explorer.resetLabel ?? "Reset")}</button>`;
  const fallback = explorer.fallback?.(scenario);
  const view = explorer.render(scenario, state, id);
  return [
    `<div class="ak-explorer" data-ak-explorer="${escapeHtml(name)}" id="${escapeHtml(id)}">`,
    `<script type="application/json" data-ak-props>${json}</script>`,
    `<div data-ak-body>`,
    `<form class="ak-controls" data-ak-controls autocomplete="off" hidden>${controls.join("")}${reset}</form>`,
    ...(fallback === undefined ? [] : [`<div data-ak-fallback>${fallback}</div>`]),
    `<div data-ak-live${fallback === undefined ? "" : " hidden"}>`,
    `<p class="ak-summary"><output data-ak-summary aria-live="polite">${escapeHtml(view.summary)}</output></p>`,
    `<div class="ak-view" data-ak-view>${viewHtml(view)}</div>`,
    `</div></div></div>`,
  ].join("");
}

function controlHtml(control: Control, state: State, id: string): string {
  const name = escapeHtml(control.name);
  const label = escapeHtml(control.label);
  const value = state[control.name];
  const chosen = (option: string, attribute: string) => (option === value ? ` ${attribute}` : "");
  switch (control.kind) {
    case "range": {
      const { min, max, step, unit } = control;
      const readout = `<output data-ak-value="${name}">${value}</output>${unit ? ` ${escapeHtml(unit)}` : ""}`;
      // The value stands beside the label, not in it: a label belongs to the first control inside, and <output> is one.
      const field = `${escapeHtml(id)}-${name}`;
      const input = `<input type="range" id="${field}" name="${name}" min="${min}" max="${max}" step="${step}" value="${value}">`;
      return `<div class="ak-range"><label for="${field}">${label}</label> <strong>${readout}</strong>${input}</div>`;
    }
    case "select": {
      const options = control.options.map((each) => `<option${chosen(each, "selected")}>${escapeHtml(each)}</option>`);
      return `<label class="ak-select"><span>${label}</span><select name="${name}">${options.join("")}</select></label>`;
    }
    case "radio": {
      const radios = control.options.map((each) => {
        const group = `name="${escapeHtml(id)}.${name}"`; // radios of one name are one group in the whole document
        return `<label><input type="radio" ${group} value="${escapeHtml(each)}"${chosen(each, "scenario")}> ${escapeHtml(each)}</label>`;
      });
      return `<fieldset data-ak-radio="${name}"><legend>${label}</legend>${radios.join("")}</fieldset>`;
    }
  }
}
