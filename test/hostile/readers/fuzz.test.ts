// A slice of fuzz-readers.ts for every run; `npm run test:long` has ten thousand for each reader.
import { rmSync } from "node:fs";
import { afterAll, describe, it } from "vitest";
import { folder, played, readers, survives } from "./fuzz-readers.js";

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("a damaged file is read or refused by name", () => {
  it.each(Object.keys(readers))("%s", async (name) => survives(readers[name], 150));
  it("a scenario that was read, and is routed", async () => survives(played, 60, false));
});
