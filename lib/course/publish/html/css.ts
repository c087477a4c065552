// The CSS that untrusted elements may have: properties by name, and for each the kinds of words its value may have. Nothing here
// fetches, escapes, moves an element out of its place, or makes it larger than a page. Properties on no list are dropped.

interface Kind {
  /** Keywords: any, or these. */
  readonly words?: true | readonly string[];
  /** Colours, by name, number or function. */
  readonly colours?: boolean;
  /** Largest length, in px; undefined if lengths are not allowed. */
  readonly most?: number;
  /** Numbers without a unit. */
  readonly numbers?: boolean;
  /** Smallest of them. */
  readonly least?: number;
  /** `calc` and its like: for what may be as large as the box anyway. */
  readonly sums?: boolean;
  /** Names in quotes. */
  readonly strings?: boolean;
}

const colour: Kind = { words: true, colours: true };
const word: Kind = { words: true };
const size: Kind = { words: true, most: 4000, sums: true };
const space: Kind = { words: ["auto"], most: 400 };
const border: Kind = { words: true, colours: true, most: 100 };
const amount: Kind = { numbers: true, most: 1 };
const overflow: Kind = { words: ["hidden", "auto", "scroll", "clip"] };

/** `margin` -> the property and those of its four sides. */
const sides = (name: string) => ["", "-top", "-right", "-bottom", "-left"].map((side) => name + side);
const all = (names: readonly string[], kind: Kind) => Object.fromEntries(names.map((name) => [name, kind]));

const kinds: Readonly<Record<string, Kind>> = {
  ...all(["color", "background", "background-color", "border-color", "fill", "stroke", "stop-color"], colour),
  ...all(["width", "height", "max-width", "min-width", "max-height", "min-height"], size),
  ...all([...sides("margin"), ...sides("padding"), "border-spacing", "border-radius", "gap"], space),
  ...all([...sides("border"), "border-width"], border),
  ...all(["border-style", "border-collapse", "text-align", "text-decoration", "text-transform", "white-space"], word),
  ...all(["font-style", "font-variant", "font-variant-numeric", "flex-wrap", "flex-direction", "align-items"], word),
  ...all(["justify-content", "text-anchor", "dominant-baseline", "paint-order", "stroke-linecap"], word),
  ...all(["stroke-linejoin", "fill-rule", "clip-rule", "shape-rendering", "text-rendering", "visibility"], word),
  ...all(["vertical-align", "display"], word),
  ...all(["opacity", "fill-opacity", "stroke-opacity", "stop-opacity", "stroke-miterlimit"], amount),
  ...all(["stroke-width", "stroke-dasharray", "stroke-dashoffset"], { words: ["none"], numbers: true, most: 400 }),
  ...all(["overflow", "overflow-x"], overflow),
  "grid-template-columns": size,
  font: { words: true, most: 200, numbers: true, strings: true },
  "font-family": { words: true, strings: true },
  "font-size": { words: true, most: 200 },
  "font-weight": { words: true, numbers: true },
  "font-feature-settings": { words: true, numbers: true, strings: true },
  // By number only: lines less high than their letters, as a length of a small font is for a large one, lie over the text above.
  "line-height": { words: ["normal"], numbers: true, least: 1 },
  "letter-spacing": { words: ["normal"], most: 20 },
};

