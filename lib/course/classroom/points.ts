// The points of a notebook's exercises: listing them, and changing those of some.
import { NotebookError, type Notebook } from "../notebook/index.js";
import { exercises } from "./exercise.js";

/**
 * Gives exercises other points. An exercise with several test cells keeps their proportions, in steps of a quarter.
 * @param wanted points by task: `longest` for the answer cell `1-longest`
 * @throws NotebookError for an unknown task or points that are not a positive number
 */
export function withPoints(
  notebook: Notebook,
  { name, wanted }: { readonly name: string; readonly wanted: ReadonlyMap<string, number> },
): Notebook {
  const tasks = exercises(notebook, name);
  const changed = new Map<string, number>();
  for (const [task, points] of wanted) {
    const exercise = tasks.find((each) => each.task === task);
    if (!exercise)
      throw new NotebookError(
        name,
        task,
        `no exercise has this name; they are ${tasks.map((each) => each.task).join(", ")}.`,
      );
    if (!(Number.isFinite(points) && points > 0))
      throw new NotebookError(name, task, `points must be a positive number (got ${points}).`);
    const cells = exercise.kind === "manual" ? [exercise.answer] : exercise.tests;
    let left = points;
    for (const [i, { id, metadata }] of cells.entries()) {
      const old = metadata.nbgrader?.points ?? 0;
      const share = i === cells.length - 1 ? left : Math.round((4 * points * old) / (exercise.points || 1)) / 4;
      changed.set(id, share);
      left -= share;
    }
  }
  const cells = notebook.cells.map((cell) => {
    const points = changed.get(cell.id);
    if (points === undefined) return cell;
    return { ...cell, metadata: { ...cell.metadata, nbgrader: { ...cell.metadata.nbgrader!, points } } };
  });
  return { ...notebook, cells };
}
