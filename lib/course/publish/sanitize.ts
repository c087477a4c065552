// Turns markup from a notebook into inert markup. A notebook is untrusted input (DESIGN section 6).
// The parser of the HTML standard makes a tree (html/parse.ts), this file keeps what the allow-list names, and the tree is
// written whole (html/tree.ts). What is written is read again: it must give the same tree, or it is cleaned once more.
import { attributes, htmlElements, idPattern, inlineImage, svgElements } from "./allow-list.js";
import { allowsDrawingValue, cleanStyle } from "./html/css.js";
import { parseMarkup } from "./html/parse.js";
import { inlineDrawingStyles } from "./html/drawing-styles.js";
import { limitReferences } from "./html/references.js";
import { joinTexts, sameNodes, textOf, write, type Element, type Node } from "./html/tree.js";

export interface SanitizeOptions {
  /** Put before every id and every reference to one, so that two outputs cannot collide. */
  readonly idPrefix?: string;
  /** Instead of a prefix: the id to write for one of this markup; undefined drops it. `element` has it, or else refers to it. */
  readonly rename?: (id: string, element?: string) => string | undefined;
  /** Classes to keep. */
  readonly classes: readonly RegExp[];
  /** Receives in plain words what was taken out. */
  readonly warn?: (what: string) => void;
  /** Rewrites the target of a link; undefined drops it. */
  readonly link?: (href: string) => string | undefined;
}

