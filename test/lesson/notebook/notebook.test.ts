import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NotebookError, readNotebook } from "../../../lib/course/notebook/read.js";
import { splitLines, writeNotebook } from "../../../lib/course/notebook/write.js";

const notebook = (cells: unknown[], more: object = {}) =>
  JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells, ...more });
const code = (more: object = {}) => ({
  cell_type: "code",
  id: "one-packet",
  metadata: {},
  source: ["const a = 1;\n", "a"],
  execution_count: null,
  outputs: [],
  ...more,
});
const read = (text: string) => readNotebook(text, { file: "lesson.ipynb" });

describe("a notebook is read", () => {
  it("with text joined, whether it came as one string or as lines", () => {
    const [lines, string] = read(notebook([code(), code({ id: "b", source: "const a = 1;\na" })])).cells;
    expect(lines.source).toBe("const a = 1;\na");
    expect(string.source).toBe(lines.source);
  });

  it("with outputs of every kind, JSON left as data", () => {
    const outputs = [
      { output_type: "stream", name: "stdout", text: ["a\n", "b"] },
      { output_type: "display_data", data: { "text/html": ["<p>", "</p>"], "application/json": ["x"] }, metadata: {} },
      { output_type: "error", ename: "Error", evalue: "no", traceback: ["at line 1"] },
    ];
    const [cell] = read(notebook([code({ outputs })])).cells;
    expect(cell.cell_type === "code" && cell.outputs).toEqual([
      { output_type: "stream", name: "stdout", text: "a\nb" },
      { output_type: "display_data", data: { "text/html": "<p></p>", "application/json": ["x"] }, metadata: {} },
      { output_type: "error", ename: "Error", evalue: "no", traceback: ["at line 1"] },
    ]);
  });

  it("with metadata it does not know kept", () => {
    const [cell] = read(notebook([code({ metadata: { mine: { deep: [1] }, tags: ["hide-input"] } })])).cells;
    expect(cell.metadata).toEqual({ mine: { deep: [1] }, tags: ["hide-input"] });
  });

  it("from before 4.5 with its cells numbered", () => {
    const old = { ...code(), id: undefined };
    expect(read(notebook([old, old], { nbformat_minor: 4 })).cells.map(({ id }) => id)).toEqual(["cell-1", "cell-2"]);
  });

  it("and written back with nothing lost and the same bytes each time", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: "grapheme" })),
        fc.dictionary(fc.string(), fc.jsonValue()),
        (sources, mine) => {
          const text = notebook(sources.map((source, i) => code({ id: `c${i}`, source, metadata: { mine } })));
          const once = writeNotebook(read(text));
          expect(read(once)).toEqual(read(text));
          expect(writeNotebook(read(once))).toBe(once);
        },
      ),
      { numRuns: 200 },
    );
  });

  it("and split into lines as nbformat does", () => {
    expect(splitLines("")).toEqual([]);
    expect(splitLines("a\n\nb")).toEqual(["a\n", "\n", "b"]);
    expect(splitLines("a\n")).toEqual(["a\n"]);
  });
});

describe("a malformed notebook is refused by one error", () => {
  const wrong: [what: string, text: string, message: RegExp][] = [
    ["an empty file", " \n", /^lesson\.ipynb: the file is empty/],
    ["text that is no JSON", "{", /^lesson\.ipynb: invalid JSON/],
    ["JSON that is no notebook", "[1]", /^lesson\.ipynb: not a notebook/],
    ["nbformat 3", notebook([], { nbformat: 3 }), /nbformat must be 4/],
    [
      "cells that are no list",
      JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells: 1 }),
      /"cells": must be a list/,
    ],
    ["a cell without id", notebook([code(), { ...code(), id: undefined }]), /cell #2: "id"/],
    ["an id with a space", notebook([code({ id: "a b" })]), /cell a b: "id": must be 1 to 64/],
    ["two cells with one id", notebook([code(), code()]), /cell one-packet: duplicate cell id/],
    ["a source that is a number", notebook([code({ source: 3 })]), /cell one-packet: "source": must be text or a list/],
    ["a cell of an unknown kind", notebook([code({ cell_type: "sql" })]), /cell one-packet: .*markdown, code or raw/],
    [
      "outputs of an unknown kind",
      notebook([code({ outputs: [{ output_type: "x" }] })]),
      /"outputs\.0.*must be an output/,
    ],
    [
      "nbgrader without grade_id",
      notebook([code({ metadata: { nbgrader: { schema_version: 3 } } })]),
      /"metadata\.nbgrader\./,
    ],
  ];
  it.each(wrong)("%s", (_what, text, message) => {
    expect(() => read(text)).toThrow(NotebookError);
    expect(() => read(text)).toThrow(message);
  });

  it("whatever JSON it holds", () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), fc.jsonValue(), (cells, metadata) => {
        try {
          read(notebook(cells, { metadata }));
        } catch (error) {
          expect(error).toBeInstanceOf(NotebookError);
        }
      }),
      { numRuns: 500 },
    );
  });
});
