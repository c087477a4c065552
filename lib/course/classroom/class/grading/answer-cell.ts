// An answer cell as the tests' process has it: the same functions with the same types, but each of them asks the process of the
// submission. And the cell that answers there.
import { typescript as ts } from "../../kernel-typescript.js";

export interface AnswerCell {
  /** What a learner declares in it: functions and values. */
  readonly names: readonly string[];
  /** TypeScript for the tests' process. */
  readonly asking: string;
}

const ask = (name: string, values: string) =>
  `(globalThis as any)[Symbol.for("anycast-kit.answers")].ask(${JSON.stringify(name)}, ${values}) as any`;

/**
 * @param solution the answer cell of the source, solution included; its types are what tests are checked against
 */
export function answerCell(solution: string): AnswerCell {
  const tree = ts.createSourceFile("answer.ts", solution, ts.ScriptTarget.ES2022, true, ts.ScriptKind.TS);
  const names: string[] = [];
  const texts = tree.statements.map((statement) => {
    const text = statement.getText(tree);
    if (ts.isFunctionDeclaration(statement) && statement.name && statement.body) {
      const { name, body } = statement;
      names.push(name.text);
      const head = solution.slice(statement.getStart(tree), body.getStart(tree)).replace(/^async\s+/, "");
      return `${head}{ return ${ask(name.text, "[...arguments]")}; }`;
    }
    if (ts.isVariableStatement(statement)) {
      const declared = statement.declarationList.declarations.flatMap(({ name, type, initializer }) => {
        if (!ts.isIdentifier(name)) return [];
        names.push(name.text);
        const isFunction = initializer && (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer));
        const typed = type ? `: ${type.getText(tree)}` : "";
        const asked = isFunction
          ? `((...values: any[]) => ${ask(name.text, "values")}) as any`
          : ask(`value ${name.text}`, "[]");
        // A value is asked for when the tests begin: this text is run again before each of them.
        return [`${name.text}${typed} = ${asked}`];
      });
      return declared.length > 0 ? `var ${declared.join(", ")};` : text;
    }
    return text;
  });
  return { names, asking: texts.join("\n") };
}

/** The cell that lets a submission answer: it ends when the tests have no more questions. */
export function answeringCell(names: readonly string[]): string {
  const entries = names.flatMap((name) => [`${name}: ${name}`, `"value ${name}": () => ${name}`]);
  return `(globalThis as any)[Symbol.for("anycast-kit.answers")].serve({ ${entries.join(", ")} });`;
}
