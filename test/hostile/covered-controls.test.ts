// Foreign content that wants to lie over the page: every control of the page can still be pressed, and every foreign link leads
// where it says. With the page's policy, as readers open it, at two widths.
import { expect } from "vitest";
import { publishLesson } from "../../lib/course/publish/index.js";
import { useBrowser } from "../browser/open-page.js";
import { needs } from "../needs.js";
import { code, explored, html, markdown, notebook, questionProps } from "../publish/lesson-notebook.js";

const { describe, it } = needs("chromium");

const styles = [
  ...[
    "display:block;transform:scale(900)",
    "display:block;margin:-100vw -100vh",
    "position:fixed;inset:0;z-index:9999",
  ],
  ...[
    "position:absolute;top:-9999px;left:-9999px;width:99999px;height:99999px",
    "display:block;margin-left:-4000px;width:9000px",
  ],
  ...[
    "display:block;width:4000px;height:4000px",
    "display:block;padding:400px",
    "font-size:200px;line-height:4",
    "zoom:90",
  ],
  ...[
    "display:block;box-shadow:0 0 0 9999px red",
    "display:block;outline:9999px solid red",
    "display:block;border:100px solid red",
  ],
  ...[
    "display:block;height:0px;line-height:0",
    "display:block;max-height:0",
    "display:inline-block;scale:90;translate:-50%",
  ],
  ...[
    "letter-spacing:-20px;white-space:nowrap",
    "display:grid;grid-template-columns:4000px 4000px",
    "float:left;clear:both",
  ],
];
const covers = styles.flatMap((style) => {
  const link = `<a class="evil" style="${style}" href="https://pwn.test/">${"covers all of it ".repeat(20)}</a>`;
  return [link, `<div dir="rtl" style="white-space:nowrap">${link}</div>`];
});
const drawings = [
  '<svg width="9999" height="9" style="overflow:visible" overflow="visible"><rect x="-9999" y="-9999" width="99999" height="99999"/></svg>',
  '<svg width="9" height="9"><g transform="scale(9999)"><rect width="9" height="9"/></g></svg>',
  `<svg width="9" height="9"><text x="-900" y="-900" font-size="999">${"W".repeat(200)}</text></svg>`,
];

describe("foreign content stays in its box", () => {
  const browser = useBrowser();
  const cells = [
    markdown("title", "# Title\n\ntext"),
    markdown("a", "## First\n\ntext"),
    code("before", "1", [explored("prediction", questionProps, "before")]),
    ...[...covers, ...drawings].flatMap((cover, i) => [
      markdown(`m${i}`, `text\n\n${cover}\n\ntext`),
      code(`c${i}`, "1", [html(cover)]),
    ]),
    markdown("b", `## ${"W".repeat(60)}\n\ntext`),
    code("after", "1", [explored("prediction", questionProps, "after")]),
  ];
  const page = publishLesson({ notebook: notebook(cells), file: "covered.ipynb" }).html;

  it.each([1366, 390])("at %i px", async (width) => {
    const { page: opened } = await browser.open(page, { viewport: { width, height: 800 } });
    const wide = await opened.evaluate(() => document.documentElement.scrollWidth);
    expect(wide).toBeLessThanOrEqual(width);
    const covered = await opened.evaluate(async () => {
      const found: string[] = [];
      const own =
        "[data-page-theme] label, .toc a, .toc summary, .home, .permalink, .copy, .ak-explorer label, .ak-explorer form";
      for (const control of document.querySelectorAll(own)) {
        if (!control.checkVisibility({ visibilityProperty: true })) continue;
        control.scrollIntoView({ block: "center", behavior: "instant" });
        await new Promise((done) => requestAnimationFrame(done));
        const { x, y, width: w, height: h } = control.getBoundingClientRect();
        const on = document.elementFromPoint(x + w / 2, y + h / 2);
        if (on?.closest(".evil, .foreign")) found.push(`${control.tagName}.${control.className}`);
      }
      return found;
    });
    expect(covered).toEqual([]);
    // No foreign element paints or takes clicks outside the column of text.
    const outside = await opened.evaluate(() => {
      const column = document.querySelector("main")!.getBoundingClientRect();
      const hits: string[] = [];
      for (let y = 0; y < innerHeight; y += 20)
        for (const x of [1, column.left - 20, column.right + 20, innerWidth - 2])
          if (document.elementFromPoint(x, y)?.closest(".evil, svg rect, svg text")) hits.push(`${x},${y}`);
      return hits;
    });
    expect(outside).toEqual([]);
  });
});
