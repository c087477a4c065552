// A template for a new notebook: a title, the imports, one exercise with a visible and a hidden test.
import type { Cell, NbgraderMetadata, Notebook } from "../notebook/index.js";

/** @param name of the file without .ipynb: grade ids begin with it */
export function newNotebook(name: string): Notebook {
  const mark = (id: string, more: Partial<NbgraderMetadata>) => ({
    nbgrader: {
      schema_version: 3,
      grade: false,
      solution: false,
      locked: false,
      task: false,
      grade_id: `${name}-${id}`,
      ...more,
    },
  });
  const code = (id: string, source: string, metadata: Cell["metadata"] = {}): Cell => ({
    id,
    cell_type: "code",
    metadata,
    source,
    outputs: [],
    execution_count: null,
  });
  const markdown = (id: string, source: string): Cell => ({ id, cell_type: "markdown", metadata: {}, source });
  const cells = [
    markdown("title", `# ${name}\n\nWhat this sheet is about, in a sentence.`),
    code("imports", 'import { check } from "anycast-course";\nimport { parsePrefix } from "anycast-kit";'),
    markdown(
      "ex-size",
      "## Exercise 1\n\nWrite `addresses`: how many IPv4 addresses does a prefix such as 192.0.2.0/24 have?",
    ),
    code(
      "ex-size-answer",
      "function addresses(prefix: string): number {\n  /// BEGIN SOLUTION\n  return 2 ** (32 - parsePrefix(prefix).length);\n  /// END SOLUTION\n}",
      mark("size", { solution: true }),
    ),
    code(
      "ex-size-test",
      'check("a /24", () => addresses("192.0.2.0/24"), 256, { hint: "Eight bits are left." });',
      mark("size-test", { grade: true, locked: true, points: 1 }),
    ),
    code(
      "ex-size-test-2",
      '// More tests run here when your work is graded.\n/// BEGIN HIDDEN TESTS\ncheck("a /30", () => addresses("192.0.2.4/30"), 4, { hidden: true });\n/// END HIDDEN TESTS',
      mark("size-test-2", { grade: true, locked: true, points: 1 }),
    ),
  ];
  const metadata = { title: name, kernelspec: { name: "tslab", display_name: "TypeScript", language: "typescript" } };
  return { nbformat: 4, nbformat_minor: 5, metadata, cells };
}
