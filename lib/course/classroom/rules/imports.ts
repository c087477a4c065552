// Imports of a cell work in every kernel and in the page: packages by name, in the first code cell, without file extensions.
import { lineOf, walkTree } from "../lesson.js";
import { typescript as ts } from "../kernel-typescript.js";
import type { Finding, Rule } from "./rule.js";

export const imports: Rule = {
  name: "imports",
  check: ({ code }) => {
    const found: Finding[] = [];
    for (const [i, { id, tree }] of code.entries()) {
      walkTree(tree, (node) => {
        const say = (message: string) => found.push({ cell: id, line: lineOf(node), message });
        if (ts.isImportDeclaration(node)) {
          if (i > 0) say("Imports must be in the first code cell. Move this one there.");
          const from = (node.moduleSpecifier as { readonly text?: string }).text ?? "";
          if (/\.[cm]?tsx?$/.test(from))
            say(`"${from}": an import must not have a file extension, because the kernel does not find it.`);
          else if (/^(\.|\/|node:)/.test(from))
            say(`"${from}": import from "anycast-kit" or "anycast-course": a page has no files.`);
        }
        const dynamic = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
        if (dynamic || (ts.isCallExpression(node) && node.expression.getText() === "require"))
          say("Load packages with one `import` line in the first code cell.");
        if (ts.isExportDeclaration(node) || ts.isExportAssignment(node) || isExported(node))
          say("A cell exports nothing: later cells see its names anyway.");
      });
    }
    return found;
  },
};

const isExported = (node: import("@tslab/typescript-for-tslab").Node) =>
  ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
