// Which names a cell makes, reads and changes, so that a page knows which earlier cells another one needs. An estimate on the
// safe side: what may change a value counts as a change.
import { parse, type AnyNode, type Identifier } from "acorn";
import { lexicalNames, varNames, visitNames } from "./names.js";

export interface CellEffects {
  readonly declares: readonly string[];
  readonly imports: readonly string[];
  /** Names of its top level that it uses when it runs, those it changes included. */
  readonly reads: readonly string[];
  /** Names it assigns to, or whose value it may change (`list.push(1)`, `site.cost = 3`). */
  readonly writes: readonly string[];
  /** The same inside functions and methods: it happens when these are called. */
  readonly latentReads: readonly string[];
  readonly latentWrites: readonly string[];
}

const changing = new Set(
  "push pop shift unshift splice sort reverse fill copyWithin set add delete clear append assign defineProperty".split(
    " ",
  ),
);
const functions = new Set(["FunctionDeclaration", "FunctionExpression", "ArrowFunctionExpression"]);

/** @param source JavaScript. @throws SyntaxError where it cannot be parsed */
export function cellEffects(source: string): CellEffects {
  const program = parse(source, { ecmaVersion: "latest", sourceType: "module", allowAwaitOutsideFunction: true });
  const body: AnyNode[] = [];
  const imports = new Set<string>();
  for (const node of program.body) {
    if (node.type === "ImportDeclaration") node.specifiers.forEach(({ local }) => imports.add(local.name));
    else if ((node.type === "ExportNamedDeclaration" || node.type === "ExportDefaultDeclaration") && node.declaration)
      body.push(node.declaration);
    else if (!node.type.startsWith("Export")) body.push(node);
  }
  const plain = { ...program, body: body as typeof program.body };
  const declares = new Set([...lexicalNames(body), ...body.flatMap(varNames), ...imports]);
  const uses = new Map<AnyNode, string>();
  const [reads, writes, latentReads, latentWrites] = [0, 1, 2, 3].map(() => new Set<string>());
  const note = (node: Identifier, isWrite: boolean) => {
    uses.set(node, node.name);
    if (isWrite) written.add(node);
  };
  const written = new Set<AnyNode>();
  visitNames(plain, {
    use: (node, role) => role !== "declare" && note(node, role === "write"),
    declaration: (_node, _at, inside) => inside(),
    named: (_value, _name, inside) => inside(),
    classDeclaration: (_node, inside) => inside(),
    catchClause: () => {},
    dynamicImport: () => {},
    meta: () => {},
    topLevelAwait: () => {},
  });

  const isForeign = (node: AnyNode): boolean => {
    const root = rootOf(node);
    return root !== null && (imports.has(root.name) || ["console", "Math", "JSON"].includes(root.name));
  };
  const visit = (node: AnyNode, within: readonly AnyNode[], deep: boolean): void => {
    const name = uses.get(node);
    if (name !== undefined) {
      (deep ? latentReads : reads).add(name);
      const isWrite = written.has(node) || mayChange(node, within, isForeign);
      if (isWrite && !imports.has(name)) (deep ? latentWrites : writes).add(name);
    }
    const inner = deep || functions.has(node.type) || node.type === "PropertyDefinition";
    for (const value of Object.values(node) as unknown[])
      for (const each of Array.isArray(value) ? (value as unknown[]) : [value])
        if (typeof each === "object" && each !== null && typeof (each as { type?: unknown }).type === "string")
          visit(each as AnyNode, [...within, node], inner);
  };
  for (const node of body) visit(node, [], false);
  return {
    declares: [...declares],
    imports: [...imports],
    reads: [...reads],
    writes: [...writes],
    latentReads: [...latentReads],
    latentWrites: [...latentWrites],
  };
}

/** The variable at the beginning of `a.b[c].d`. */
function rootOf(node: AnyNode): Identifier | null {
  if (node.type === "Identifier") return node;
  if (node.type === "MemberExpression") return rootOf(node.object);
  if (node.type === "CallExpression" || node.type === "ChainExpression")
    return rootOf(node.type === "CallExpression" ? node.callee : node.expression);
  return null;
}

/** Whether a use of a name is in a place where its value may be changed: `x.y = 1`, `x.set(...)`, `change(x);`. */
function mayChange(node: AnyNode, within: readonly AnyNode[], isForeign: (callee: AnyNode) => boolean): boolean {
  let inner = node;
  for (const outer of [...within].reverse()) {
    switch (outer.type) {
      case "MemberExpression":
        if (outer.object !== inner) return false;
        break;
      case "ChainExpression":
      case "AwaitExpression":
        break;
      case "AssignmentExpression":
        return outer.left === inner;
      case "UpdateExpression":
        return true;
      case "UnaryExpression":
        return outer.operator === "delete";
      case "CallExpression": {
        const { callee } = outer;
        const called =
          callee.type === "MemberExpression" && callee.property.type === "Identifier" ? callee.property.name : "";
        if (callee === inner) {
          if (changing.has(called)) return true;
          break; // a call whose value nobody takes is made for what it does
        }
        if (changing.has(called) && outer.arguments[0] === inner) return true; // Object.assign(x, ...)
        if (isForeign(callee)) return false;
        break;
      }
      case "ExpressionStatement":
        return inner.type !== "Identifier";
      default:
        return false;
    }
    inner = outer;
  }
  return false;
}
