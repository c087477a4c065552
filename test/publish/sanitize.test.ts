import fc from "fast-check";
import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { htmlElements, svgElements } from "../../lib/course/publish/allow-list.js";
import { sanitize } from "../../lib/course/publish/sanitize.js";
import { attacks } from "./attacks.js";

const clean = (markup: string, more: { idPrefix?: string; link?: (href: string) => string | undefined } = {}) =>
  sanitize(markup, { classes: [/^ak-/], ...more });

describe("what a notebook may say stays", () => {
  it.each([
    [
      "text and tables",
      '<table><thead><tr><th scope="col">a</th></tr></thead><tbody><tr><td colspan="2">1</td></tr></tbody></table>',
    ],
    ["details for hints", "<details><summary>Hint</summary><p>x</p></details>"],
    [
      "links",
      '<a href="https://www.rfc-editor.org/rfc/rfc4786">RFC 4786</a><a href="#hook">up</a><a href="mailto:a@example.org">m</a>',
    ],
    ["colour and arithmetic in styles", '<p style="color:var(--ak-text);width:calc(100% - 2px)">x</p>'],
    ["pictures inside the page", '<img src="data:image/png;base64,iVBORw0KGgo=" alt="a dot" />'],
    ["labels", '<figure aria-label="Map" role="group" class="ak-figure"><figcaption>x</figcaption></figure>'],
  ])("%s", (_what, markup) => expect(clean(markup)).toBe(markup));

  it("drawings, with references inside them", () => {
    const svg =
      '<svg viewbox="0 0 9 9" role="img" aria-label="a"><defs><clippath id="c"><path d="M0 0L1 1"></path></clippath></defs>' +
      '<g clip-path="url(#c)"><use href="#c"></use><text x="1">A</text></g></svg>';
    expect(clean(svg)).toBe(svg);
    expect(clean(svg, { idPrefix: "o-" })).toBe(svg.replace(/(id=")|#/g, (found) => `${found}o-`));
  });
});

describe("what could do anything goes", () => {
  it.each(attacks.map((attack) => [attack]))("%s", (attack) => harmless(clean(attack)));

  it("also when broken in pieces and put together at random", () => {
    const pieces = attacks.flatMap((attack) => attack.split(/(?=<)|(?<=>)/));
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string()), { maxLength: 20 }), (parts) =>
        harmless(clean(parts.join(""))),
      ),
      { numRuns: 2000 },
    );
  });

  it("and the author gets a warning", () => {
    const told: string[] = [];
    sanitize('<script>1</script><p onclick="x">a</p><img src="https://example.org/a.png" alt="a map">', {
      classes: [],
      warn: (what) => told.push(what),
    });
    expect(told).toEqual([
      "<script>",
      "an event handler (onclick) on <p>",
      "a picture that is not inside the notebook (https://example.org/a.png)",
    ]);
  });

  it("and a picture left out leaves its words", () => {
    expect(clean('<p><img src="https://example.org/a.png" alt="a map"> and text</p>')).toBe(
      "<p><span>a map</span> and text</p>",
    );
  });
});

/** By another parser: only listed elements, no handler, nothing fetched, no script in a link. */
function harmless(markup: string): void {
  const { document } = parseHTML(`<!doctype html><html><body><main>${markup}</main></body></html>`);
  for (const element of document.querySelectorAll("main *")) {
    const name = element.localName.toLowerCase();
    expect([...htmlElements, ...svgElements]).toContain(name);
    for (const { name: attribute, value } of [...element.attributes]) {
      expect(attribute).not.toMatch(/^on|^srcdoc|^formaction|^action|^xlink|^name$/i);
      if (attribute === "href")
        expect(value.replace(/[\0- ]/g, "")).toMatch(/^(?:https?:|mailto:|#|\/(?![/\\])|[^:]*$)/i);
      if (attribute === "src") expect(value).toMatch(/^data:image\/(?:png|jpeg|gif|webp);base64,/);
      if (attribute !== "alt" && attribute !== "title") expect(value).not.toMatch(/url\(\s*['"]?(?!#)/i);
    }
  }
}
