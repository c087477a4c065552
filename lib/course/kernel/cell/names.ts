// Which names of a cell belong to its top level, and where they are used: a walk over the syntax tree (ESTree, by acorn)
// that knows JavaScript's scopes. Names of inner functions, blocks, classes and catch clauses are left alone.
import type * as acorn from "acorn";
import { children, lexicalNames, patternNames, topVariables, varNames, type Node } from "./declared.js";

/** How a name is used, as far as it must be written differently for it. */
export type Role = "read" | "write" | "call" | "typeof" | "declare";

export interface Visitor {
  /** A use of a top-level name. `shorthand`: it stands in `{name}`; `first`: a statement of a list begins with it. */
  use(node: acorn.Identifier, role: Role, at: { readonly shorthand: boolean; readonly first: boolean }): void;
  /** A declaration of top-level variables; `head`: in the head of a loop over keys or values. */
  declaration(node: acorn.VariableDeclaration, at: { readonly head: boolean }, inside: () => void): void;
  /** A function or class without a name that becomes the value of the top-level name: JavaScript calls it by that name. */
  named(value: Node, name: string, inside: () => void): void;
  classDeclaration(node: acorn.ClassDeclaration, inside: () => void): void;
  catchClause(name: acorn.Identifier, body: acorn.BlockStatement): void;
  dynamicImport(node: acorn.ImportExpression): void;
  meta(node: acorn.MetaProperty): void;
  /** An `await` of the cell itself, not of a function in it. */
  topLevelAwait(): void;
}

interface Scope {
  readonly names: ReadonlySet<string>;
  readonly parent: Scope | null;
}

