// The terms of a lesson's glossary ("## Words"), and the cell that uses each one first. A term is explained by bold type, by an
// abbreviation in brackets behind the words, or by a colon and its meaning.
import { replaceRegions } from "../../lib/course/classroom/marked-regions.js";
import type { Cell, Notebook } from "../../lib/course/notebook/types.js";

/** "Fail open, fail closed" are two terms. */
export function glossaryTerms({ cells }: Notebook): string[] {
  const glossary = cells.map(({ source }) => /^## Words\n([^]*?)(?=^## |$(?![^]))/m.exec(source)?.[1] ?? "").join("");
  return [...glossary.matchAll(/^- \*\*([^*]+)\*\*/gm)].flatMap(([, names]) => names.split(", "));
}

/** Matches a term and its usual endings: "drains", "communities", "convergence" only as itself. */
export function termPattern(term: string): RegExp {
  const text = term.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const endings = text.endsWith("y")
    ? `${text.slice(0, -1)}(?:y|ies)`
    : text.endsWith("e")
      ? `${text.slice(0, -1)}(?:e[sd]?|ing)`
      : `${text}(?:e?s|e?d|ing|n?ed|ning)?`;
  return new RegExp(`(?<![\\w-])${endings}(?![\\w-])`, "i");
}

/** What a reader reads of a cell: prose without addresses and code; the texts of a code cell, and its comments. */
export function wordsOf({ cell_type: type, source }: Pick<Cell, "cell_type" | "source">): string {
  if (type === "code") {
    const comments = [...source.matchAll(/\/\*\*[^]*?\*\/|\/\/.*$/gm)].map(([comment]) => comment);
    const texts = [...source.matchAll(/(["`])((?:\\.|(?!\1)[^\\])*)\1/g)].map(([, , text]) => text);
    return [...comments, ...texts.filter((text) => text.includes(" "))].join("\n");
  }
  return replaceRegions(source, "MARK SCHEME")
    .replace(/```[^]*?```/g, " ")
    .replace(/`[^`]*`/g, " ")
    .replace(/\]\([^()]*\)/g, "]");
}

/** Whether this text explains the term. */
export function explains(text: string, term: string): boolean {
  const pattern = termPattern(term);
  const bold = [...text.matchAll(/\*\*([^*]+)\*\*/g)].some(([, marked]) => pattern.test(marked));
  return bold || new RegExp(`[(,] ?${pattern.source}[,)]|${pattern.source}: `, "i").test(text);
}

/** Terms that a cell uses before any cell explains them, and terms that no cell uses. */
export function unexplained({ cells }: Notebook, terms: readonly string[], known: ReadonlySet<string>): string[] {
  const end = cells.findIndex(({ source }) => /^## Words$/m.test(source));
  // The first cell announces what the lesson teaches.
  const read = cells.slice(1, end).map((cell) => ({ id: cell.id, text: wordsOf(cell) }));
  return terms.flatMap((term) => {
    if (known.has(term.toLowerCase())) return [];
    const first = read.find(({ text }) => termPattern(term).test(text.replaceAll("**", "")));
    if (!first) return [`${term}: in the glossary, and used nowhere`];
    return explains(first.text, term) ? [] : [`${term}: first used in cell ${first.id}, and not explained there`];
  });
}
