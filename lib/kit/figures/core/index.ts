// The parts of every figure: frame, text, legend, theme, site marks, SVG parts.
export {
  commonArea,
  COVER,
  declutter,
  lengthInside,
  type Label,
  type Placement,
  type Rect,
  type TextAnchor,
} from "./declutter.js";
export { drawOnly, sizesDrawn, type SizeName } from "./drawn-size.js";
export { embedJson } from "./embed-json.js";
export { FigureError } from "./figure-error.js";
export type { Figure, FigureData } from "./figure.js";
export { dataPart, frame, type FigureText } from "./frame.js";
export { escapeHtml, unbroken } from "./html.js";
export { lruCache } from "./lru-cache.js";
export { legendIcon, legendList } from "./legend.js";
export { shareText } from "./share-text.js";
export {
  isSiteLetter,
  siteClass,
  siteBadge,
  siteLetters,
  siteMark,
  siteShape,
  siteMarks,
  type SiteLetter,
  type SiteMark,
} from "./site-mark.js";
export { textWidth } from "./text-width.js";
export { themes, type Theme, type ThemeName } from "./theme.js";
export { columnKinds, htmlTable, textTable, type ColumnKind, type TableLook } from "./data-table.js";
export type { Pixel } from "./pixel.js";
