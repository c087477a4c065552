// The learner's copy of a lesson: solutions become stubs, hidden tests and mark schemes are cut, tests are locked.
// Equal to the result of nbgrader's ClearSolutions, ClearHiddenTests, ClearMarkScheme, LockCells and ClearOutput (0.9).
import { NotebookError, type Cell, type CellMetadata, type Notebook } from "../notebook/index.js";
import { markedRegions, replaceRegions, type RegionKind } from "./marked-regions.js";

/** The stubs that replace a solution; nbgrader_config.py has the same for nbgrader. */
export const codeStub = '// YOUR CODE HERE\nthrow new Error("Not implemented");';
export const textStub = "YOUR ANSWER HERE";

/**
 * @param options.file the name to put into errors
 * @throws NotebookError if a region is not closed, or a solution is in a cell that is not marked as one: no copy with an answer
 * is ever written
 */
export function studentCopy(notebook: Notebook, { file = "notebook" }: { readonly file?: string } = {}): Notebook {
  return { ...notebook, cells: notebook.cells.map((cell) => studentCell(cell, file)) };
}

function studentCell(cell: Cell, file: string): Cell {
  const { solution = false, grade = false, task = false } = cell.metadata.nbgrader ?? {};
  const stub = cell.cell_type === "code" ? codeStub : textStub;
  let source = cut(cell, cell.source, "SOLUTION", solution, file, stub);
  if (solution && source === cell.source) source = stub; // no region: all of the cell is the solution
  source = cut(cell, source, "HIDDEN TESTS", grade, file);
  source = cut(cell, source, "MARK SCHEME", task, file);
  const copy = { ...cell, source, metadata: lock(cell.metadata) };
  return copy.cell_type === "code" ? { ...copy, outputs: [], execution_count: null } : copy;
}

/** JupyterLab keeps a learner from deleting an answer cell, and from changing a test. */
function lock(metadata: CellMetadata): CellMetadata {
  const { solution, grade, locked } = metadata.nbgrader ?? {};
  if (solution) return { ...metadata, deletable: false };
  return grade || locked ? { ...metadata, deletable: false, editable: false } : metadata;
}

function cut(cell: Cell, source: string, kind: RegionKind, allowed: boolean, file: string, stub?: string): string {
  const { regions, stray } = markedRegions(source, kind);
  const fail = (problem: string) => {
    throw new NotebookError(file, cell.id, problem);
  };
  if (stray.some(({ nested }) => nested)) fail(`BEGIN ${kind} is inside another BEGIN ${kind}. Close that first.`);
  if (stray.length > 0) fail(`END ${kind} has no BEGIN ${kind}. Add it, or remove the end.`);
  if (regions.some(({ end }) => end === undefined)) fail(`BEGIN ${kind} has no END ${kind}. Add it.`);
  if (regions.length > 0 && !allowed)
    fail(`BEGIN ${kind} is in a cell whose nbgrader metadata does not allow it. Mark the cell, or remove the region.`);
  return replaceRegions(source, kind, stub);
}
