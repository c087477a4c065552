// Rewrites a cell so that its top-level names live in the scope all cells share (scope.ts): one variable, one value.
// A pure function on JavaScript, types stripped before; lines stay. No Node and no TypeScript here: pages use it too.
//   let rate = 0.1; function loss(n) { return rate * n }; loss(9)
//   const rateʹ=$.lexical("rate","variable"),lossʹ=$.callable("loss",loss); void (rateʹ.i = 0.1); function loss(n) { return rateʹ.v * n }; ...
import { Parser, type AnyNode, type ImportDeclaration, type Program } from "acorn";
import { editsOf, type Edits } from "./edits.js";
import { lexicalNames, varNames } from "./declared.js";
import { visitNames, type Role } from "./names.js";
import { suffix, type Kind } from "./scope.js";

export interface RewriteOptions {
  /** Names of earlier cells. */
  readonly known?: ReadonlyMap<string, Kind>;
  /** The identifier of the scope's `run` in the code. Defaults to "$cells". */
  readonly runtime?: string;
  /** Whether a name that no cell declares belongs to the host (`console`, `Math`); it is left as it is then. */
  readonly isGlobal?: (name: string) => boolean;
}

export interface Rewritten {
  /** Statements for the body of a function, `async` where `isAsync`. */
  readonly code: string;
  readonly isAsync: boolean;
  /** The names it declares. */
  readonly names: readonly string[];
  /** Whether the cell ends in an expression, whose value goes to the scope's `last`. */
  readonly hasLast: boolean;
  /** From a column of `code` to a column of the source, same line; both count from 0. */
  readonly originalColumn: (line: number, column: number) => number;
}

/** `export` means nothing in a cell, so it may name what only types declare (`declare const x: number; export { x }`). */
const CellParser = Parser.extend(
  (Base) =>
    class extends (Base as unknown as new (...values: never[]) => object) {
      checkLocalExport(): void {}
    } as unknown as typeof Parser,
);

/**
 * @param source JavaScript, in the syntax of a module; `export` before a declaration is taken as the plain declaration
 * @throws SyntaxError with `loc` ({line, column}) where it cannot be parsed
 */
export function rewriteCell(source: string, options: RewriteOptions = {}): Rewritten {
  const { known = new Map<string, Kind>(), runtime = "$cells", isGlobal = (name) => name in globalThis } = options;
  const program = CellParser.parse(source, {
    ecmaVersion: "latest",
    sourceType: "module",
    allowAwaitOutsideFunction: true,
  });
  const edits = editsOf(source);
  const imports = new Map<string, Kind>();
  const plain = withoutModuleSyntax(program, edits, { source, runtime, imports });

  const constants = new Set(
    plain.body.flatMap((node) =>
      node.type === "VariableDeclaration" && node.kind !== "let" && node.kind !== "var" ? lexicalNames([node]) : [],
    ),
  );
  const functions = plain.body.flatMap((node) => (node.type === "FunctionDeclaration" ? [node.id.name] : []));
  const lexical = lexicalNames(plain.body).filter((name) => !functions.includes(name));
  const hoisted = plain.body.flatMap(varNames).filter((name) => !functions.includes(name));
  const merged = new Set(mergedNames(plain.body));
  const declared = new Set([...lexical, ...hoisted, ...functions, ...imports.keys()]);
  const isConstant = (name: string): boolean => {
    if (imports.has(name) || constants.has(name)) return true;
    return !declared.has(name) && known.get(name) === "constant";
  };
  const used = new Set<string>();
  let isAsync = false;

  const isShared = (name: string): boolean => declared.has(name) || known.has(name) || !isGlobal(name);
  const property = (name: string, role: Role): string => {
    if (role === "declare") return lexical.includes(name) ? "i" : "v";
    if (role === "typeof") return "t";
    return role === "write" && isConstant(name) ? "c" : "v";
  };

  const last = [...plain.body].reverse().find((node) => node.type !== "EmptyStatement");
  const lastExpression = last?.type === "ExpressionStatement" ? last.expression : null;
  if (last && lastExpression) edits.insert(last.start, `;${runtime}.last = (`, last.start);

  visitNames(plain, {
    use({ name, start, end }, role, { shorthand, first }) {
      if (!isShared(name)) return;
      used.add(name);
      const access = `${suffix}.${property(name, role)}`;
      if (shorthand) return edits.insert(end, `: ${name}${access}`, start);
      const apart = role === "call";
      if (apart) edits.insert(start, first && start !== last?.start ? ";(0," : "(0,", start);
      edits.insert(end, apart ? `${access})` : access, start, apart ? 1 : 0);
    },
    declaration(node, { head }, inside) {
      const keyword = node.kind.length;
      edits.replace(node.start, node.start + keyword, head ? "" : "void (");
      inside();
      for (const { id, init, end } of node.declarations)
        if (!init && !head && id.type === "Identifier")
          edits.insert(end, node.kind === "var" ? "" : " = undefined", node.start);
      const ends = source[node.end - 1] === ";" ? "" : ";";
      if (!head) edits.insert(node.declarations.at(-1)!.end, `)${isForHead(source, node.end) ? "" : ends}`, node.start);
    },
    named(value, name, inside) {
      if (!isShared(name)) return inside();
      const key = name === "__proto__" ? '["__proto__"]' : name;
      edits.insert(value.start, `({${key}:`, value.start);
      inside();
      edits.insert(value.end, `}).${name}`, value.start);
    },
    classDeclaration(node, inside) {
      edits.insert(node.start, `${node.id.name}${suffix}.i = `, node.start);
      used.add(node.id.name);
      inside();
      edits.insert(node.end, ";", node.start);
    },
    catchClause: ({ name }, { start }) => edits.insert(start + 1, `${runtime}.clean(${name});`, start),
    dynamicImport: ({ start }) => edits.replace(start, start + "import".length, `${runtime}.later`),
    meta: ({ start, end }) => edits.replace(start, end, `${runtime}.meta`),
    topLevelAwait: () => (isAsync = true),
  });
  if (last && lastExpression) {
    // Behind the expression and the parentheses around it, before its semicolon.
    const end = source[last.end - 1] === ";" ? last.end - 1 : last.end;
    edits.insert(end, ")", last.start);
  }

  const boxOf = (name: string): string => {
    const text = JSON.stringify(name);
    if (functions.includes(name)) return `${runtime}.callable(${text},${name})`;
    if (lexical.includes(name)) return `${runtime}.lexical(${text},"${constants.has(name) ? "constant" : "variable"}")`;
    if (hoisted.includes(name)) return `${runtime}.hoisted(${text}${merged.has(name) ? ",true" : ""})`;
    return `${runtime}.box(${text})`;
  };
  const boxes = [...new Set([...used, ...declared])].map((name) => `${name}${suffix}=${boxOf(name)}`);
  const { code, originalColumn } = edits.apply();
  // A cell has the syntax of a module, so it runs in strict mode as a module does: no assignment fails silently.
  const opening = `"use strict";${boxes.length > 0 ? `const ${boxes.join(",")};` : ""}`;
  return {
    code: opening + code,
    isAsync,
    names: [...declared],
    hasLast: lastExpression !== null,
    originalColumn: (line, column) => originalColumn(line, line === 0 ? Math.max(0, column - opening.length) : column),
  };
}

