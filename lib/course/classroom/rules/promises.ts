// A promise without await continues after its cell: its error is lost, or appears under the next cell.
import { walkTree } from "../lesson.js";
import { typescript as ts } from "../kernel-typescript.js";
import type { Finding, Rule } from "./rule.js";

export const promises: Rule = {
  name: "promises",
  check: ({ program }) => {
    const found: Finding[] = [];
    const { checker, cells } = program();
    for (const { id, tree, firstLine } of cells)
      walkTree(tree, (node) => {
        if (!ts.isExpressionStatement(node)) return;
        const type = checker.getTypeAtLocation(node.expression);
        const parts = type.isUnion() ? type.types : [type];
        if (!parts.some((part) => part.getProperty("then"))) return;
        const line = tree.getLineAndCharacterOfPosition(node.getStart()).line - firstLine + 1;
        found.push({ cell: id, line, message: "This promise is not awaited. Write `await` before it." });
      });
    return found;
  },
};