/** Left out without a warning: their content stays, and nothing is lost. */
const plainElements = new Set(
  "html head body main article header footer nav aside hgroup label center font title".split(" "),
);
/** Left out with all they hold. */
const withoutContent = new Set(
  "script style textarea option noscript template iframe noembed noframes xmp title plaintext".split(" "),
);
const references = new Set(
  "for headers aria-labelledby aria-describedby aria-controls aria-details aria-owns aria-activedescendant".split(" "),
);
const localUrl = /^\s*url\(\s*(['"]?)#([\p{L}\p{N}._-]+)\1\s*\)(?:\s*(none|currentcolor|#[0-9a-f]{3,8}))?\s*$/iu;
const textOnly = new Set(["title", "desc"]);
const html = new Set(htmlElements);
const svg = new Set(svgElements);
/** Elements inside elements; what is deeper stands beside. Browsers stop at 512. */
const deepest = 120;
/** Times a tree is written and read again until it stays. Two suffice for all that was ever seen. */
const rounds = 5;

/**
 * @returns HTML made of the allowed elements only, which every browser reads as the tree that was cleaned
 * @throws MarkupLimit for markup that cannot be read in reasonable time
 */
export const sanitize = (markup: string, options: SanitizeOptions): string => write(sanitizeTree(markup, options));

/** The same as a tree; also of a tree that was read before. */
export function sanitizeTree(markup: string | readonly Node[], options: SanitizeOptions): readonly Node[] {
  let tree = clean(typeof markup === "string" ? parseMarkup(markup) : markup, options);
  const again: SanitizeOptions = { classes: options.classes };
  for (let round = 0; round < rounds; round++) {
    // What follows must not land in an element that this markup left open.
    const read = parseMarkup(`${write(tree)}<wbr>`);
    const last = read.pop();
    if (typeof last === "object" && last.name === "wbr" && sameNodes(read, tree)) return tree;
    tree = clean(read, again);
  }
  options.warn?.("markup whose elements do not nest; its words are shown");
  return joinTexts([textOf(tree)]);
}

function clean(nodes: readonly Node[], options: SanitizeOptions): Node[] {
  const { idPrefix = "", classes, warn = () => {}, link = (href) => href } = options;
  const rename = options.rename ?? ((id: string) => idPrefix + id);
  const cleaner: Cleaner = { rename, warn, link, classes, prefixed: idPrefix !== "" };
  return limitReferences(joinTexts(nodes.flatMap((node) => cleanNode(node, [], cleaner))), warn);
}

interface Cleaner {
  readonly rename: (id: string, element?: string) => string | undefined;
  readonly warn: (what: string) => void;
  readonly link: (href: string) => string | undefined;
  readonly classes: readonly RegExp[];
  readonly prefixed: boolean;
}

/** @param within the kept elements around it, outermost first */
function cleanNode(node: Node, within: readonly Element[], cleaner: Cleaner): Node[] {
  if (typeof node === "string") return [node.replace(/\0/g, "")];
  const inDrawing = within.some((each) => each.name === "svg");
  const inside = (around: readonly Element[], children = node.children) =>
    joinTexts(children.flatMap((child) => cleanNode(child, around, cleaner)));
  const { name } = node;

  // In a drawing only drawing, outside only text.
  const fits = node.svg
    ? svg.has(name) && (inDrawing || name === "svg") && !within.some((each) => textOnly.has(each.name))
    : html.has(name) && !inDrawing;
  if (!fits || within.length >= deepest) {
    if (!fits && !plainElements.has(name)) cleaner.warn(`<${name.replace("math:", "")}>`);
    return !fits && withoutContent.has(name) ? [] : inside(within);
  }
  if (name === "img" && !inlineImage.test(node.attributes.src ?? "")) {
    cleaner.warn(`a picture that is not inside the notebook (${shorten(node.attributes.src ?? "")})`);
    // A picture left out leaves its words behind.
    const { alt = "" } = node.attributes;
    const kept = keep({ ...node, name: "span" }, cleaner);
    return [{ name: "span", svg: false, attributes: kept, children: alt === "" ? [] : [alt] }];
  }
  const styled = name === "svg" && !inDrawing ? inlineDrawingStyles(node) : node;
  const element: Element = { ...node, attributes: keep(styled, cleaner), children: [] };
  return [{ ...element, children: inside([...within, element], styled.children) }];
}

/** The attributes that are on the list, each with a value that can do no harm. */
function keep({ name: element, svg: drawn, attributes: given }: Element, cleaner: Cleaner): Record<string, string> {
  const { rename, warn, link } = cleaner;
  const listed = new Set([...attributes["*"], ...(attributes[element] ?? [])]);
  const kept: Record<string, string> = {};
  for (const [name, text] of Object.entries(given)) {
    if (/^on/.test(name)) warn(`an event handler (${name}) on <${element}>`);
    if (!listed.has(name) && !/^aria-[a-z]+$/.test(name)) continue;
    if (name === "id") {
      const id = idPattern.test(text) ? rename(text, element) : undefined;
      if (id !== undefined) kept.id = id;
    } else if (references.has(name)) {
      const ids = text.split(/\s+/).flatMap((id) => (idPattern.test(id) ? (rename(id) ?? []) : []));
      if (ids.length > 0) kept[name] = ids.join(" ");
    } else if (name === "class") {
      const classes = text.split(/\s+/).filter((each) => cleaner.classes.some((pattern) => pattern.test(each)));
      if (classes.length > 0) kept.class = classes.join(" ");
    } else if (name === "style") {
      const style = cleanStyle(text);
      if (style !== "") kept.style = style;
    } else if (name === "tabindex") {
      if (text === "0" || text === "-1") kept.tabindex = text;
    } else if (name === "href" && drawn) {
      const id = text.startsWith("#") && idPattern.test(text.slice(1)) ? rename(text.slice(1)) : undefined;
      if (id !== undefined) kept.href = `#${id}`;
      else warn(`a reference out of a drawing (<${element} href>)`);
    } else if (name === "href") {
      const target = text.startsWith("#") && cleaner.prefixed ? `#${rename(text.slice(1)) ?? ""}` : link(text);
      const safe = target === undefined ? undefined : safeLink(target);
      if (safe !== undefined) kept.href = safe;
    } else if (drawn && !everyElement.has(name) && !name.startsWith("aria-")) {
      // `fill="url(#gradient)"`: into the same drawing only.
      const local = localUrl.exec(text);
      if (local) kept[name] = `url(#${rename(local[2]) ?? ""})${local[3] ? ` ${local[3]}` : ""}`;
      else if (allowsDrawingValue(text)) kept[name] = text;
      else if (/url\s*\(/i.test(text)) warn(`a foreign url() in ${name}`);
    } else kept[name] = text;
  }
  return kept;
}

const everyElement = new Set(attributes["*"]);

/** The address as a browser would read it, where it leads to a page or a letter; undefined for any other. */
function safeLink(href: string): string | undefined {
  const read = href.replace(/^[\0- ]+|(?<![\0- ])[\0- ]+$/g, "").replace(/[\t\n\r]/g, "");
  if (/^(?:https?:|mailto:|#)/i.test(read)) return read;
  return /^[^:]*$|^\/[^/\\]/.test(read) && !/^[/\\]{2}/.test(read) ? read : undefined;
}

const shorten = (text: string) => (text.length > 60 ? `${text.slice(0, 57)}...` : text);
