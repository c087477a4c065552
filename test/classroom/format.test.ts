import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { formattedText } from "../../lib/course/classroom/format.js";
import { readNotebook } from "../../lib/course/notebook/read.js";
import type { Notebook } from "../../lib/course/notebook/types.js";
import { repository } from "../needs.js";
import { code, lesson, markdown } from "./lesson-builder.js";

const reformat = (notebook: Notebook) => readNotebook(formattedText(notebook), { file: "formatted" });

describe("the form of a notebook in git", () => {
  it("is sorted, indented by one space, split into lines and ended by a newline", () => {
    const text = formattedText(lesson());
    expect(text).toMatch(
      /^\{\n "cells": \[\n {2}\{\n {3}"cell_type": "markdown",\n {3}"id": "title",\n {3}"metadata": \{\},\n {3}"source": \[\n {4}"# Sums\\n",\n/,
    );
    expect(text.endsWith(' "nbformat": 4,\n "nbformat_minor": 5\n}\n')).toBe(true);
  });

  it("has no outputs, no run counts, and no other tool's metadata", () => {
    const run = {
      ...code("run", "1;", { vscode: {}, tags: ["hide-input"] }),
      execution_count: 7,
      outputs: [{ output_type: "stream", name: "stdout", text: "1" }],
    };
    const { cells } = reformat(lesson(run as never));
    expect(cells.find(({ id }) => id === "run")).toEqual(code("run", "1;", { tags: ["hide-input"] }));
  });

  it("has the kernel's metadata, whatever stood there", () => {
    const { metadata } = reformat({ ...lesson(), metadata: { kernelspec: { name: "python3" }, widgets: {} } });
    expect(Object.keys(metadata)).toEqual(["kernelspec", "language_info"]);
    expect(metadata.kernelspec).toEqual({ display_name: "TypeScript", language: "typescript", name: "tslab" });
  });

  it("drops blank lines at the edges of a cell, and blanks at the ends of lines of code but not of prose", () => {
    const { cells } = reformat(lesson(code("a", "\n\nx;  \n  y;\r\n\n"), markdown("b", "\none  \ntwo\n\n")));
    expect(cells.find(({ id }) => id === "a")!.source).toBe("x;\n  y;");
    expect(cells.find(({ id }) => id === "b")!.source).toBe("one  \ntwo");
  });

  it("does not change when it is formatted again", () => {
    const once = formattedText(lesson(code("a", "\n x; \n")));
    expect(formattedText(readNotebook(once, { file: "once" }))).toBe(once);
  });
});

describe("every lesson", () => {
  const folder = join(repository, "notebooks");
  it.each(readdirSync(folder).filter((file) => file.endsWith(".ipynb")))("%s is formatted", (file) => {
    const text = readFileSync(join(folder, file), "utf8");
    expect(formattedText(readNotebook(text, { file }))).toBe(text);
  });
});
