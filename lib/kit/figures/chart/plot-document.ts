// The document for charts that an author draws with `Plot.plot({ ... })` outside a browser. Without the option `document` Plot
// uses `window.document`, so a notebook needs a window with a document, and nothing else of a browser.
import { pictureDocument } from "../svg/index.js";
import { rampCanvas } from "./plot-legends.js";

let made: Document | undefined;

/** The document in which figures are drawn, with a canvas for Plot's colour ramps. */
function plotDocument(): Document {
  if (made) return made;
  const document = pictureDocument();
  const create = document.createElement.bind(document);
  made = Object.create(document, {
    documentElement: { get: () => document.documentElement },
    createElement: { value: (name: string) => (name === "canvas" ? rampCanvas(create(name)) : create(name)) },
    createElementNS: { value: document.createElementNS.bind(document) },
    createTextNode: { value: document.createTextNode.bind(document) },
  }) as Document;
  return made;
}

/**
 * Lets `Plot.plot({ ... })` draw without the option `document`: defines `window` with a document, if there is no window.
 * In a browser it does nothing.
 * @example (providePlotWindow(), Plot.plot({ marks: [Plot.dot(rows, { x: "km", y: "ms" })] }).tagName) // "SVG"
 */
export function providePlotWindow(): void {
  if ("window" in globalThis) return;
  Object.defineProperty(globalThis, "window", {
    configurable: true,
    // A fine screen: on a coarse one Plot moves lines by half a pixel. It asks once, when it is loaded.
    get: () => ({ document: plotDocument(), devicePixelRatio: 2 }),
  });
}
