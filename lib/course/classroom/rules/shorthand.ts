// tslab compiles `({ foo })` wrongly if `foo` is from an earlier cell: a ReferenceError at run time, although it type-checks.
// The course's launcher fixes it; a plain tslab does not, and lessons run on both.
import { boundNames, declaredNames, lineOf, walkTree } from "../lesson.js";
import { typescript as ts, type ts as TypeScript } from "../kernel-typescript.js";
import type { Finding, Rule } from "./rule.js";

export const shorthand: Rule = {
  name: "shorthand",
  check: ({ code }) => {
    const found: Finding[] = [];
    const earlier = new Set<string>();
    for (const { id, tree, declares } of code) {
      walkTree(tree, (node) => {
        if (!ts.isShorthandPropertyAssignment(node)) return;
        const name = node.name.text;
        if (!earlier.has(name) || declares.has(name) || isLocal(name, node)) return;
        found.push({
          cell: id,
          line: lineOf(node),
          message: `\`{ ${name} }\` fails on a plain tslab, because ${name} is from an earlier cell: write \`${name}: ${name}\`.`,
        });
      });
      for (const name of declares) earlier.add(name);
    }
    return found;
  },
};

/** Whether a function or block around the node declares the name itself. */
function isLocal(name: string, node: TypeScript.Node): boolean {
  for (let around = node.parent; around && !ts.isSourceFile(around); around = around.parent) {
    if (ts.isFunctionLike(around) && around.parameters.some((parameter) => boundNames(parameter.name).includes(name)))
      return true;
    if (ts.isBlock(around) && declaredNames(around).includes(name)) return true;
    const head =
      ts.isForStatement(around) || ts.isForOfStatement(around) || ts.isForInStatement(around)
        ? around.initializer
        : undefined;
    if (
      head &&
      ts.isVariableDeclarationList(head) &&
      head.declarations.some((each) => boundNames(each.name).includes(name))
    )
      return true;
  }
  return false;
}
