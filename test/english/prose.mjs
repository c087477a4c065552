// The prose of a file as ESLint sees it: comments and string literals of a script, paragraphs, headings and table cells of Markdown.
// Each piece has the length of its source, with code and decoration replaced, so that an index in it is an index in the file.

/** Stands for code inside prose: no letter, no space, no full stop. */
const code = (text) => text.replace(/[^\n]/g, "\u00a4");
const spaces = (text) => text.replace(/[^\n]/g, " ");

/** @typedef {{ text: string, start: number }} Prose */

/** @returns {Prose[]} comments, with consecutive line comments as one, then string and template literals */
export function proseOfScript(sourceCode) {
  return [...comments(sourceCode), ...literals(sourceCode)];
}

function comments(sourceCode) {
  const joined = [];
  for (const comment of sourceCode.getAllComments()) {
    const [start, end] = comment.range;
    const last = joined.at(-1);
    const follows = last?.type === "Line" && /^\s*$/.test(sourceCode.text.slice(last.end, start));
    if (comment.type === "Line" && follows && last.line + 1 === comment.loc.start.line) {
      last.end = end;
      last.line = comment.loc.end.line;
    } else joined.push({ type: comment.type, start, end, line: comment.loc.end.line });
  }
  return joined.map(({ start, end }) => ({ start, text: undecorated(sourceCode.text.slice(start, end)) }));
}

const undecorated = (comment) =>
  comment.replace(/^[ \t]*(\/\/+|\/\*+|\*+(?!\/))|\*+\/$/gm, spaces).replace(/`[^`]*`|\{@link [^}]*\}/g, code);

function literals(sourceCode) {
  const found = [];
  const visit = (node) => {
    const [start, end] = node.range ?? [0, 0];
    // A single word is a name of the program, such as the kind of an event.
    if (node.type === "Literal" && typeof node.value === "string" && /\s/.test(node.value))
      found.push({ start, text: sourceCode.text.slice(start, end) });
    if (node.type === "TemplateLiteral") found.push({ start, text: withoutExpressions(node, sourceCode.text) });
    if (/^(Import|Export(All|Named))Declaration$/.test(node.type) && node.source) return;
    for (const key of sourceCode.visitorKeys[node.type] ?? []) {
      for (const child of [node[key]].flat()) if (child) visit(child);
    }
  };
  visit(sourceCode.ast);
  return found;
}

function withoutExpressions({ range, expressions }, text) {
  let prose = text.slice(...range);
  for (const { range: inner } of expressions) {
    const [from, to] = inner.map((index) => index - range[0]);
    prose = prose.slice(0, from - 2) + code(prose.slice(from - 2, to + 1)) + prose.slice(to + 1);
  }
  return prose;
}

/** @returns {Prose} a paragraph, heading or table cell of Markdown, without inline code and addresses */
export function proseOfMarkdown(node, sourceCode) {
  const [start, end] = sourceCode.getRange(node);
  return { start, text: sourceCode.text.slice(start, end).replace(/`[^`]*`|\]\([^)]*\)|<[^>]*>|https?:\S+/g, code) };
}
