// Colours, type and measures of the pages, in both themes. Background and text colours are those of the figures, so that
// figures blend into the page; the accent differs from all site colours. Contrast is computed in the tests.
import { themes } from "../../figures/core/index.js";

const of = (name: keyof typeof themes) => ({
  paper: themes[name].background,
  ink: themes[name].text,
  quiet: themes[name].muted,
  line: themes[name].line,
  rule: themes[name].rule,
});

/** Custom property -> colour. `code-*` are the tokens of highlighted code, on `wash`. */
export const colours = {
  light: {
    ...of("light"),
    wash: "#f5f6f8",
    accent: "#4046b0",
    tint: "#f0f1fb",
    failed: "#a8201a",
    passed: "#1d6b3a",
    "code-k": "#7a3195",
    "code-s": "#1b6a4d",
    "code-c": "#5f6770",
    "code-n": "#95480c",
    "code-f": "#1f52a3",
  },
  dark: {
    ...of("dark"),
    wash: "#1d2126",
    accent: "#adb3ff",
    tint: "#20243a",
    failed: "#ff9a90",
    passed: "#7fd49b",
    "code-k": "#d3a6ea",
    "code-s": "#8fd0ae",
    "code-c": "#9aa3ad",
    "code-n": "#e8b07f",
    "code-f": "#93bdf5",
  },
} as const;

const properties = (name: keyof typeof colours) =>
  Object.entries(colours[name])
    .map(([key, value]) => `--${key}:${value}`)
    .join(";");

export const tokens = `
:root{${properties("light")};color-scheme:light dark;
--serif:Charter,"Bitstream Charter","Iowan Old Style","Source Serif 4","Sitka Text",Cambria,"Noto Serif",Georgia,serif;
--sans:system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",Arial,sans-serif;
--mono:ui-monospace,"SF Mono","Cascadia Code",Menlo,Consolas,"Noto Sans Mono","Liberation Mono",monospace;
--wide:52rem}
@property --measure{syntax:"<length>";inherits:true;initial-value:570px}
body{--measure:60ch}
@media screen and (prefers-color-scheme:dark){:root:not([data-theme=light]){${properties("dark")}}}
@media screen{:root[data-theme=dark]{${properties("dark")};color-scheme:dark}}
:root[data-theme=light]{color-scheme:light}
`;
