// The document in which a picture is drawn: the page's own in a browser, linkedom's in Node and in a page's worker.
// lib/package.json tells bundlers ("browser": { "linkedom": false }) to leave linkedom out, so there it may be undefined.
import * as linkedom from "linkedom";
import { FigureError } from "../core/index.js";

/** As it was when this module was loaded: a cell may define a `document` of its own later. */
const { document: ofPage } = globalThis as { document?: Document };
let made: Document | undefined = ofPage;

/**
 * The document in which pictures are drawn: the page's own in a browser, linkedom's in Node.
 * @example pictureDocument().createElement("p").outerHTML // "<p></p>"
 * @throws FigureError if there is neither a browser nor linkedom
 */
export function pictureDocument(): Document {
  const { parseHTML } = linkedom as Partial<typeof linkedom>;
  made ??= parseHTML?.("<!doctype html><html><body></body></html>").document;
  if (made) return made;
  throw new FigureError("No document is available. Draw figures in Node or in a page, not in a worker.");
}
