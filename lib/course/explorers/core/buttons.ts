// A row of buttons of which one is pressed, as HTML: Node draws it first, the browser redraws it if the buttons change.
import { siteBadge, escapeHtml } from "anycast-kit/figures";
import type { ButtonsControl } from "./explorer.js";

export function buttonsHtml({ options }: ButtonsControl, pressed: string): string {
  return options
    .map(({ value, label, site }) => {
      const mark = site === undefined ? "" : `${siteBadge(site)} `;
      const state = `data-ak-press="${escapeHtml(value)}" aria-pressed="${value === pressed}"`;
      return `<button type="button" ${state}>${mark}${escapeHtml(label)}</button>`;
    })
    .join("");
}
