// The document in which a picture is drawn: linkedom's in Node, the page's own in a browser.
// lib/package.json tells bundlers ("browser": { "linkedom": false }) to leave linkedom out, so there it is undefined.
import * as linkedom from "linkedom";
import { FigureError } from "../core/index.js";

let made: Document | undefined;

export function pictureDocument(): Document {
  const { parseHTML } = linkedom as Partial<typeof linkedom>;
  made ??= parseHTML
    ? parseHTML("<!doctype html><html><body></body></html>").document
    : (globalThis as { document?: Document }).document;
  if (made) return made;
  throw new FigureError("No document is available. Draw figures in Node or in a page, not in a worker.");
}
