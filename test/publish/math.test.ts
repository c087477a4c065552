// Mathematics of Markdown as MathML: formulas in TeX reach the page, other text stays text, and nothing else gets in.
import { describe, expect, it } from "vitest";
import { publishLesson } from "../../lib/course/publish/index.js";
import { markdown, notebook } from "./lesson-notebook.js";

const page = (source: string) => {
  const { html, warnings } = publishLesson({
    notebook: notebook([markdown("m", `# T\n\nA\n\n${source}`)]),
    file: "m.ipynb",
  });
  return { main: /<main[\s\S]*<\/main>/.exec(html)![0], warnings };
};
const tex = (html: string) => [...html.matchAll(/<annotation[^>]*>([\s\S]*?)<\/annotation>/g)].map(([, text]) => text);

describe("mathematics in Markdown", () => {
  it.each([
    ["emphasis and indices", "Loss is $p_{1}*q*p_{2}$ per hop.", ["p_{1}*q*p_{2}"]],
    [
      "double backslashes",
      "$$a = \\begin{pmatrix} 1 \\\\ 2 \\end{pmatrix}$$",
      ["a = \\begin{pmatrix} 1 \\\\ 2 \\end{pmatrix}"],
    ],
    ["several lines that look like a list", "$$\na\n- b\n+ c\n$$", ["a\n- b\n+ c"]],
    [
      "an environment",
      "\\begin{align*}\na &= b \\\\\nc &= d\n\\end{align*}",
      ["\\begin{align*}\na &amp;= b \\\\\nc &amp;= d\n\\end{align*}"],
    ],
    ["in a heading, a table and a list", "## Where $x_1$\n\n- $y_1$\n\n| a |\n| - |\n| $z_1$ |", ["x_1", "y_1", "z_1"]],
    ["a less-than sign", "$a<b$", ["a&lt;b"]],
    ["an escaped dollar inside", "$a\\$b$", ["a\\$b"]],
  ])("%s", (_, source, formulas) => {
    const { main, warnings } = page(source);
    expect(tex(main)).toEqual(expect.arrayContaining(formulas));
    expect(main).not.toMatch(/[\uE000\uE001]/);
    expect(warnings).toEqual([]);
  });

  it.each(["It costs $5 and $10.", "a \\$x\\$ b", "`$x$`", "    $x$", "only one $ here", "$ x $"])(
    "%s is none",
    (source) => {
      expect(page(source).main).not.toContain("<math");
    },
  );

  it("names what cannot be read, and shows it", () => {
    const { main, warnings } = page("See $\\frac{1}$ here.");
    expect(warnings.join()).toContain("m.ipynb, cell m: mathematics that cannot be read");
    expect(main).toContain("<code>\\frac{1}</code>");
  });

  it("lets no markup, link or script in", () => {
    const { main } = page(
      '$\\href{javascript:alert(1)}{x}$ $\\text{<script>alert(1)</script>}$ $\\includegraphics{http://x/y.png}$ $\\htmlData{a=b}{c}$ \uE0000\uE001 $</math><img src=x onerror=alert(1)>$', // prettier-ignore
    );
    expect(main).not.toMatch(/<script|href="javascript|<img|onerror=alert\(1\)>(?!<)|src="http|data-a/);
  });
});
