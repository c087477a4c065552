// The legend under a figure: only what is on it, in words, with the marks as drawn.

/** A mark as it stands before the words of a legend. */
export const legendIcon = (inside: string) =>
  `<svg class="ak-icon" viewBox="-8 -8 16 16" width="16" height="16" aria-hidden="true">${inside}</svg>`;

/** Nothing where there is nothing to explain. */
export function legendList(items: readonly string[]): string {
  return items.length ? `<ul class="ak-legend">${items.map((item) => `<li>${item}</li>`).join("")}</ul>` : "";
}
