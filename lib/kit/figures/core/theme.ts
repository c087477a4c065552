// The colours of both themes, as data: the style sheet is generated from them and tests compute their contrast.
import { siteMarks } from "./site-mark.js";

export interface Theme {
  /** Behind every figure. */
  readonly background: string;
  readonly text: string;
  /** Notes, axis labels, units: quieter, still 4.5 : 1. */
  readonly muted: string;
  /** Outlines of routers and idle links: 3 : 1, because they carry information. */
  readonly line: string;
  /** Rules of tables and grids: decoration. */
  readonly rule: string;
  readonly land: string;
  readonly border: string;
  /** A reset, a broken flow: never by colour alone, always with a word, a pattern or a mark. */
  readonly alarm: string;
}

/**
 * Colours of designs and other curves that are no site: none is a site's, each carries text (4.5 : 1 on its background).
 * Patterns tell the curves apart too.
 */
export const designColours: Readonly<Record<ThemeName, readonly string[]>> = {
  light: ["#1a1d21", "#6a3d9a", "#8a4b08", "#00695c", "#ad1457", "#3949ab"],
  dark: ["#e8eaed", "#c9a7f5", "#e0a868", "#5fd3c0", "#ff8fb8", "#9fb0ff"],
};

export type ThemeName = "light" | "dark";

export const themes: Readonly<Record<ThemeName, Theme>> = {
  light: {
    background: "#ffffff",
    text: "#1a1d21",
    muted: "#5c636b",
    line: "#7c838b",
    rule: "#d9dce0",
    land: "#f0eee9",
    border: "#d6d2c9",
    alarm: "#b8002e",
  },
  dark: {
    background: "#14171a",
    text: "#e8eaed",
    muted: "#a3abb3",
    line: "#868f98",
    rule: "#3a4047",
    land: "#272d33",
    border: "#3d444b",
    alarm: "#ff7d90",
  },
};

/** The theme's custom properties: `--ak-background` to `--ak-border`, and `--ak-site-a` to `--ak-site-h`. */
export function themeProperties(name: ThemeName): string {
  const own = Object.entries(themes[name] as unknown as Record<string, string>);
  const sites = siteMarks.map(({ letter, colour }) => [`site-${letter.toLowerCase()}`, colour[name]]);
  const designs = designColours[name].map((colour, i) => [`design-${i}`, colour]);
  return [...own, ...sites, ...designs].map(([key, value]) => `--ak-${key}:${value}`).join(";");
}
