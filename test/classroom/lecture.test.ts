// Minutes and slides of the lessons, and points by one command's code.
import { isDeepStrictEqual } from "node:util";
import { describe, expect, it } from "vitest";
import { sectionsOf } from "../../lib/course/classroom/lecture/sections.js";
import { withLecture } from "../../lib/course/classroom/lecture/slides.js";
import { exercises } from "../../lib/course/classroom/exercise.js";
import { withPoints } from "../../lib/course/classroom/points.js";
import type { CellMetadata } from "../../lib/course/notebook/types.js";
import { lessons } from "../notebooks/lessons.js";

/** Lessons without slide kinds and minutes; the list only gets shorter. */
const stillWithout: readonly string[] = [];
const slideOf = ({ slideshow }: CellMetadata) => (slideshow as { slide_type: string }).slide_type;

describe.each(lessons)("the lecture of $name", ({ notebook }) => {
  const lecture = withLecture(notebook);

  it("takes the minutes of the lesson, with some for each section", () => {
    const parts = sectionsOf(notebook).filter(({ kind }) => kind === "lecture");
    expect(parts.reduce((sum, { minutes }) => sum + minutes, 0)).toBe(notebook.metadata.anycast!.minutes);
    expect(parts.length).toBeGreaterThan(4);
    expect(Math.min(...parts.map(({ minutes }) => minutes))).toBeGreaterThanOrEqual(1);
  });

  it("shows title, pictures and questions, and neither code nor exercises", () => {
    expect(slideOf(lecture.cells[0].metadata)).toBe("slide");
    const shown = lecture.cells.filter(({ metadata }) => /slide$/.test(slideOf(metadata)));
    expect(
      shown.filter(
        ({ cell_type, source }) => cell_type === "code" && !/\b(show|explore|predict)\(|\.compare\(/.test(source),
      ),
    ).toEqual([]);
    expect(shown.filter(({ metadata }) => metadata.nbgrader)).toEqual([]);
    expect(shown.filter(({ source }) => /\bpredict\(/.test(source)).length).toBeGreaterThan(4);
  });

  it("stays as an author changed it", () => {
    const own = lecture.cells.map((cell, i) =>
      i === 1 ? { ...cell, metadata: { ...cell.metadata, slideshow: { slide_type: "fragment" } } } : cell,
    );
    const again = withLecture({ ...lecture, cells: own });
    expect(again.cells).toEqual(own);
  });
});

describe("the lessons' files", () => {
  it("have a kind of slide in every cell and minutes in every section, as `anycast notebook lecture` writes them", () => {
    const without = lessons.filter(({ notebook }) => !isDeepStrictEqual(withLecture(notebook), notebook));
    expect(without.map(({ name }) => name)).toEqual(stillWithout);
  });
});

describe("points", () => {
  const [{ name, notebook }] = lessons;
  const pointsOf = (changed: typeof notebook) =>
    new Map(exercises(changed, name).map(({ task, points }) => [task, points]));
  const [first, second] = exercises(notebook, name).filter(({ kind }) => kind === "code");

  it("change for the named exercises alone, in the proportions of their tests", () => {
    const wanted = new Map([
      [first.task, 5],
      [second.task, 0.75],
    ]);
    const after = pointsOf(withPoints(notebook, { name, wanted }));
    expect(after).toEqual(new Map([...pointsOf(notebook), ...wanted]));
  });

  it("are refused for an exercise that is not there, and where they are not points", () => {
    expect(() => withPoints(notebook, { name, wanted: new Map([["nowhere", 2]]) })).toThrow(
      new RegExp(`no exercise has this name; they are .*${first.task}`),
    );
    expect(() => withPoints(notebook, { name, wanted: new Map([[first.task, 0]]) })).toThrow(
      /must be a positive number \(got 0\)/,
    );
  });
});
