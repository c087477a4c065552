import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openClass } from "../../../lib/course/classroom/class/folder.js";

describe("class.json", () => {
  let folder: string;
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), "anycast-class-file-"))));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  it.each([
    ["{", /class\.json: .*line 1/],
    ['{"name":"a","name":"b"}', /class\.json: duplicate key name/],
    ["[]", /class\.json, the whole: /],
  ])("with %s is one error that names the file", async (text, message) => {
    writeFileSync(join(folder, "class.json"), text);
    await expect(openClass(folder)).rejects.toThrow(message);
  });
});
