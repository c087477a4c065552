// Markup from a notebook -> markup that can do nothing but be read. A notebook is untrusted input (DESIGN section 6).
// sanitize-html keeps the allow-list; here is what it cannot know: what is inside a drawing, whose ids are whose, where links lead.
import sanitizeHtml from "sanitize-html";
import { attributes, htmlElements, idPattern, inlineImage, styles, svgElements } from "./allow-list.js";

export interface SanitizeOptions {
  /** Put before every id and every reference to one, so that two outputs cannot collide. */
  readonly idPrefix?: string;
  /** Classes to keep. */
  readonly classes: readonly RegExp[];
  /** Told in plain words what was taken out. */
  readonly warn?: (what: string) => void;
  /** Rewrites the target of a link; undefined drops it. */
  readonly link?: (href: string) => string | undefined;
}

/** On no list, so it is left out. */
const misplaced = "x-misplaced";
/** Left out without a word: their content stays, and nothing is lost. */
const plainElements = new Set([
  "html",
  "head",
  "body",
  "main",
  "article",
  "header",
  "footer",
  "label",
  "center",
  "font",
]);
const references = new Set([
  "for",
  "headers",
  "aria-labelledby",
  "aria-describedby",
  "aria-controls",
  "aria-details",
  "aria-owns",
]);
const urlReference = /url\(\s*(['"]?)#([^'")\s]+)\1\s*\)/g;
const textOnly = new Set(["title", "desc"]);
const html = new Set(htmlElements);
const svg = new Set(svgElements);

/** @returns HTML made of the allowed elements only, each closed; never throws. */
export function sanitize(
  markup: string,
  { idPrefix = "", classes, warn = () => {}, link = (href) => href }: SanitizeOptions,
): string {
  // What is open in the source at this moment, as sanitize-html walks through it.
  const open: string[] = [];
  let drawings = 0;

  const rename = (id: string) => idPrefix + id;

  function keep(element: string, given: Readonly<Record<string, string>>) {
    const kept: Record<string, string> = {};
    for (const [name, text] of Object.entries(given)) {
      if (/^on/.test(name)) warn(`an event handler (${name}) on <${element}>`);
      else if (name === "id") {
        if (idPattern.test(text)) kept.id = rename(text);
      } else if (references.has(name)) {
        kept[name] = text.split(/\s+/).filter(Boolean).map(rename).join(" ");
      } else if (name === "tabindex") {
        if (text === "0" || text === "-1") kept.tabindex = text;
      } else if (name === "href" && svg.has(element) && drawings > 0) {
        if (/^#/.test(text)) kept.href = `#${rename(text.slice(1))}`;
        else warn(`a reference out of a drawing (<${element} href>)`);
      } else if (name === "href") {
        const target = text.startsWith("#") && idPrefix !== "" ? `#${rename(text.slice(1))}` : link(text);
        if (target !== undefined) kept.href = target;
      } else if (name === "src") {
        if (element === "img") kept.src = text;
        else warn(`a picture that is not inside the notebook (${shorten(text)})`);
      } else if (/url\(/i.test(text) && name !== "style" && name !== "alt" && name !== "title") {
        // `fill="url(#gradient)"`: into the same drawing only.
        const local = text.replace(urlReference, (_all, _quote, id: string) => `url(#${rename(id)})`);
        if (/^(?:url\(#[^()]*\)|[^()])*$/.test(local)) kept[name] = local;
        else warn(`a foreign url() in ${name}`);
      } else kept[name] = text;
    }
    return kept;
  }

  return sanitizeHtml(markup, {
    allowedTags: [...htmlElements, ...svgElements],
    allowedAttributes: attributes,
    allowedClasses: { "*": [...classes] },
    allowedStyles: styles,
    allowedSchemes: ["http", "https", "mailto"],
    allowedSchemesByTag: { img: ["data"] },
    allowProtocolRelative: false,
    nonTextTags: [
      "script",
      "style",
      "textarea",
      "option",
      "noscript",
      "template",
      "iframe",
      "noembed",
      "noframes",
      "xmp",
    ],
    nestingLimit: 120,
    onOpenTag: (name) => {
      open.push(name);
      if (name === "svg") drawings++;
    },
    onCloseTag: (name) => {
      open.pop();
      if (name === "svg") drawings--;
    },
    transformTags: {
      // A picture left out leaves its words behind.
      img: (name, given) =>
        inlineImage.test(given.src ?? "") || drawings > 0
          ? { tagName: name, attribs: given }
          : { tagName: "span", attribs: { src: given.src ?? "" }, text: given.alt ?? "" },
      "*": (name, given) => {
        const within = open.slice(0, -1);
        // In a drawing only drawing, outside only text: where browsers disagree with us about which is which, scripts hide.
        const fits = drawings > 0 ? svg.has(name) && !within.some((parent) => textOnly.has(parent)) : html.has(name);
        if (!fits) {
          if (!plainElements.has(name)) warn(`<${name}>`);
          // A name that is on no list stays: sanitize-html must know a script to leave out its text.
          return { tagName: html.has(name) || svg.has(name) ? misplaced : name, attribs: {} };
        }
        return { tagName: name, attribs: keep(name, given) };
      },
    },
  });
}

const shorten = (text: string) => (text.length > 60 ? `${text.slice(0, 57)}...` : text);
