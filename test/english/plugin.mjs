// ESLint's plugin for the project's English: reports each phrase of phrases.mjs in scripts and Markdown, with the form to write instead.
import { phrases } from "./phrases.mjs";
import { proseOfMarkdown, proseOfScript } from "./prose.mjs";

/** @returns {{ index: number, found: string, id: string, write: string }[]} what one text says in a way that readers stumble over */
export function faults(text, rules = phrases) {
  return rules.flatMap(({ id, pattern, write, allow = [] }) => {
    const exempt = allow
      .flatMap((regex) => [...text.matchAll(global(regex))])
      .map((m) => [m.index, m.index + m[0].length]);
    return [...text.matchAll(global(pattern))]
      .filter(({ index, 0: { length } }) => !exempt.some(([from, to]) => from < index + length && index < to))
      .map((match) => ({ index: match.index, found: match[0].replace(/\s+/g, " "), id, write }));
  });
}

const global = (regex) => new RegExp(regex.source.replaceAll(" ", "\\s+"), `g${regex.flags.replace("g", "")}`);

const rule = {
  meta: { type: "suggestion", schema: [], messages: { phrase: '"{{found}}": {{write}} ({{id}})' } },
  create(context) {
    const { sourceCode } = context;
    const report = ({ text, start }) => {
      for (const { index, ...data } of faults(text)) {
        const from = start + index;
        const loc = {
          start: sourceCode.getLocFromIndex(from),
          end: sourceCode.getLocFromIndex(from + data.found.length),
        };
        context.report({ loc, messageId: "phrase", data });
      }
    };
    const block = (node) => report(proseOfMarkdown(node, sourceCode));
    return {
      Program: () => proseOfScript(sourceCode).forEach(report),
      paragraph: block,
      heading: block,
      tableCell: block,
    };
  },
};

export default { meta: { name: "english" }, rules: { phrases: rule } };
