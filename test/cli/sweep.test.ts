// The sweep of `anycast compare`: the same bytes however it was computed, and nothing that is finished is computed again.
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { repository } from "../needs.js";

const seeds = Array.from({ length: 8 }, (_none, i) => i + 1);
const comparison = {
  format: "anycast-comparison",
  version: 1,
  ases: 400,
  seeds,
  sites: { A: { city: "New York" }, B: { city: "London" }, C: { city: "Singapore" } },
  designs: { global: { kind: "global" }, dns: { kind: "geodns" } },
  failures: [["A"]],
};
const CELLS = 2 * seeds.length;

let folder: string;
/** What a sweep gives that nobody disturbs. */
let undisturbed: string;
const run = (cache: string, ...words: string[]) =>
  execa(
    process.execPath,
    [
      join(repository, "lib", "kit", "cli", "anycast.mjs"),
      "compare",
      "c.json",
      "--json",
      "--cache",
      join(folder, cache),
      ...words,
    ],
    { reject: false, cwd: folder, stripFinalNewline: false },
  );
const cells = (cache: string) => {
  const at = join(folder, cache);
  return existsSync(at) ? readdirSync(at).filter((name) => name.endsWith(".cell")) : [];
};
const write = (json: object) => writeFileSync(join(folder, "c.json"), JSON.stringify(json));

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "anycast-sweep-"));
  write(comparison);
  const { stdout, exitCode } = await run("undisturbed", "--workers", "1");
  expect(exitCode).toBe(0);
  undisturbed = stdout;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the sweep of anycast compare", () => {
  it.each(["2", "3"])("gives the same bytes with %s workers as with one", async (workers) => {
    const { stdout, stderr } = await run(`workers-${workers}`, "--workers", workers);
    expect(stdout).toBe(undisturbed);
    expect(stderr).toContain(`${CELLS} cells`);
  });

  it.each([
    ["SIGINT", 130],
    ["SIGKILL", undefined],
  ] as const)("stops on %s and goes on where it was, to the same bytes", async (signal, code) => {
    const stopped = run(signal, "--workers", "2");
    while (cells(signal).length < 3 && stopped.exitCode === null) await wait(5);
    stopped.kill(signal);
    const { exitCode, stdout, stderr } = await stopped;
    expect([exitCode, stdout]).toEqual([code, ""]);
    const kept = cells(signal);
    expect(kept.length).toBeGreaterThanOrEqual(3);
    expect(kept.length).toBeLessThan(CELLS);
    if (code !== undefined)
      expect(stderr).toMatch(new RegExp(`Stopped: ${kept.length} of ${CELLS} cells are finished`));
    const resumed = await run(signal, "--workers", "3");
    expect(resumed.stdout).toBe(undisturbed);
    expect(resumed.stderr).toContain(`${kept.length} from the cache`);
  });

  it("computes again what is half written, damaged or another's", async () => {
    const [cut, changed, swapped, other] = cells("undisturbed").map((name) => join(folder, "undisturbed", name));
    truncateSync(cut, 200);
    writeFileSync(changed, readFileSync(changed, "utf8").replace('"answered":1', '"answered":0'));
    writeFileSync(swapped, readFileSync(other, "utf8"));
    writeFileSync(`${other}.4711.tmp`, "half");
    const { stdout, stderr } = await run("undisturbed");
    expect(stdout).toBe(undisturbed);
    expect(stderr).toContain(`${CELLS - 3} from the cache`);
  });

  it("says where it cannot keep what it finished, leaves nothing half written, and keeps what fitted", async () => {
    // A limit on the size of files stands for a full disk: pictures do not fit, other rows do.
    const words = ["compare", "c.json", "--json", "--workers", "1", "--cache", join(folder, "full")];
    const command = [process.execPath, join(repository, "lib", "kit", "cli", "anycast.mjs"), ...words];
    const { exitCode, stdout, stderr } = await execa("bash", ["-c", 'ulimit -f 4; exec "$@"', "bash", ...command], {
      reject: false,
      cwd: folder,
    });
    expect([exitCode, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(/Cannot write to .*full: EFBIG.*\n {2}Free some space, or name another folder/);
    expect(readdirSync(join(folder, "full")).filter((name) => name.endsWith(".tmp"))).toEqual([]);
    expect((await run("full")).stdout).toBe(undisturbed);
  });

  it("uses no cell of other inputs, and every cell that is still the same", async () => {
    write({ ...comparison, dns: { errors: { continent: 0.1 } } });
    expect((await run("undisturbed")).stderr).not.toContain("kept");
    write({
      ...comparison,
      seeds: [...seeds, 9],
      designs: { ...comparison.designs, one: { kind: "unicast", site: "A" } },
    });
    expect((await run("undisturbed")).stderr).toContain(`${CELLS} from the cache`);
    write(comparison);
  });
});
