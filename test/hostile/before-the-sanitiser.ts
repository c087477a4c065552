// Markup in every place that a page reads before the sanitiser: ids, titles, fence names, attachments, metadata ...
// Each calls `pwn`, or leads to pwn.test, where it gets out of its place.
import type { Cell, Notebook } from "../../lib/course/notebook/index.js";
import { code, html, markdown, notebook, printed } from "../publish/lesson-notebook.js";

/** Markup that leaves a quoted attribute, an unquoted one, or text. Without spaces, where a place takes no space. */
export const breakouts: readonly string[] = [
  `x"><meta/http-equiv='refresh'content='0;url=https://pwn.test/'>"`,
  `x"><img/src='x'onerror='pwn()'>"`,
  `x"><svg/onload='pwn()'>"`,
  `x'><img/src="x"onerror="pwn()">'`,
  `"onfocus="pwn()"autofocus="`,
  `"><script>pwn()</script>"`,
  `&quot;&gt;&lt;img/src=x/onerror=pwn()&gt;`,
  `</title></style></script></textarea><img/src='x'onerror='pwn()'>`,
  `-->"'><svg/onload=pwn()>`,
];

/** The same markup in one place, by the name of the place. */
export const places: Readonly<Record<string, (evil: string, i: number) => Cell>> = {
  "id of a heading": (evil, i) => markdown(`p0-${i}`, `## Two {: #${evil}}`),
  "quoted id of a heading": (evil, i) => markdown(`p1-${i}`, `## Two {: id="${evil.replaceAll('"', "'")}"}`),
  "id of an exercise": (evil, i) => markdown(`p2-${i}`, `### Exercise ${i} {: #${evil}}`),
  "class of an exercise": (evil, i) => markdown(`p3-${i}`, `### Exercise ${i} {: .${evil}}`),
  "text of a heading": (evil, i) => markdown(`p4-${i}`, `## ${evil}`),
  "text of an exercise": (evil, i) => markdown(`p5-${i}`, `### Exercise ${evil} ★★`),
  "code in a heading": (evil, i) => markdown(`p6-${i}`, `## \`\`${evil}\`\``),
  "id of a paragraph": (evil, i) => markdown(`p7-${i}`, `text {: #${evil} .${evil}}`),
  "arguments of a container": (evil, i) => markdown(`p8-${i}`, `::: note ${evil}\n\ntext\n\n:::`),
  "attributes of a container": (evil, i) => markdown(`p9-${i}`, `::: note {: #${evil}}\n\ntext\n\n:::`),
  "name of a fence": (evil, i) => markdown(`pa-${i}`, `~~~${evil}\ncode\n~~~`),
  "attributes of a fence": (evil, i) => markdown(`pb-${i}`, `~~~ts {: #${evil}}\ncode\n~~~`),
  "text of a picture": (evil, i) =>
    markdown(`pc-${i}`, `![${evil}](data:image/png;base64,AAAA "${evil.replaceAll('"', "'")}")`),
  "title of a link": (evil, i) => markdown(`pd-${i}`, `[a](https://example.org '${evil.replaceAll("'", '"')}')`),
  "target of a link": (evil, i) =>
    markdown(`pe-${i}`, `[a](<${evil.replace(/[<>]/g, "\\$&")}>) <https://x/${evil.replace(/[<> ]/g, "")}>`),
  "name of a footnote": (evil, i) =>
    markdown(`pf-${i}`, `text[^${evil.replace(/[\][ ]/g, "")}]\n\n[^${evil.replace(/[\][ ]/g, "")}]: note ${evil}`),
  "cell of a table": (evil, i) => markdown(`pg-${i}`, `| a {: #${evil}} |\n|---|\n| ${evil} {: .${evil}} |`),
  "title of a second lesson": (evil, i) => markdown(`ph-${i}`, `# A ${evil} {: #${evil}}`),
  "type of an attachment": (evil, i) => ({
    ...markdown(`pi-${i}`, "![a](attachment:a.png)"),
    attachments: { "a.png": { [`image/png;base64,AAAA) ${evil} (`]: evil } },
  }),
  "raw markup beside a heading": (evil, i) =>
    markdown(`pj-${i}`, `<div class="heading">\n\n### Exercise 9 {: #${evil}}\n\n</div>`),
  "code of a cell": (evil, i) => code(`pk-${i}`, evil, [printed(evil), printed(evil, "stderr")]),
  "name of an error": (evil, i) =>
    code(`pl-${i}`, "1", [{ output_type: "error", ename: evil, evalue: evil, traceback: [evil] }]),
  "text of a drawn picture": (evil, i) =>
    code(`pm-${i}`, "1", [
      { output_type: "display_data", data: { "image/png": "AAAA", "text/plain": evil }, metadata: {} },
    ]),
  "kind of an output": (evil, i) =>
    code(`pn-${i}`, "1", [{ output_type: "display_data", data: { [evil]: evil }, metadata: {} }]),
  "id of an explorer": (evil, i) =>
    code(`po-${i}`, "1", [
      html(
        `<div data-ak-explorer="${evil}" id='${evil.replaceAll("'", '"')}'><script data-ak-props>{"id":"${evil}"}</script></div>`,
      ),
    ]),
  "words of a question": (evil, i) =>
    code(`pq-${i}`, "1", [
      html(`<div data-ak-explorer="prediction"><script data-ak-props>${question(evil)}</script></div>`),
    ]),
};

const question = (evil: string) =>
  JSON.stringify({ id: "q", question: evil, options: [evil, "b"], choice: "", answer: "b" }).replaceAll("<", "\\u003c");

/** Every place, each with every way out of it. */
export const hostileCells = (): Cell[] =>
  Object.values(places).flatMap((place, at) => breakouts.map((evil, i) => place(evil, at * breakouts.length + i)));

/** The metadata of a notebook, all of it hostile. */
export const hostileNotebook = (cells: readonly Cell[], evil: string): Notebook =>
  notebook(cells, {
    title: evil,
    authors: [{ name: evil }],
    license: evil,
    kernelspec: { name: evil, language: evil, display_name: evil },
    anycast: { objectives: [evil], prerequisites: [evil], version: evil },
  });
