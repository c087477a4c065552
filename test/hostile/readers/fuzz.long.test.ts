// Ten thousand damaged files for each reader of fuzz-readers.ts.
import { rmSync } from "node:fs";
import { afterAll, describe, it, vi } from "vitest";
import { folder, played, readers, survives } from "./fuzz-readers.js";

vi.setConfig({ testTimeout: 900_000 });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("a damaged file is read or refused by name", () => {
  it.each(Object.keys(readers))("%s", async (name) => survives(readers[name], 10_000));
  it("a scenario that was read, and is routed", async () => survives(played, 10_000, false));
});