/**
 * Enums and namespaces, as compilers write them: `var E; (function (E) { ... })(E || (E = {}));`. Declared again in a later cell
 * they begin empty: members that are gone must not stay. In one cell they are merged.
 */
function mergedNames(body: readonly AnyNode[]): string[] {
  return body.flatMap((node) => {
    if (node.type !== "ExpressionStatement" || node.expression.type !== "CallExpression") return [];
    const [given] = node.expression.arguments;
    if (node.expression.callee.type !== "FunctionExpression" || given?.type !== "LogicalExpression") return [];
    const { left, right } = given;
    const isOwn = left.type === "Identifier" && right.type === "AssignmentExpression" && right.right.type === "ObjectExpression"; // prettier-ignore
    return isOwn ? [left.name] : [];
  });
}

/** A declaration in the head of a `for (;;)` ends before the semicolon that belongs to the head. */
const isForHead = (source: string, end: number): boolean => source[end - 1] !== ";" && /^\s*;/.test(source.slice(end));

/** Takes `export` off declarations and turns `import` into calls of the scope. */
function withoutModuleSyntax(
  program: Program,
  edits: Edits,
  { source, runtime, imports }: { source: string; runtime: string; imports: Map<string, Kind> },
): Program {
  const body: AnyNode[] = [];
  for (const node of program.body) {
    if (node.type === "ImportDeclaration") {
      const names = node.specifiers.map((each) => [each.local.name, importedName(each)] as const);
      for (const [local] of names) imports.set(local, "constant");
      edits.replace(
        node.start,
        node.end,
        `;${runtime}.imports(${JSON.stringify(node.source.value)},${JSON.stringify(names)});`,
      );
    } else if (node.type === "ExportNamedDeclaration" && node.declaration) {
      edits.replace(node.start, node.declaration.start, "");
      body.push(node.declaration);
    } else if (node.type === "ExportNamedDeclaration" && !node.source) edits.replace(node.start, node.end, ";");
    else if (node.type === "ExportDefaultDeclaration") {
      const { declaration } = node;
      if ((declaration.type === "FunctionDeclaration" || declaration.type === "ClassDeclaration") && declaration.id) {
        edits.replace(node.start, declaration.start, "");
        body.push(declaration);
      } else {
        const expression = { ...declaration, type: "ExpressionStatement", expression: declaration };
        const isNameless = declaration.type === "FunctionDeclaration" || declaration.type === "ClassDeclaration";
        edits.replace(node.start, declaration.start, isNameless ? ";void " : ";");
        // A function or class without a name is not a value of the cell: as in a module, nothing uses it.
        body.push((isNameless ? { ...declaration, type: "BlockStatement", body: [expression] } : expression) as unknown as AnyNode); // prettier-ignore
      }
    } else if (node.type.startsWith("Export")) {
      const where = { pos: node.start, loc: { line: source.slice(0, node.start).split("\n").length, column: 0 } };
      throw Object.assign(new SyntaxError("A cell cannot re-export another module: import what you need."), where);
    } else body.push(node);
  }
  return { ...program, body: body as Program["body"] };
}

function importedName(specifier: ImportDeclaration["specifiers"][number]): string {
  if (specifier.type === "ImportDefaultSpecifier") return "default";
  if (specifier.type === "ImportNamespaceSpecifier") return "*";
  const { imported } = specifier;
  return imported.type === "Identifier" ? imported.name : String(imported.value);
}
