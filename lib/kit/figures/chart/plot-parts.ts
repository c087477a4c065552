// What our charts share when Observable Plot draws them: a class for each element of a mark, and marks drawn by a function.
import type { RenderFunction } from "@observablehq/plot";
import { group } from "../svg/index.js";

/**
 * A render transform of Plot that gives each element of a mark the class of its datum, so that the style sheet colours it in
 * both themes. Plot's own `className` is one for the whole mark. For lines and areas the first datum of each counts.
 * @example rect(bars, { x1: "from", x2: "to", ...classed(bars, ({ site }) => `ak-bar ${siteClass(site)}`) })
 */
export function classed<T>(data: readonly T[], look: (datum: T) => string): { readonly render: RenderFunction } {
  return {
    render(index, scales, values, dimensions, context, next) {
      const drawn = next!(index, scales, values, dimensions, context);
      for (const element of drawn?.children ?? []) {
        // d3 binds the number of the datum to its element, or the numbers of all of one line.
        const bound = (element as unknown as { readonly __data__: number | readonly number[] }).__data__;
        element.setAttribute("class", look(data[typeof bound === "number" ? bound : bound[0]]));
      }
      return drawn;
    },
  };
}

/** Where Plot's scales put a value, px. */
export type Scale = (value: unknown) => number;

/** A mark of elements that are no mark of Plot's, such as sites, at positions of Plot's scales. */
export function drawnBy(
  className: string,
  draw: (scales: { readonly x: Scale; readonly y: Scale }) => readonly Element[],
): RenderFunction {
  return (_index, scales) => {
    const { x, y } = scales as unknown as { readonly x: Scale; readonly y: Scale };
    return group(className, draw({ x, y }));
  };
}
