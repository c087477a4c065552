// Prose reads the same in JupyterLab, in the HTML page and on paper: https links that say where they lead, described images,
// and of HTML only what both allow.
import { isMarkdown } from "../lesson.js";
import { markdownParts } from "../markdown.js";
import type { Rule } from "./rule.js";

const allowedTags = ["details", "summary", "br", "sub", "sup", "kbd"];
const target = /^(https:\/\/|#|[\w.-]+\.ipynb(#.*)?$|attachment:)/;

export const markdown: Rule = {
  name: "markdown",
  check: ({ notebook }) =>
    notebook.cells.filter(isMarkdown).flatMap(({ id: cell, source }) => {
      const { targets, html } = markdownParts(source);
      const links = targets.flatMap(({ kind, url, text, line }) => [
        ...(target.test(url)
          ? []
          : [{ cell, line, message: `"${url}": a ${kind} must be https, a #heading or another lesson.` }]),
        ...(kind === "image" && text.trim() === ""
          ? [{ cell, line, message: `The image ${url} must have an alternative text.` }]
          : []),
        ...(kind === "link" && /^(here|this|link|click here)$/i.test(text)
          ? [{ cell, line, message: `Link text "${text}" does not say where it leads.` }]
          : []),
      ]);
      const tags = html.flatMap(({ html, line }) =>
        [...html.matchAll(/<\/?([a-z][\w-]*)((?![\w-])[^>]*)>/gi)].flatMap(([whole, tag, attributes]) =>
          allowedTags.includes(tag.toLowerCase()) && /^(?:open|\/)?$/.test(attributes.trim())
            ? []
            : [
                {
                  cell,
                  line,
                  message: `${whole} is not shown everywhere: write Markdown (allowed: ${allowedTags.join(", ")}).`,
                },
              ],
        ),
      );
      return [...links, ...tags];
    }),
};
