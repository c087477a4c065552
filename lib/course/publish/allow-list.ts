// The allow-list for untrusted HTML: elements, attributes, CSS and classes by name; everything else is dropped.
// No element whose content a browser reads as anything but markup (script, style, textarea, noscript, math, foreignObject ...),
// so that what is written here cannot be parsed differently there (mutation XSS).

/** Elements of text, tables and pictures. */
export const htmlElements: readonly string[] = [
  ...[
    "a",
    "abbr",
    "b",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dfn",
  ],
  ...[
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
  ],
  ...[
    "li",
    "mark",
    "ol",
    "output",
    "p",
    "pre",
    "q",
    "s",
    "samp",
    "section",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
  ],
  ...["table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "u", "ul", "var", "wbr"],
];

/** Elements of a static drawing: nothing that moves, links, embeds or scripts. Lower case: the HTML parser restores `clipPath`. */
export const svgElements: readonly string[] = [
  ...[
    "svg",
    "g",
    "defs",
    "symbol",
    "use",
    "title",
    "desc",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
  ],
  ...["text", "tspan", "textpath", "clippath", "mask", "pattern", "marker", "lineargradient", "radialgradient", "stop"],
];

const everywhere = ["id", "class", "style", "lang", "dir", "role", "tabindex", "aria-*"];

const drawing = [
  ...[
    "viewbox",
    "preserveaspectratio",
    "width",
    "height",
    "x",
    "y",
    "x1",
    "y1",
    "x2",
    "y2",
    "cx",
    "cy",
    "r",
    "rx",
    "ry",
  ],
  ...["d", "points", "transform", "dx", "dy", "rotate", "pathlength", "fill", "fill-opacity", "fill-rule", "stroke"],
  ...["stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-dashoffset", "stroke-linecap", "stroke-linejoin"],
  ...[
    "stroke-miterlimit",
    "opacity",
    "color",
    "display",
    "visibility",
    "clip-path",
    "clip-rule",
    "mask",
    "marker-start",
  ],
  ...[
    "marker-mid",
    "marker-end",
    "markerwidth",
    "markerheight",
    "markerunits",
    "orient",
    "refx",
    "refy",
    "vector-effect",
  ],
  ...["paint-order", "shape-rendering", "text-rendering", "text-anchor", "dominant-baseline", "alignment-baseline"],
  ...["baseline-shift", "font-family", "font-size", "font-style", "font-variant", "font-weight", "letter-spacing"],
  ...["word-spacing", "textlength", "lengthadjust", "offset", "stop-color", "stop-opacity", "gradientunits"],
  ...["gradienttransform", "spreadmethod", "patternunits", "patterncontentunits", "patterntransform", "clippathunits"],
  ...["maskunits", "maskcontentunits", "startoffset", "focusable"],
];

/** Attributes by element; `*` is every element. `href` and `src` are looked at again, by scheme. */
export const attributes: Readonly<Record<string, string[]>> = {
  "*": everywhere,
  ...Object.fromEntries(svgElements.map((element) => [element, drawing])),
  a: ["href", "title", "rel"],
  abbr: ["title"],
  col: ["span"],
  colgroup: ["span"],
  details: ["open"],
  img: ["src", "alt", "width", "height", "title"],
  ol: ["start", "type", "reversed"],
  td: ["colspan", "rowspan", "headers"],
  th: ["colspan", "rowspan", "headers", "scope", "abbr"],
  time: ["datetime"],
  ...Object.fromEntries(
    ["use", "textpath", "lineargradient", "radialgradient", "pattern"].map((name) => [name, [...drawing, "href"]]),
  ),
};

/** Pictures that are inside the page already. SVG only as elements, so that it is looked through as well. */
export const inlineImage = /^data:image\/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]+$/;
/** An id no script of the page could mistake for one of its own names. */
export const idPattern = /^\p{L}[\p{L}\p{N}._-]*$/u;
/** Ids that the page's own markup has or its scripts look for: a heading or an explorer gets another. */
export const pageId = /^(?:page-(?:main|theme)|jupyter-config-data|outline-\d+)$/;
