import { describe, expect, it } from "vitest";
import { siteBadge, siteLetters, siteMark, siteMarks } from "../../../lib/kit/figures/core/site-mark.js";
import { themes, type ThemeName } from "../../../lib/kit/figures/core/theme.js";

/** Relative luminance of "#rrggbb" (WCAG 2.2). */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((i) => {
    const value = parseInt(hex.slice(i, i + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

describe.each(["light", "dark"] as const)("in the %s theme", (name: ThemeName) => {
  const theme = themes[name];
  const behind = [theme.background, theme.land];

  it.each(siteMarks)("site $letter can be read as text and seen as a mark, on the background and on land", (mark) => {
    for (const colour of behind) expect(contrast(mark.colour[name], colour)).toBeGreaterThanOrEqual(4.5);
  });

  it("text and notes can be read on the background and on land", () => {
    for (const ink of [theme.text, theme.muted, theme.alarm])
      for (const colour of behind) expect(contrast(ink, colour)).toBeGreaterThanOrEqual(4.5);
  });

  it("routers and idle links can be seen on the background and on land", () => {
    for (const colour of behind) expect(contrast(theme.line, colour)).toBeGreaterThanOrEqual(3);
  });

  it("no two sites share a colour", () => {
    expect(new Set(siteMarks.map((mark) => mark.colour[name])).size).toBe(siteMarks.length);
  });
});

describe("a site's mark", () => {
  it("has a letter, a shape and a colour of its own", () => {
    expect(siteMarks.map((mark) => mark.letter)).toEqual(siteLetters);
    expect(new Set(siteMarks.map((mark) => mark.shape)).size).toBe(siteMarks.length);
  });

  it("is never a circle or a square: those are clients and routers", () => {
    for (const { shape } of siteMarks) expect(["circle", "square"]).not.toContain(shape);
  });

  it("stands in a line of text with its letter", () => {
    expect(siteBadge("B")).toBe('<span class="ak-badge ak-site-b">B</span>');
  });

  it("is refused for anything but A to H, with what to do", () => {
    expect(() => siteMark("Z")).toThrow('Site "Z" has no mark; sites must be named by the letters A to H.');
    expect(() => siteBadge("<b>")).toThrow("A to H");
  });
});
