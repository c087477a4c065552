// SVG drawn as DOM: the document, marks and groups, and the picture written as text.
export { pictureDocument } from "./document.js";
export { siteClass } from "../core/index.js";
export { at, classes, cross, group, markRadius, picture, siteGlyph, svgElement } from "./glyphs.js";
export { hitBox, hitLayer, hitLine, hitSpot } from "./hits.js";
export { markup, markupAt, markupGroup, markupPicture, markupSite, markupText } from "./markup.js";
export { shortenPath } from "./svg-numbers.js";
export { svgMarks, svgPicture } from "./svg-picture.js";
