// Nothing is used before it is explained: each term of a glossary is explained in the cell that uses it first, or in an earlier
// lesson.
import { describe, expect, it } from "vitest";
import { lessons } from "./lessons.js";
import { explains, glossaryTerms, termPattern, unexplained, wordsOf } from "./terms.js";

describe.each(lessons)("the words of $name", ({ name, notebook }) => {
  it("are explained in the cell that uses them first, or in an earlier lesson", () => {
    const terms = glossaryTerms(notebook);
    expect(terms.length).toBeGreaterThan(5);
    const earlier = lessons.slice(
      0,
      lessons.findIndex((each) => each.name === name),
    );
    const known = new Set(earlier.flatMap((each) => glossaryTerms(each.notebook)).map((term) => term.toLowerCase()));
    expect(unexplained(notebook, terms, known)).toEqual([]);
  });

  it("are listed once each", () => {
    const terms = glossaryTerms(notebook).map((term) => term.toLowerCase());
    expect(new Set(terms).size).toBe(terms.length);
  });
});

describe("a term", () => {
  const cell = (source: string, type: "markdown" | "code" = "markdown") => ({ cell_type: type, source });

  it("is found with its endings, and not inside another word", () => {
    const found = (term: string, text: string) => termPattern(term).test(text);
    expect(["It drains now.", "a drain", "drained"].map((text) => found("Drain", text))).toEqual([true, true, true]);
    expect(found("Community", "two communities")).toBe(true);
    expect(found("Site", "a website")).toBe(false);
    expect(found("N-1", "N-10")).toBe(false);
  });

  it("is explained by bold type, by brackets behind its words, or by a colon; a mere use is none", () => {
    expect(explains("Then you **drain** it.", "Drain")).toBe(true);
    expect(explains("The **autonomous system** (AS) has", "AS")).toBe(true);
    expect(explains("/** Rendezvous: every server draws */", "Rendezvous")).toBe(true);
    expect(explains("You drain it, and **then** withdraw.", "Drain")).toBe(false);
  });

  it("is read in prose, in the texts of code and in its comments, not in names and addresses", () => {
    expect(wordsOf(cell("a [link](https://drain.example) and `drain`"))).not.toMatch(/drain/);
    expect(wordsOf(cell('const drain = kind("drain"); show("Drain it now");', "code"))).toBe("Drain it now");
    const lesson = (...texts: string[]) => ({ cells: texts.map((text, i) => ({ ...cell(text), id: `c${i}` })) }) as never;
    const words = "## Words\n\n- **Drain**: to move users.\n";
    expect(unexplained(lesson("# T", "You drain.", "A **drain**.", words), ["Drain"], new Set())).toEqual([
      "Drain: first used in cell c1, and not explained there",
    ]);
    expect(unexplained(lesson("# T", "You drain.", words), ["Drain"], new Set(["drain"]))).toEqual([]);
    expect(unexplained(lesson("# T", "Nothing.", words), ["Drain"], new Set())).toEqual([
      "Drain: in the glossary, and used nowhere",
    ]);
  });
});
