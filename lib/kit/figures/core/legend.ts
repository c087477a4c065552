// The legend under a figure: explains only marks that appear, as drawn.

/**
 * A mark before the text of a legend item, as inline SVG.
 * @example legendIcon('<circle r="3"/>').startsWith('<svg class="ak-icon"') // true
 */
export const legendIcon = (inside: string) =>
  `<svg class="ak-icon" viewBox="-8 -8 16 16" width="16" height="16" aria-hidden="true">${inside}</svg>`;

/**
 * The legend under a figure as an HTML list; empty if there is nothing to explain.
 * @example legendList(["anycast", "unicast"]) // "<ul class=\"ak-legend\"><li>anycast</li><li>unicast</li></ul>"
 */
export function legendList(items: readonly string[]): string {
  return items.length ? `<ul class="ak-legend">${items.map((item) => `<li>${item}</li>`).join("")}</ul>` : "";
}
