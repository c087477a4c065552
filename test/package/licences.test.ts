// `npm run licences` lists every package with its licence, and stops at an unreviewed one.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { repository } from "../needs.js";

const run = (folder: string) =>
  spawnSync(process.execPath, [join(folder, "lib/course/cli/licences.mjs")], { encoding: "utf8" });

it("every installed package has a licence that goes with MIT", { timeout: 60_000 }, () => {
  const { status, stdout, stderr } = run(repository);
  expect(stderr).toBe("");
  expect(status).toBe(0);
  for (const name of ["graphology", "markdown-it", "tslab", "@observablehq/plot"])
    expect(stdout).toMatch(new RegExp(`^[A-Z][\\w. -]+ npm +${name} \\d`, "m"));
});

it.each([["GPL-3.0"], [undefined]])("a package of licence %s is named, and ends it with 1", (license) => {
  const folder = mkdtempSync(join(tmpdir(), "anycast-licences-"));
  try {
    mkdirSync(join(folder, "lib/course/cli"), { recursive: true });
    mkdirSync(join(folder, "node_modules/odd"), { recursive: true });
    cpSync(join(repository, "lib/course/cli/licences.mjs"), join(folder, "lib/course/cli/licences.mjs"));
    writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "x", dependencies: { odd: "1.0.0" } }));
    const odd = { name: "odd", version: "1.0.0", license };
    writeFileSync(join(folder, "node_modules/odd/package.json"), JSON.stringify(odd));
    const { status, stderr } = run(folder);
    expect(status).toBe(1);
    expect(stderr).toContain(`Look at these: odd (${license ?? "none"})`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
