// The names that a cell declares, reads and changes. A page uses them to find the earlier cells that a cell needs. The estimate is
// conservative: anything that may change a value counts as a change.
import { parse, type AnyNode, type Identifier } from "acorn";
import { lexicalNames, varNames } from "./declared.js";
import { visitNames } from "./names.js";

export interface CellEffects {
  readonly declares: readonly string[];
  readonly imports: readonly string[];
  /** Top-level names that it uses when it runs, including those it changes. */
  readonly reads: readonly string[];
  /** Names it assigns to, or whose value it may change (`list.push(1)`, `site.cost = 3`). */
  readonly writes: readonly string[];
  /** The same for the functions and methods of one declaration; these effects happen when they are called. */
  readonly latent: readonly LatentEffects[];
  /** Values passed to a function in a call statement, `change(list);`. A function that is not the library's may change them. */
  readonly passes: readonly (readonly [callee: string, name: string])[];
}

export interface LatentEffects {
  /** The names that this statement declares. */
  readonly of: readonly string[];
  readonly reads: readonly string[];
  readonly writes: readonly string[];
}

const changing = new Set(
  "push pop shift unshift splice sort reverse fill copyWithin set add delete clear append assign defineProperty".split(
    " ",
  ),
);
const functions = new Set(["FunctionDeclaration", "FunctionExpression", "ArrowFunctionExpression"]);

/** @param source JavaScript. @throws SyntaxError if it cannot be parsed */
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
  const [reads, writes] = [new Set<string>(), new Set<string>()];
  const latent: LatentEffects[] = [];
  let [innerReads, innerWrites] = [reads, writes];
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

  const passes: (readonly [string, string])[] = [];
  const visit = (node: AnyNode, within: readonly AnyNode[], deep: boolean): void => {
    const name = uses.get(node);
    if (name !== undefined) {
      (deep ? innerReads : reads).add(name);
      const change = written.has(node) || changeOf(node, within);
      if (typeof change === "string") passes.push([change, name]);
      else if (change && !imports.has(name)) (deep ? innerWrites : writes).add(name);
    }
    const inner = deep || functions.has(node.type) || node.type === "PropertyDefinition";
    for (const value of Object.values(node) as unknown[])
      for (const each of Array.isArray(value) ? (value as unknown[]) : [value])
        if (typeof each === "object" && each !== null && typeof (each as { type?: unknown }).type === "string")
          visit(each as AnyNode, [...within, node], inner);
  };
  for (const node of body) {
    const of = [...lexicalNames([node]), ...varNames(node)];
    // Functions in a statement without a declaration are assumed to be called immediately: `list.forEach((n) => (sum += n))`.
    [innerReads, innerWrites] = of.length > 0 ? [new Set<string>(), new Set<string>()] : [reads, writes];
    visit(node, [], false);
    if (of.length > 0) latent.push({ of, reads: [...innerReads], writes: [...innerWrites] });
  }
  return {
    declares: [...declares],
    imports: [...imports],
    reads: [...reads],
    writes: [...writes],
    latent: latent.filter((each) => each.reads.length + each.writes.length > 0),
    passes,
  };
}

/** Whether a use of a name may change its value, `x.y = 1`, `x.set(...)`; or the name of the function it is passed to, `change(x);`. */
function changeOf(node: AnyNode, within: readonly AnyNode[]): boolean | string {
  let inner = node;
  let handedTo: string | null = null;
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
        const method =
          callee.type === "MemberExpression" && callee.property.type === "Identifier" ? callee.property.name : "";
        if (callee === inner) {
          if (inner === node) return false; // `f()` does not change f; the effects of f belong to its own cell
          if (changing.has(method)) return true;
          break; // a call whose value is unused is made for its side effects
        }
        if (changing.has(method) && outer.arguments[0] === inner) return true; // Object.assign(x, ...)
        if (callee.type !== "Identifier") return false;
        handedTo ??= callee.name;
        break;
      }
      case "ExpressionStatement":
        return handedTo ?? inner !== node;
      default:
        return false;
    }
    inner = outer;
  }
  return false;
}
