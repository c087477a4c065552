// Numbers in SVG: one decimal is a tenth of a pixel, finer than a screen can show.

/** Numbers with more digits than needed. */
const LONG = /\.\d\d|\de[-+\d]/i;
const NUMBER = /[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/gi;

/** Every number in the text rounded to one decimal. */
export function roundNumbers(text: string): string {
  if (!LONG.test(text)) return text;
  return text.replace(NUMBER, (number) => String(tenths(number) / 10));
}

/**
 * Shortens path data to one decimal. A long outline of straight lines (M, L, Z, such as land) is written in relative steps,
 * omitting steps that round to 0: half the size.
 * @example shortenPath("M0.123,0.456L10.04,10.05") // "M0.1,0.5L10,10.1"
 */
export function shortenPath(path: string): string {
  if (path.startsWith("m")) return path; // written so already
  return path.length < 400 || /[^MLZ\d\s.,e+-]/.test(path) ? roundNumbers(path) : relativeLines(path);
}

function relativeLines(path: string): string {
  let out = "";
  let pen: readonly number[] = [0, 0];
  for (const [, ring] of path.matchAll(/M([^M]*)/g)) {
    const numbers = (ring.match(NUMBER) ?? []).map(tenths);
    const closed = ring.includes("Z");
    let [x, y] = numbers;
    const start = `m${pair(x - pen[0], y - pen[1])}l`;
    let steps = "";
    for (let i = 2; i < numbers.length; i += 2) {
      const [dx, dy] = [numbers[i] - x, numbers[i + 1] - y];
      if (dx !== 0 || dy !== 0) steps += `${steps && dx >= 0 ? " " : ""}${pair(dx, dy)}`;
      [x, y] = [numbers[i], numbers[i + 1]];
    }
    if (!steps) continue; // an island smaller than a tenth of a pixel
    out += `${start}${steps}${closed ? "z" : ""}`;
    pen = closed ? numbers.slice(0, 2) : [x, y];
  }
  return out;
}

const tenths = (number: string) => Math.round(Number(number) * 10) || 0;
const pair = (dx: number, dy: number) => `${short(dx)}${dy < 0 ? "" : ","}${short(dy)}`;
const short = (value: number) => String(value / 10).replace(/^(-?)0\./, "$1.");
