// Two views of one explorer are patched into each other rightly where the same is left of both.
import type { Patch } from "../../lib/course/explorers/core/explorer.js";

/** What stays of a drawn view where everything that its patch holds is taken out; throws where the view has it not. `map`: the name of its map. */
export function skeleton(html: string, { figures, parts }: Patch, map: string): string {
  let left = html;
  const cut = (what: string, before: string, after: string) => {
    const at = left.indexOf(before + what + after);
    if (at < 0) throw new Error(`The view has no ${before.slice(0, 60)}... as the patch has it.`);
    left = left.slice(0, at + before.length) + left.slice(at + before.length + what.length);
  };
  for (const figure of figures) cut(figure.html, "", "");
  for (const [part, inside] of parts) {
    const city = new RegExp(`^${map}-(\\d+)$`).exec(part)?.[1];
    if (city === undefined) cut(inside, new RegExp(`data-ak-part="${part}"[^>]*>`).exec(left)?.[0] ?? part, "</");
    else {
      const list = left.indexOf(`data-ak-parts="${map}"`);
      const children = [...left.slice(list).matchAll(/<g transform="[^"]*">/g)];
      const at = list + children[Number(city)].index + children[Number(city)][0].length;
      if (!left.startsWith(`${inside}</g>`, at)) throw new Error(`City ${city} is not drawn as the patch has it.`);
      left = left.slice(0, at) + left.slice(at + inside.length);
    }
  }
  return left;
}
