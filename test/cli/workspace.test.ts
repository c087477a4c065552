// The learner's folder when the course changes: lessons with a letter, a lesson that was split, a new edition.
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { assignmentOf, type ClassFolder } from "../../lib/course/classroom/class/folder.js";
import { formattedText } from "../../lib/course/classroom/format.js";
import { copyLessons, findLesson, lessonFiles } from "../../lib/course/cli/workspace.js";
import { lesson, withCell } from "../classroom/lesson-builder.js";

let folder: string;
const at = (...parts: string[]) => join(folder, ...parts);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "anycast-workspace-"));
  mkdirSync(at("notebooks"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const put = (name: string, edition?: string) =>
  writeFileSync(
    at("notebooks", name),
    formattedText(
      edition
        ? withCell(lesson(), "title", { source: `# Sums\n\nOne plus one.\n\n*Us · version of ${edition}*` })
        : lesson(),
    ),
  );
const copy = (fresh: readonly string[] = []) =>
  copyLessons({ notebooks: at("notebooks"), workspace: at("workspace"), fresh, now: new Date(0) });

describe("lessons with a letter", () => {
  const files = ["3-udp.ipynb", "2b-running.ipynb", "10-last.ipynb", "2-multi.ipynb", "4b-inside.ipynb", "4-tcp.ipynb"];

  it("stand after the lesson they continue", async () => {
    for (const file of files) put(file);
    expect(await lessonFiles(at("notebooks"))).toEqual([
      ...["2-multi.ipynb", "2b-running.ipynb", "3-udp.ipynb", "4-tcp.ipynb", "4b-inside.ipynb", "10-last.ipynb"],
    ]);
  });

  it("are found by number and letter", () => {
    expect(findLesson(files, "2b")).toBe("2b-running.ipynb");
    expect(findLesson(files, "2")).toBe("2-multi.ipynb");
    expect(() => findLesson(files, "2c")).toThrow(/Unknown lesson "2c"/);
    const names = files.map((file) => file.replace(".ipynb", ""));
    const inClass = { lessons: names, root: "class" } as unknown as ClassFolder;
    expect(assignmentOf(inClass, "4b")).toBe("4b-inside");
    expect(assignmentOf(inClass, "4")).toBe("4-tcp");
  });
});

describe("a learner's folder", () => {
  it("keeps the old copy of a lesson that was split, gets the new part beside it, and hears of the new edition", async () => {
    put("2-multi.ipynb", "2026-11-28");
    expect(await copy()).toEqual({ added: ["2-multi.ipynb"], moved: [], older: [] });
    const mine = readFileSync(at("workspace", "2-multi.ipynb"), "utf8").replace("YOUR CODE HERE", "my work");
    writeFileSync(at("workspace", "2-multi.ipynb"), mine);

    put("2-multi.ipynb", "2026-11-29");
    put("2b-running.ipynb", "2026-11-29");
    expect(await copy()).toEqual({
      added: ["2b-running.ipynb"],
      moved: [],
      older: [{ file: "2-multi.ipynb", yours: "2026-11-28", now: "2026-11-29" }],
    });
    expect(readFileSync(at("workspace", "2-multi.ipynb"), "utf8")).toBe(mine);

    const { added, moved, older } = await copy(["2-multi.ipynb"]);
    expect([added, older]).toEqual([["2-multi.ipynb"], []]);
    expect(readFileSync(moved[0], "utf8")).toBe(mine);
    expect((await copy()).older).toEqual([]);
  });

  it("is left alone where an edition cannot be read, or the learner's is newer", async () => {
    put("1-ip.ipynb", "2026-11-28");
    mkdirSync(at("workspace", "1-ip.ipynb"), { recursive: true });
    expect(await copy()).toEqual({ added: [], moved: [], older: [] });
    put("3-udp.ipynb", "2026-11-30");
    await copy();
    put("3-udp.ipynb", "2026-11-28");
    expect((await copy()).older).toEqual([]);
    expect(readdirSync(at("workspace"))).toEqual(["1-ip.ipynb", "3-udp.ipynb"]);
  });
});
