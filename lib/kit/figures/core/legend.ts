// The legend under a figure: explains only marks that appear, as drawn.

/** A mark before the text of a legend item. */
export const legendIcon = (inside: string) =>
  `<svg class="ak-icon" viewBox="-8 -8 16 16" width="16" height="16" aria-hidden="true">${inside}</svg>`;

/** Empty if there is nothing to explain. */
export function legendList(items: readonly string[]): string {
  return items.length ? `<ul class="ak-legend">${items.map((item) => `<li>${item}</li>`).join("")}</ul>` : "";
}
