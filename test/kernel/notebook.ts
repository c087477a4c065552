// Small notebooks for the kernel's tests: the sources of code cells, by cell id.
import type { NotebookJson } from "../../lib/course/kernel/execute.js";

export const kernelspec = { display_name: "TypeScript", language: "typescript", name: "tslab" };

export function notebookOf(cells: Readonly<Record<string, string>>, name = "tslab"): NotebookJson {
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { kernelspec: { ...kernelspec, name } },
    cells: Object.entries(cells).map(([id, source]) => ({
      id,
      cell_type: "code",
      metadata: {},
      execution_count: null,
      outputs: [],
      source,
    })),
  };
}

/** Every output of a notebook, cell by cell. */
export const outputsOf = (notebook: NotebookJson): unknown[] => notebook.cells.map(({ outputs }) => outputs);
