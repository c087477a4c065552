// Names that break a lesson: names missing in a page or the kernel, functions that write to stderr (nbgrader gives such a cell
// 0 points), values that change from run to run, and display types that other tools drop.
import { lineOf, walkTree } from "../lesson.js";
import { typescript as ts } from "../kernel-typescript.js";
import type { Finding, Rule } from "./rule.js";

const stderr = "writes to standard error, and nbgrader then gives the cell no points: use console.log or show().";
const changing = "is different in every run: pass a seed to the library instead.";
const timer = "runs after its cell has ended, into another cell's output: let the library simulate time.";
const display = "is dropped or mangled by nbconvert and JupyterLab: use show().";
const absent = "does not exist in every place where the cell runs: leave it out.";
const newer = "is newer than ES2022, the library of the kernel's TypeScript: use an ES2022 call.";

const names = new Map<string, string>([
  ...["console.error", "console.warn", "console.trace", "console.assert"].map((name) => [name, stderr] as const),
  ...["Math.random", "Date.now", "performance.now", "crypto.randomUUID", "crypto.getRandomValues"].map(
    (name) => [name, changing] as const,
  ),
  ...["setTimeout", "setInterval", "setImmediate", "queueMicrotask"].map((name) => [name, timer] as const),
  ...["svg", "javascript", "jpeg", "png", "gif", "pdf", "text", "raw"].map(
    (kind) => [`display.${kind}`, display] as const,
  ),
  ...["__dirname", "__filename", "import.meta", "process.exit", "process.stderr"].map(
    (name) => [name, absent] as const,
  ),
  ...["Object.groupBy", "Map.groupBy", "Array.fromAsync", "Promise.withResolvers", "Promise.try"].map(
    (name) => [name, newer] as const,
  ),
]);
const newerMethods = [
  "toSorted",
  "toReversed",
  "toSpliced",
  "findLast",
  "findLastIndex",
  "isWellFormed",
  "toWellFormed",
];
/** Depend on the machine's locale if called without one. */
const localeMethods = ["toLocaleString", "toLocaleDateString", "toLocaleTimeString", "localeCompare"];

export const forbiddenNames: Rule = {
  name: "forbidden-names",
  check: ({ code }) => {
    const found: Finding[] = [];
    const declared = new Set(code.flatMap(({ declares }) => [...declares]));
    for (const { id, tree } of code)
      walkTree(tree, (node) => {
        const say = (name: string, why: string) =>
          found.push({ cell: id, line: lineOf(node), message: `${name} ${why}` });
        const name = spelled(node);
        const why = name === undefined ? undefined : names.get(name);
        if (name && why && !declared.has(name)) say(name, why);
        if (ts.isNewExpression(node) && node.expression.getText() === "Date" && !node.arguments?.length)
          say("new Date()", changing);
        if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return;
        const method = node.expression.name.text;
        if (newerMethods.includes(method)) say(method, newer);
        if (
          localeMethods.includes(method) &&
          !node.arguments.some((argument) => ts.isStringLiteral(argument) && /^[a-z]{2}\b/.test(argument.text))
        )
          say(method, 'gives a different text on other machines: name the locale, such as "en".');
      });
    return found;
  },
};

/** `a.b`, `tslab.display.svg` (as `display.svg`), `import.meta`, or a name that stands alone. */
function spelled(node: import("@tslab/typescript-for-tslab").Node): string | undefined {
  if (ts.isMetaProperty(node)) return node.getText();
  if (ts.isPropertyAccessExpression(node)) {
    const owner = ts.isPropertyAccessExpression(node.expression) ? node.expression.name : node.expression;
    return `${owner.getText()}.${node.name.text}`;
  }
  if (!ts.isIdentifier(node)) return undefined;
  const { parent } = node;
  const isKey =
    (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
    (ts.isPropertyAssignment(parent) && parent.name === node);
  return isKey || ("name" in parent && parent.name === node) ? undefined : node.text;
}
