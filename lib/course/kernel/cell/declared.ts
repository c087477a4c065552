// The names that a part of a cell's syntax tree (ESTree, by acorn) declares: by patterns, by nested `var`, by statements.
import type * as acorn from "acorn";

export type Node = acorn.AnyNode;

/** The names a pattern declares. */
export function patternNames(pattern: acorn.Pattern | null): acorn.Identifier[] {
  if (pattern === null) return [];
  switch (pattern.type) {
    case "Identifier":
      return [pattern];
    case "ObjectPattern":
      return pattern.properties.flatMap((each) => patternNames(each.type === "Property" ? each.value : each.argument));
    case "ArrayPattern":
      return pattern.elements.flatMap(patternNames);
    case "AssignmentPattern":
      return patternNames(pattern.left);
    case "RestElement":
      return patternNames(pattern.argument);
    default:
      return [];
  }
}

const isFunction = (node: Node): boolean =>
  node.type === "FunctionDeclaration" || node.type === "FunctionExpression" || node.type === "ArrowFunctionExpression";

/** All child nodes, in the order of the text. */
export function* children(node: Node): Generator<Node> {
  for (const value of Object.values(node) as unknown[])
    for (const each of Array.isArray(value) ? (value as unknown[]) : [value])
      if (typeof each === "object" && each !== null && typeof (each as { type?: unknown }).type === "string")
        yield each as Node;
}

/** Names declared by `var` anywhere below, except inside functions and classes. */
export function varNames(node: Node): string[] {
  if (isFunction(node) || node.type === "ClassBody") return [];
  const own =
    node.type === "VariableDeclaration" && node.kind === "var"
      ? node.declarations.flatMap(({ id }) => patternNames(id).map(({ name }) => name))
      : [];
  return [...own, ...[...children(node)].flatMap(varNames)];
}

/** Names that a list of statements declares in its own scope: let, const, class, function. */
export function lexicalNames(statements: readonly Node[]): string[] {
  return statements.flatMap((node) => {
    if (node.type === "VariableDeclaration" && node.kind !== "var")
      return node.declarations.flatMap(({ id }) => patternNames(id).map(({ name }) => name));
    if ((node.type === "FunctionDeclaration" || node.type === "ClassDeclaration") && node.id) return [node.id.name];
    return [];
  });
}

/** Declarations whose names are the cell's own: every `var` outside functions, `let` and `const` of the cell's statements. */
export function topVariables(program: acorn.Program): Node[] {
  const found: Node[] = program.body.filter((node) => node.type === "VariableDeclaration");
  const look = (node: Node): void => {
    if (isFunction(node) || node.type === "ClassBody") return;
    if (node.type === "VariableDeclaration" && node.kind === "var") found.push(node);
    for (const child of children(node)) look(child);
  };
  look(program);
  return found;
}
