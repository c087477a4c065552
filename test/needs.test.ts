// Data outside the repository: without ANYCAST_SHARED their tests are skipped by name, in CI as well; a wrong folder fails.
import { join } from "node:path";
import { execa } from "execa";
import { expect, it } from "vitest";
import { repository } from "./needs.js";

const run = (shared: string) =>
  execa(
    process.execPath,
    [
      join(repository, "node_modules", "vitest", "vitest.mjs"),
      ...["run", "--config", "test/vitest.config.ts", "--reporter=verbose", "test/geo/cities.test.ts"],
    ],
    { cwd: repository, reject: false, all: true, env: { CI: "true", ANYCAST_SHARED: shared, NO_COLOR: "1" } },
  );

it("skips them by name in a clone that has nothing beside it", async () => {
  const { exitCode, all } = await run("");
  expect(exitCode).toBe(0);
  expect(all).toContain("the IATA codes [skipped: needs ANYCAST_SHARED]");
});

it("fails where ANYCAST_SHARED names a folder without the data", async () => {
  const { exitCode, all } = await run("/nonexistent");
  expect(exitCode).toBe(1);
  expect(all).toContain("/nonexistent");
});
