// The sequences of cells as one notebook, and what each cell must have done: the same for every host.
import { expect } from "vitest";
import { notebookOf } from "../notebook.js";
import { sequences, type ExpectedCell } from "./sequences.js";

export interface Output {
  readonly output_type: string;
  readonly text?: string | readonly string[];
  readonly ename?: string;
  readonly evalue?: string;
  readonly data?: Readonly<Record<string, string>>;
}

const cells: (ExpectedCell & { readonly id: string })[] = Object.entries(sequences).flatMap(([name, all], n) =>
  all.map((cell, i) => ({ ...cell, id: `s${n}c${i}`, name })),
);
/** All sequences, one after the other; a cell that must fail is tagged, so that JupyterLab goes on behind it. */
const plain = notebookOf(Object.fromEntries(cells.map(({ id, code }) => [id, code])));
export const notebook = {
  ...plain,
  cells: plain.cells.map((cell, i) => ({
    ...cell,
    id: cells[i].id,
    metadata: cells[i].error ? { tags: ["raises-exception"] } : {},
  })),
};

/** What a cell did, in the words of the sequences; nbgrader's convention shows a number as a result. */
function done(outputs: readonly Output[]): { out: string; error: string } {
  const failed = outputs.find(({ output_type }) => output_type === "error");
  return {
    out:
      outputs.map(({ text }) => [text ?? ""].flat().join("")).join("") ||
      outputs.map(({ data }) => (data ? `${data["text/plain"]}\n` : "")).join(""),
    error: failed ? `${failed.ename}: ${failed.evalue}` : "",
  };
}

/** Compares what each cell did, by its id, with what the sequences say. */
export function compare(outputsOf: (id: string) => readonly Output[]): void {
  for (const { id, code, out = "", error } of cells) {
    const found = done(outputsOf(id));
    expect(found.out, code).toBe(out);
    if (!error) expect(found.error, code).toBe("");
    else for (const part of error) expect(found.error, code).toContain(part);
  }
}