/** Visits a program whose declarations are not exported or imported any more. */
export function visitNames(program: acorn.Program, visitor: Visitor): void {
  const isTop = (name: string, scope: Scope | null): boolean => {
    for (let each = scope; each; each = each.parent) if (each.names.has(name)) return false;
    return true;
  };
  const within = (names: readonly string[], parent: Scope | null): Scope => ({ names: new Set(names), parent });

  function identifier(node: acorn.Identifier, role: Role, scope: Scope | null, shorthand = false, first = false) {
    if (isTop(node.name, scope)) visitor.use(node, role, { shorthand, first });
  }

  function value(node: Node | null | undefined, target: acorn.Pattern, scope: Scope | null, deep: boolean): void {
    if (!node) return;
    const anonymous =
      node.type === "ArrowFunctionExpression" ||
      ((node.type === "FunctionExpression" || node.type === "ClassExpression") && !node.id);
    if (anonymous && target.type === "Identifier" && isTop(target.name, scope))
      visitor.named(node, target.name, () => visit(node, scope, deep));
    else visit(node, scope, deep);
  }

  /** A pattern whose names are declared here (`role` null: in an inner scope) or assigned to. */
  function pattern(node: Node | null, role: Role | null, scope: Scope | null, deep: boolean): void {
    if (node === null) return;
    switch (node.type) {
      case "Identifier":
        if (role) identifier(node, role, scope);
        return;
      case "ObjectPattern":
        for (const property of node.properties) {
          if (property.type === "RestElement") {
            pattern(property.argument, role, scope, deep);
            continue;
          }
          if (property.computed) visit(property.key, scope, deep);
          const name = property.value.type === "AssignmentPattern" ? property.value.left : property.value;
          if (property.shorthand && name.type === "Identifier") {
            if (role) identifier(name, role, scope, true);
            if (property.value.type === "AssignmentPattern") value(property.value.right, name, scope, deep);
          } else pattern(property.value, role, scope, deep);
        }
        return;
      case "ArrayPattern":
        for (const element of node.elements) pattern(element, role, scope, deep);
        return;
      case "AssignmentPattern":
        pattern(node.left, role, scope, deep);
        if (role) value(node.right, node.left, scope, deep);
        else visit(node.right, scope, deep);
        return;
      case "RestElement":
        pattern(node.argument, role, scope, deep);
        return;
      default:
        visit(node, scope, deep); // a member expression as the target of an assignment
    }
  }

  function functionBody(node: acorn.Function | acorn.ArrowFunctionExpression, parent: Scope | null): void {
    const own = node.type === "FunctionExpression" && node.id ? [node.id.name] : [];
    const implicit = node.type === "ArrowFunctionExpression" ? [] : ["arguments"];
    const params = node.params.flatMap(patternNames).map(({ name }) => name);
    const { body } = node;
    const block = body.type === "BlockStatement";
    const local = block ? [...varNames(body), ...lexicalNames(body.body)] : [];
    // A default value does not see the variables of the body: `function f(x = rate) { var rate = 2; }`.
    const head = within([...own, ...implicit, ...params], parent);
    for (const param of node.params) pattern(param, null, head, true);
    const scope = within(local, head);
    if (block) for (const statement of body.body) visit(statement, scope, true, true);
    else visit(body, scope, true);
  }

  function classParts(node: acorn.Class, parent: Scope | null, deep: boolean): void {
    const scope = node.id ? within([node.id.name], parent) : parent;
    if (node.superClass) visit(node.superClass, scope, deep);
    for (const member of node.body.body) {
      if (member.type === "StaticBlock") {
        const block = within([...member.body.flatMap(varNames), ...lexicalNames(member.body)], scope);
        for (const statement of member.body) visit(statement, block, true, true);
        continue;
      }
      if (member.computed) visit(member.key, scope, deep);
      if (member.value) visit(member.value, scope, true);
    }
  }

  /** `deep`: inside a function, where an await is the function's own; `listed`: a statement of a list. */
  function visit(node: Node, scope: Scope | null, deep: boolean, listed = false): void {
    switch (node.type) {
      case "Identifier":
        return identifier(node, "read", scope);
      case "ExpressionStatement":
        if (listed && startsWithCall(node)) return expression(node, scope, deep);
        return visit(node.expression, scope, deep);
      case "CallExpression":
      case "TaggedTemplateExpression": {
        const callee = node.type === "CallExpression" ? node.callee : node.tag;
        if (callee.type === "Identifier") identifier(callee, "call", scope, false, callee.start === statementStart);
        else visit(callee, scope, deep);
        if (node.type === "CallExpression") for (const argument of node.arguments) visit(argument, scope, deep);
        else visit(node.quasi, scope, deep);
        return;
      }
      case "UnaryExpression":
        if (node.operator === "typeof" && node.argument.type === "Identifier")
          return identifier(node.argument, "typeof", scope);
        return visit(node.argument, scope, deep);
      case "UpdateExpression":
        return pattern(node.argument, "write", scope, deep);
      case "AssignmentExpression": {
        pattern(node.left, "write", scope, deep);
        if (["=", "||=", "&&=", "??="].includes(node.operator)) return value(node.right, node.left, scope, deep);
        return visit(node.right, scope, deep);
      }
      case "AwaitExpression":
        if (!deep) visitor.topLevelAwait();
        return visit(node.argument, scope, deep);
      case "MemberExpression":
        visit(node.object, scope, deep);
        if (node.computed) visit(node.property, scope, deep);
        return;
      case "MetaProperty":
        if (node.meta.name === "import") visitor.meta(node);
        return;
      case "ImportExpression":
        visitor.dynamicImport(node);
        return visit(node.source, scope, deep);
      case "Property":
        if (node.computed) visit(node.key, scope, deep);
        if (node.shorthand && node.value.type === "Identifier") return identifier(node.value, "read", scope, true);
        return visit(node.value, scope, deep);
      case "VariableDeclaration":
        return declaration(node, scope, deep, false);
      case "FunctionDeclaration":
      case "FunctionExpression":
      case "ArrowFunctionExpression":
        return functionBody(node, scope);
      case "ClassDeclaration":
        if (scope === null && topClasses.has(node))
          return visitor.classDeclaration(node as acorn.ClassDeclaration, () => classParts(node, scope, deep));
        return classParts(node, scope, deep);
      case "ClassExpression":
        return classParts(node, scope, deep);
      case "BlockStatement": {
        const block = within(lexicalNames(node.body), scope);
        for (const statement of node.body) visit(statement, block, deep, true);
        return;
      }
      case "SwitchStatement": {
        visit(node.discriminant, scope, deep);
        const block = within(lexicalNames(node.cases.flatMap(({ consequent }) => consequent)), scope);
        for (const each of node.cases) {
          if (each.test) visit(each.test, block, deep);
          for (const statement of each.consequent) visit(statement, block, deep, true);
        }
        return;
      }
      case "ForStatement": {
        const head = within(node.init?.type === "VariableDeclaration" ? lexicalNames([node.init]) : [], scope);
        for (const each of [node.init, node.test, node.update]) if (each) visit(each, head, deep);
        return visit(node.body, head, deep);
      }
      case "ForInStatement":
      case "ForOfStatement": {
        if (node.type === "ForOfStatement" && node.await && !deep) visitor.topLevelAwait();
        const head = within(node.left.type === "VariableDeclaration" ? lexicalNames([node.left]) : [], scope);
        if (node.left.type === "VariableDeclaration") declaration(node.left, head, deep, true);
        else pattern(node.left, "write", head, deep);
        visit(node.right, head, deep);
        return visit(node.body, head, deep);
      }
      case "CatchClause": {
        const names = patternNames(node.param ?? null).map(({ name }) => name);
        const scopeOfParam = within(names, scope);
        pattern(node.param ?? null, null, scopeOfParam, deep);
        if (node.param?.type === "Identifier") visitor.catchClause(node.param, node.body);
        return visit(node.body, scopeOfParam, deep);
      }
      case "LabeledStatement":
        return visit(node.body, scope, deep);
      case "BreakStatement":
      case "ContinueStatement":
        return;
      default:
        for (const child of children(node)) visit(child, scope, deep);
    }
  }

  let statementStart = -1;
  function expression(node: acorn.ExpressionStatement, scope: Scope | null, deep: boolean): void {
    statementStart = node.start;
    visit(node.expression, scope, deep);
  }

  function declaration(node: acorn.VariableDeclaration, scope: Scope | null, deep: boolean, head: boolean): void {
    const mine = topDeclarations.has(node);
    const inside = () => {
      for (const { id, init } of node.declarations) {
        pattern(id, mine ? "declare" : null, scope, deep);
        if (mine) value(init, id, scope, deep);
        else if (init) visit(init, scope, deep);
      }
    };
    if (mine) visitor.declaration(node, { head }, inside);
    else inside();
  }

  const topClasses = new Set<Node>(program.body.filter(({ type }) => type === "ClassDeclaration"));
  const topDeclarations = new Set<Node>(topVariables(program));
  for (const statement of program.body) visit(statement, null, false, true);
}

/** A statement that begins with a name that is called: what is put before the name must not join the line above. */
function startsWithCall(node: acorn.ExpressionStatement): boolean {
  let first: Node = node.expression;
  while (first.start === node.start) {
    if ((first.type === "CallExpression" || first.type === "TaggedTemplateExpression") && firstIs(first, node.start))
      return true;
    const next: Node | undefined = [...children(first)].find((child) => child.start === node.start);
    if (!next || next === first) return false;
    first = next;
  }
  return false;
}

function firstIs(node: acorn.CallExpression | acorn.TaggedTemplateExpression, start: number): boolean {
  const callee = node.type === "CallExpression" ? node.callee : node.tag;
  return callee.type === "Identifier" && callee.start === start;
}
