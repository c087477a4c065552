import { mkdtempSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { writePage } from "../../lib/kit/files/write-whole.js";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "anycast-write-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it("a page is written into a folder that is made for it, over the page before", async () => {
  const path = join(folder, "lessons", "1.html");
  await writePage(path, "old");
  await writePage(path, "new");
  expect(readFileSync(path, "utf8")).toBe("new");
  expect(readdirSync(join(folder, "lessons"))).toEqual(["1.html"]);
});

it("a page that cannot take its place leaves nothing half-written", async () => {
  mkdirSync(join(folder, "1.html"));
  await expect(writePage(join(folder, "1.html"), "text")).rejects.toThrow(/is a folder/);
  expect(readdirSync(folder)).toEqual(["1.html"]);
});

it("a folder that cannot be made is an error", async () => {
  writeFileSync(join(folder, "file"), "");
  await expect(writePage(join(folder, "file", "1.html"), "text")).rejects.toThrow(/is not a folder/);
});
