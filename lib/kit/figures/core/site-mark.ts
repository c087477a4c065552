// The one visual language: a site is a letter, a shape and a colour, the same in every figure, notebook and page. Colours: the
// palette of Okabe & Ito (2008), with the same hues, made darker or lighter for use with text. Circles and squares are not
// among the shapes: circles are clients, squares are routers.
import { FigureError } from "./figure-error.js";

export const siteLetters = ["A", "B", "C", "D", "E", "F", "G", "H"] as const;
export type SiteLetter = (typeof siteLetters)[number];

/** Whether a text names a site that has a mark. @example isSiteLetter("A") // true */
export const isSiteLetter = (text: unknown): text is SiteLetter => (siteLetters as readonly unknown[]).includes(text);

type Point = readonly [x: number, y: number];

export interface SiteMark {
  readonly letter: SiteLetter;
  /** Contrast at least 4.5 : 1 with the background and with land, in each theme, as text and as mark. */
  readonly colour: { readonly light: string; readonly dark: string };
  readonly shape: string;
  /** Corners of the shape around (0, 0), at a distance of at most about 1; y points down. */
  readonly corners: readonly Point[];
  /** Offset of the letter's middle below the centre. */
  readonly letterY: number;
}

/** Points of a regular figure, the first one at `turn` degrees clockwise from the top. */
function regular(n: number, { turn = 0, radius = 1, y = 0 } = {}): Point[] {
  return Array.from({ length: n }, (_, i): Point => {
    const angle = ((turn + (360 * i) / n) * Math.PI) / 180;
    return [radius * Math.sin(angle), y - radius * Math.cos(angle)];
  });
}

const star = regular(5, { radius: 1.22, y: 0.06 }).flatMap((tip, i) => [
  tip,
  regular(5, { turn: 36, radius: 0.68, y: 0.06 })[i],
]);
const arch = [...regular(24, { turn: -90, radius: 0.9, y: -0.06 }).slice(0, 13), [0.9, 0.84], [-0.9, 0.84]] as Point[];
const arm = 0.42;
const plus = [
  [-arm, -1],
  [arm, -1],
  [arm, -arm],
  [1, -arm],
  [1, arm],
  [arm, arm],
  [arm, 1],
  [-arm, 1],
  [-arm, arm],
  [-1, arm],
  [-1, -arm],
  [-arm, -arm],
] as const;

const marks: readonly SiteMark[] = [
  mark("A", "#0060a8", "#5fb0f2", "triangle", regular(3, { radius: 1.28, y: 0.22 }), 0.32),
  mark("B", "#b34700", "#ff9254", "diamond", regular(4, { radius: 1.16 }), 0),
  mark("C", "#00735a", "#3fcf9f", "hexagon", regular(6, { radius: 1.02 }), 0),
  mark("D", "#9c3c74", "#e6a0ca", "inverted triangle", regular(3, { turn: 180, radius: 1.28, y: -0.22 }), -0.3),
  mark("E", "#835c00", "#f2b233", "arch", arch, 0.04),
  mark("F", "#454a50", "#d3d8dd", "cross", plus, 0),
  mark("G", "#666300", "#e3da4c", "star", star, 0.06),
  mark("H", "#086f82", "#7fd6ea", "pentagon", regular(5, { radius: 1.08, turn: 180 }), -0.06),
];

function mark(
  letter: SiteLetter,
  light: string,
  dark: string,
  shape: string,
  corners: readonly Point[],
  letterY: number,
): SiteMark {
  return { letter, colour: { light, dark }, shape, corners, letterY };
}

/** All marks, A to H. */
export const siteMarks: readonly SiteMark[] = marks;

/**
 * The mark of the site with this letter.
 * @throws FigureError if the letter is not one of A to H
 */
export function siteMark(letter: string): SiteMark {
  const found = marks.find((each) => each.letter === letter);
  if (found) return found;
  throw new FigureError(`Site "${letter}" has no mark; sites must be named by the letters A to H.`);
}

/**
 * The shape of a site's mark as SVG path data, its size given by `radius` in px.
 * @example siteShape("A", 5) // "M0,-5.3L5.5,4.3L-5.5,4.3Z"
 * @throws FigureError for a site that is no letter A to H
 */
export function siteShape(letter: string, radius: number): string {
  const points = siteMark(letter).corners.map(([x, y]) => `${pixel(x * radius)},${pixel(y * radius)}`);
  return `M${points.join("L")}Z`;
}

/**
 * The class that sets the site's colour.
 * @example siteClass("B") // "ak-site-b"
 */
export const siteClass = (site: string | null | undefined): string =>
  site ? `ak-site-${site.toLowerCase()}` : "ak-no-site";

/**
 * A site's letter on its shape in its colour, as inline HTML. Styled by `figureCss`.
 * @example siteBadge("A") // "<span class=\"ak-badge ak-site-a\">A</span>"
 * @throws FigureError for a site that is no letter A to H
 */
export function siteBadge(letter: string): string {
  return `<span class="ak-badge ak-site-${siteMark(letter).letter.toLowerCase()}">${letter}</span>`;
}

const pixel = (value: number) => Number(value.toFixed(1));
