// The legends that Plot draws beside a chart, without their style sheets: swatches become items of our legend, and a ramp of
// colours, for which Plot paints a canvas, becomes rectangles.
import { escapeHtml } from "../core/index.js";
import { svgElement } from "../svg/index.js";

/** What `rampCanvas` paints instead of pixels: a URL that lists the colours. */
const COLOURS = "data:text/plain,ramp:";
/** As many rectangles as the eye can distinguish. */
const STEPS = 32;

export const isRamp = (element: Element): boolean => /-ramp$/.test(element.getAttribute("class") ?? "");

/** The items of the swatches, as HTML, and the pictures of the ramps. */
export function plotLegends(figure: Element, chart: Element): { items: string[]; ramps: Element[] } {
  const items = [...figure.querySelectorAll('[class$="-swatch"]')].map((swatch) => {
    const sample = swatch.querySelector("svg");
    const text = escapeHtml((swatch.textContent ?? "").trim());
    if (!sample) return text;
    sample.setAttribute("class", "ak-icon");
    sample.setAttribute("aria-hidden", "true");
    return `${sample.outerHTML} ${text}`;
  });
  const ramps = [...figure.children].filter((each) => each !== chart && isRamp(each));
  return { items, ramps };
}

/** The image of a ramp, as rectangles: a page must not load external images. */
export function fillRamp(ramp: Element): void {
  for (const image of [...ramp.querySelectorAll("image")]) {
    const url = image.getAttribute("xlink:href") ?? image.getAttribute("href") ?? "";
    const colours = url.startsWith(COLOURS) ? decodeURIComponent(url.slice(COLOURS.length)).split(";") : [];
    const at = (name: string) => Number(image.getAttribute(name));
    const step = at("width") / STEPS;
    if (colours.length > 0)
      for (let i = 0; i < STEPS; i++)
        image.parentNode!.insertBefore(
          svgElement("rect", {
            x: at("x") + i * step,
            y: at("y"),
            width: step + (i < STEPS - 1 ? 0.5 : 0),
            height: at("height"),
            fill: colours[Math.round((i / (STEPS - 1)) * (colours.length - 1))],
          }),
          image,
        );
    image.remove();
  }
}

/** A minimal canvas for Plot's ramps outside a browser: it records the colours. */
export function rampCanvas(canvas: Element): Element {
  const colours: string[] = [];
  const context = { fillStyle: "", fillRect: () => void colours.push(String(context.fillStyle)) };
  return Object.assign(canvas, {
    getContext: () => context,
    toDataURL: () => COLOURS + encodeURIComponent(colours.join(";")),
  });
}
