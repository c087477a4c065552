// Several maps of one page show the same land, 8 KB compressed each. The first keeps its outlines and the others refer to it.
// Only for pages: in a notebook each output must be self-contained.

/** Path data shorter than this is not worth a reference. */
const WORTH = 300;
const outline = /<path d="([^"]+)" class="(ak-(?:land|border|globe))"(?:><\/path>| ?\/>)/g;

/**
 * Writes each outline of a map once in a page with several maps; the others refer to it.
 * @example ((html) => shareOutlines(html + html).length < 2 * html.length)(catchmentMap(result, { name: "map", title: "Who answers?" }).html) // true
 * @returns the same HTML, each outline of a map written once
 */
export function shareOutlines(html: string): string {
  const copies = new Map<string, number>();
  for (const [, d] of html.matchAll(outline)) copies.set(d, (copies.get(d) ?? 0) + 1);
  const ids = new Map<string, string>();
  return html.replace(outline, (whole, d: string, look: string) => {
    if (d.length < WORTH || copies.get(d)! < 2) return whole;
    const known = ids.get(d);
    if (known !== undefined) return `<use href="#${known}"/>`;
    const id = `outline-${ids.size + 1}`;
    ids.set(d, id);
    return `<path id="${id}" d="${d}" class="${look}"></path>`;
  });
}
