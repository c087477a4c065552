// Completes a submission: every cell of the release in its place, with the learner's answers. Whatever was submitted (a
// deleted cell, a damaged file, another notebook), the result can be graded, and its remarks name the problems.
import { createHash } from "node:crypto";
import type { Cell, Notebook } from "../../notebook/index.js";
import { holdsSeed } from "./variants.js";

export interface Completed {
  readonly notebook: Notebook;
  /** Grade ids of test cells that were missing. */
  readonly missing: ReadonlySet<string>;
  /** Sentences for learner and instructor. */
  readonly remarks: readonly string[];
  /** False if no part of the file could be used; then there is nothing to run. */
  readonly usable: boolean;
}

interface Found {
  readonly id: string | undefined;
  readonly gradeId: string | undefined;
  readonly type: string;
  readonly source: string;
}

/** Largest notebook that is read, in characters. A lesson with its figures has 4 MB. */
const largestFile = 50_000_000;
/** Cells of a notebook that is read at most. A lesson has about a hundred. */
const mostCells = 10_000;

/**
 * @param text the file as submitted
 * @param release the notebook that students were given
 */
export function completeSubmission(text: string, release: Notebook): Completed {
  const cells = readCells(text);
  const tests = release.cells.filter(isTest).map((cell) => cell.metadata.nbgrader!.grade_id);
  if (typeof cells === "string") return { notebook: release, missing: new Set(tests), remarks: [cells], usable: false };
  const places = cells.map((cell) => placeOf(cell, release));
  if (!places.some((place) => place !== undefined)) {
    const remarks = [
      "The file is a notebook, but not a copy of this assignment: it has none of its cells. Nothing in it could be graded.",
    ];
    return { notebook: release, missing: new Set(tests), remarks, usable: false };
  }
  return merge(cells, places, release);
}

function merge(cells: readonly Found[], places: readonly (string | undefined)[], release: Notebook): Completed {
  const remarks: string[] = [];
  const missing = new Set<string>();
  const own = new Map<string, Found[]>();
  /** Cells of the learner's own, by the cell they follow; "" is the top. */
  const added = new Map<string, Found[]>();
  let last = "";
  for (const [i, cell] of cells.entries()) {
    const place = places[i];
    if (place === undefined) append(added, last, cell);
    else {
      append(own, place, cell);
      last = place;
    }
  }
  const out: Cell[] = extras(added.get("") ?? []);
  for (const cell of release.cells) {
    const found = own.get(cell.id) ?? [];
    const gradeId = cell.metadata.nbgrader?.grade_id;
    if (isTest(cell)) {
      if (found.length === 0) {
        missing.add(gradeId!);
        remarks.push(`The test cell ${gradeId} was deleted, so it gives no points.`);
      }
      out.push(cell);
    } else if (cell.metadata.nbgrader?.solution) {
      // Of several copies of a cell, the last one that was changed counts.
      const answer = found.filter(({ source }) => source !== cell.source).at(-1) ?? found.at(-1);
      if (found.length === 0) remarks.push(`The answer cell ${gradeId} was deleted; it counts as not answered.`);
      if (found.length > 1)
        remarks.push(
          `The answer cell ${gradeId} is there ${found.length} times; the last one that was changed counts.`,
        );
      out.push(answer ? { ...cell, source: answer.source } : cell);
    } else if (cell.metadata.nbgrader?.locked || holdsSeed(cell)) out.push(cell);
    else out.push(cell.cell_type === "code" && found.length > 0 ? { ...cell, source: found.at(-1)!.source } : cell);
    out.push(...extras(added.get(cell.id) ?? []));
  }
  return { notebook: { ...release, cells: uniqueIds(out) }, missing, remarks, usable: true };
}

function append(to: Map<string, Found[]>, key: string, cell: Found): void {
  const list = to.get(key);
  if (list) list.push(cell);
  else to.set(key, [cell]);
}

const isTest = ({ metadata: { nbgrader } }: Cell): boolean => nbgrader?.grade === true && !nbgrader.solution;

/** The id of the cell of the release that this cell is a copy of. */
function placeOf({ gradeId, id }: Found, { cells }: Notebook): string | undefined {
  const byGrade =
    gradeId === undefined ? undefined : cells.find(({ metadata }) => metadata.nbgrader?.grade_id === gradeId);
  return (byGrade ?? cells.find((cell) => cell.id === id))?.id;
}

function extras(cells: readonly Found[]): Cell[] {
  return cells.flatMap(({ source, type }): Cell[] => {
    const id = `own-${createHash("sha256").update(source).digest("hex").slice(0, 12)}`;
    if (type === "code") return [{ id, cell_type: "code", metadata: {}, source, outputs: [], execution_count: null }];
    return type === "markdown" ? [{ id, cell_type: "markdown", metadata: {}, source }] : [];
  });
}

function uniqueIds(cells: readonly Cell[]): Cell[] {
  const used = new Set<string>();
  const next = new Map<string, number>();
  return cells.map((cell) => {
    let id = cell.id;
    let n = next.get(cell.id) ?? 2;
    for (; used.has(id); n++) id = `${cell.id}-${n}`;
    next.set(cell.id, n);
    used.add(id);
    return { ...cell, id };
  });
}

/** The readable cells without their outputs, or a sentence that says what is wrong with the file. */
function readCells(text: string): readonly Found[] | string {
  if (text.length > largestFile)
    return `The file has more than ${largestFile / 1e6} MB, so it was not read. Clear the outputs and hand it in again.`;
  let raw: unknown;
  try {
    raw = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    const what = text.trim() === "" ? "The file is empty" : "The file is damaged or not a notebook: it is not JSON";
    return `${what}. Nothing in it could be graded. Save the notebook in JupyterLab and hand it in again.`;
  }
  const { cells } = (isObject(raw) ? raw : {}) as { cells?: unknown };
  if (!Array.isArray(cells))
    return "The file is not a notebook of Jupyter's format 4: it has no cells. Nothing in it could be graded.";
  if (cells.length > mostCells)
    return `The file has ${cells.length} cells, so it was not read; at most ${mostCells} are. Remove the empty ones and hand it in again.`;
  return cells.filter(isObject).map((cell) => {
    const { id, cell_type: type, source, metadata } = cell;
    const mark = isObject(metadata) && isObject(metadata.nbgrader) ? metadata.nbgrader.grade_id : undefined;
    const lines = Array.isArray(source) ? source.filter((line) => typeof line === "string").join("") : source;
    return {
      id: typeof id === "string" ? id : undefined,
      gradeId: typeof mark === "string" ? mark : undefined,
      type: typeof type === "string" ? type : "raw",
      source: typeof lines === "string" ? lines : "",
    };
  });
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
