// Drawings of strangers: their parts may refer to each other, and to nothing else, and not without end.
import { besideOthers } from "../beside-others.js";
import { describe, expect, it } from "vitest";
import { sanitize } from "../../lib/course/publish/sanitize.js";

const clean = (markup: string, warn: (what: string) => void = () => {}) =>
  sanitize(markup, { classes: [], idPrefix: "o-", warn });

describe("a drawing of matplotlib", () => {
  it("keeps its references, by their older name too", () => {
    const drawing =
      '<svg xmlns:xlink="http://www.w3.org/1999/xlink"><defs><path id="tick" d="M0 0h9"/></defs><use xlink:href="#tick" x="1"/></svg>';
    expect(clean(drawing)).toBe(
      '<svg><defs><path id="o-tick" d="M0 0h9"></path></defs><use href="#o-tick" x="1"></use></svg>',
    );
  });

  it("keeps the references of gradients, patterns and text on a path", () => {
    const parts =
      '<linearGradient id="a" href="#b"></linearGradient><textPath href="#c">x</textPath><pattern xlink:href="#d"></pattern>';
    expect(clean(`<svg>${parts}</svg>`).match(/href="#o-[bcd]"/g)).toHaveLength(3);
  });

  it("keeps the rules of its own style, each where it applies", () => {
    const drawing =
      '<svg><defs><style type="text/css">*{stroke-linejoin: round} .line{stroke:#1f77b4;fill:none} path.b, #x{opacity:.5} .evil{fill:url(http://pwn.test)} @import "x"; body{color:red}</style></defs>' +
      '<path class="line b" style="fill:red"/><path id="x" class="evil"/></svg>';
    expect(clean(drawing)).toBe(
      '<svg style="stroke-linejoin:round"><defs style="stroke-linejoin:round"></defs>' +
        '<path style="stroke-linejoin:round;stroke:#1f77b4;fill:none;opacity:.5;fill:red"></path>' +
        '<path id="o-x" style="stroke-linejoin:round;opacity:.5"></path></svg>',
    );
  });
});

describe("a drawing drops", () => {
  const attributes = "fill stroke mask clip-path marker-start marker-mid marker-end color font-family".split(" ");
  const values = [
    ...[
      "url(https://pwn.test/a.svg#p)",
      "u\\72l(https://pwn.test)",
      "URL('//pwn.test')",
      "url(data:image/svg+xml,x#p)",
    ],
    ...[
      "image-set('https://pwn.test/a' 1x)",
      "cross-fade(url(x), url(y))",
      "src('https://pwn.test')",
      "url(a b)",
      "url(#a)url(x)",
    ],
    ...[
      "url(#a) url(https://pwn.test)",
      "env(x)",
      "attr(x)",
      "url(\n'https://pwn.test'\n)",
      "/**/url(x)",
      "var(--x, url(//x))",
    ],
  ];
  it.each(values)("%s, in whatever attribute", (value) => {
    for (const name of attributes) {
      const markup = clean(`<svg><rect ${name}="${value}"/></svg>`);
      expect(markup).toBe("<svg><rect></rect></svg>");
    }
  });

  it.each([
    "https://pwn.test/a.svg#x",
    "data:image/svg+xml,x#a",
    "//pwn.test#a",
    "a.svg#a",
    "javascript:pwn()",
    "#",
    "# a",
    "##",
  ])("a reference to %s", (target) =>
    expect(clean(`<svg><use href="${target}"/><use xlink:href="${target}"/></svg>`)).toBe(
      "<svg><use></use><use></use></svg>",
    ),
  );
});

describe("references without end", () => {
  const levels = (n: number, times: number, one: (id: string, i: number) => string) =>
    Array.from(
      { length: n },
      (_none, i) => `<g id="l${i}">${one(i === 0 ? "shape" : `l${i - 1}`, i).repeat(times)}</g>`,
    ).join("");

  it.each([
    ["twelve levels of ten uses", levels(12, 10, (id) => `<use href="#${id}"/>`)],
    ["six levels of ten uses", levels(6, 10, (id) => `<use href="#${id}"/>`)],
    ["a thousand uses in a row", levels(1000, 1, (id) => `<use href="#${id}"/>`)],
    ["uses and patterns", levels(9, 8, (id, i) => (i % 2 ? `<rect fill="url(#${id})"/>` : `<use href="#${id}"/>`))],
    ["patterns in patterns", levels(9, 6, (id) => `<pattern id="p${id}"><rect fill="url(#${id})"/></pattern>`)],
    ["masks of masks", levels(9, 6, (id) => `<g mask="url(#${id})" clip-path="url(#${id})"/>`)],
    ["a circle", '<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>'],
    ["a use of itself", '<use id="a" href="#a"/>'],
    ["many uses of many shapes", `<g id="a">${"<path/>".repeat(2000)}</g>${'<use href="#a"/>'.repeat(100)}`],
  ])("%s are left out, with a warning", (_what, parts) => {
    const told: string[] = [];
    const begin = performance.now();
    const markup = clean(`<svg><rect id="shape"/>${parts}</svg>`, (what) => told.push(what));
    expect(performance.now() - begin).toBeLessThan(besideOthers(3000));
    expect(markup).not.toMatch(/<use|url\(/);
    expect(told.join()).toContain("references between parts of a drawing");
  });

  it("that end stay: a thousand ticks of one shape", () => {
    const drawing = `<svg><defs><path id="t" d="M0 0"/></defs>${'<use href="#t"/>'.repeat(1000)}</svg>`;
    expect(clean(drawing).match(/<use/g)).toHaveLength(1000);
  });
});