const sums = new Set(["calc", "min", "max", "clamp", "minmax"]);
const colourFunctions = new Set(["rgb", "rgba", "hsl", "hsla", "oklch", "color-mix"]);
/** Largest number of each unit; other units, such as those of the window, are not allowed. */
const units: Readonly<Record<string, number>> = {
  ...{ px: 1, pt: 1.34, em: 16, rem: 16, ex: 8, ch: 8, fr: 1, "%": 1 },
};
/** Words whose meaning is to leave the box or the layout. */
const refused = new Set(["visible", "contents", "fixed", "sticky", "run-in"]);
const token =
  /(?<call>[a-z][a-z-]*)\(|(?<word>(?:--)?[a-z][a-z0-9-]*)|(?<hash>#[0-9a-f]{3,8})\b|(?<number>-?(?:\d{1,6}(?:\.\d{1,12})?|\.\d{1,12}))(?<unit>[a-z]+|%)?|(?<string>"[\w ,.-]*"|'[\w ,.-]*')|(?<close>\))|(?<sign>[+*-])|[ ,]|\/(?!\*)/iy;
const longest = 300;
/** `font: 12px/1.5 serif`: the number is that of `line-height`. */
const fontForm = /^[^/]*(?:\/ ?(?:normal|[1-9]\d{0,5}(?:\.\d{1,12})?)(?![\w.%])[^/]*)?$/i;

/** Whether a property may have this value. Takes time in proportion to its length. */
export function allowsDeclaration(property: string, value: string): boolean {
  const kind = Object.hasOwn(kinds, property) ? kinds[property] : undefined;
  if (kind === undefined || value === "" || value.length > longest) return false;
  if (property === "font" && !fontForm.test(value)) return false;
  const calls: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < value.length) {
    const found = token.exec(value)?.groups;
    if (found === undefined) return false;
    if (found.call !== undefined) calls.push(found.call.toLowerCase());
    if (found.close !== undefined && calls.pop() === undefined) return false;
    if (!allowsToken(found, kind, calls)) return false;
  }
  return calls.length === 0;
}

function allowsToken(
  found: Readonly<Record<string, string | undefined>>,
  kind: Kind,
  calls: readonly string[],
): boolean {
  const { call, word: name, hash, number, unit, string, sign } = found;
  const within = calls.at(-1);
  if (call !== undefined) {
    if (within === "var") return (kind.colours || kind.sums) === true && calls.length <= 4;
    if (sums.has(within!)) return kind.sums === true && calls.length <= 4;
    return colourFunctions.has(within!) && kind.colours === true && calls.length <= 4;
  }
  if (name?.startsWith("--")) return within === "var";
  if (name !== undefined) {
    if (refused.has(name.toLowerCase())) return false;
    return within !== undefined || kind.words === true || (kind.words?.includes(name.toLowerCase()) ?? false);
  }
  if (hash !== undefined) return kind.colours === true;
  if (string !== undefined) return kind.strings === true;
  if (sign !== undefined) return sums.has(within!);
  if (number === undefined) return true;
  if (colourFunctions.has(within!)) return unit === undefined || unit === "%" || unit === "deg";
  const size = Math.abs(Number(number));
  // Below zero is out of the box; inside a sum of sizes the sum is what counts, and a size below zero is zero.
  if (number.startsWith("-") && within === undefined) return false;
  if (unit === undefined && size < (kind.least ?? 0)) return false;
  if (unit === undefined) return kind.numbers === true || size === 0 || within !== undefined;
  if (kind.most === undefined || !Object.hasOwn(units, unit.toLowerCase())) return false;
  return size * units[unit.toLowerCase()] <= (unit === "%" ? Math.min(kind.most, 400) : kind.most);
}

/**
 * The declarations of a `style` attribute that are allowed, as `name:value;name:value`; empty if none is.
 * What is less high than its content scrolls: it would lie over what comes next.
 */
export function cleanStyle(style: string): string {
  const kept: string[] = [];
  for (const declaration of style.slice(0, 20_000).split(";")) {
    const colon = declaration.indexOf(":");
    const property = declaration.slice(0, colon).trim().toLowerCase();
    const value = declaration
      .slice(colon + 1)
      .trim()
      .replace(/\s+/g, " ");
    if (colon > 0 && allowsDeclaration(property, value)) kept.push(`${property}:${value}`);
  }
  kept.splice(60);
  if (kept.some((each) => /^(?:max-)?height:/.test(each)) && !kept.some((each) => each.startsWith("overflow:")))
    kept.push("overflow:auto");
  return kept.join(";");
}

/** Begins at the begin of a word only: otherwise a long word takes the square of its length. */
const calls = /(?<![a-z-])([a-z-]+)\(/gi;
const drawingCalls = new Set([...colourFunctions, "translate", "scale", "rotate", "matrix", "skewx", "skewy", "var"]);

/**
 * Whether an attribute of a drawing may have this value: browsers read many of them as CSS. References into the same drawing
 * (`url(#name)`) are looked at elsewhere.
 */
export const allowsDrawingValue = (value: string): boolean =>
  /^[\w\s.,:;+%#*/'"()&=|-]*$/.test(value) &&
  !value.includes("/*") &&
  [...value.matchAll(calls)].every(([, name]) => drawingCalls.has(name.toLowerCase()));
