import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { repository } from "../needs.js";

let folder: string;
const anycast = (...words: string[]) =>
  execa(process.execPath, [join(repository, "lib", "kit", "cli", "anycast.mjs"), "converge", ...words], {
    reject: false,
    cwd: folder,
  });

const failover = {
  format: "anycast-scenario",
  version: 1,
  name: "failover",
  ases: [1, 2, 10, 20].map((asn) => ({ asn })),
  links: [
    { provider: 1, customer: 10 },
    { provider: 2, customer: 20 },
    { provider: 2, customer: 1 },
  ],
  announcements: [
    { site: "A", origin: 10 },
    { site: "B", origin: 20 },
  ],
  events: [{ at: 1000, kind: "site-down", site: "A" }],
  convergence: { start: "settled" },
  clients: [{ asn: 1 }],
};
/** It never settles. */
const gadget = join(repository, "test", "routing", "scenario", "bad-gadget.json");

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "anycast-converge-"));
  writeFileSync(join(folder, "failover.json"), JSON.stringify(failover));
  writeFileSync(
    join(folder, "broken.json"),
    JSON.stringify({ ...failover, events: [{ at: 1, kind: "link-down", ends: [1, 20] }] }),
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("anycast converge", () => {
  it("plays a failure, and counts what the hold timer costs", async () => {
    const { stdout, stderr, exitCode } = await anycast("failover.json", "--queries", "1000", "--log");
    expect([exitCode, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^failover, 192\.0\.2\.0\/24: settled after 91,020 ms; 1 update and 1 withdrawal\./);
    expect(stdout).toMatch(/ 1,000 ms {2}Site A loses power\n/);
    expect(stdout).toMatch(/\n {2}AS1 +to AS2, site B, path 2 20\n/);
    expect(stdout).toMatch(/answered by A 1,000, B 10,020; lost 90,000 \(failed site 90,000\)\./);
  });
  it("prints the forwarding state of any instant as JSON", async () => {
    const { stdout } = await anycast("failover.json", "--json", "--at", "500");
    const { name, prefixes } = JSON.parse(stdout) as { name: string; prefixes: Record<string, unknown>[] };
    expect(name).toBe("failover");
    expect(prefixes).toMatchObject([
      {
        prefix: "192.0.2.0/24",
        at: 500,
        ending: { kind: "converged", atMs: 91_020 },
        messages: { updates: 1, withdrawals: 1 },
      },
    ]);
    expect(prefixes[0].forwarding).toContainEqual({
      asn: 1,
      nextHop: { kind: "site", site: "A" },
      path: [10],
      site: "A",
    });
  });
  it("ends with 2 where the routes never settle, and says who keeps changing", async () => {
    const { stdout, exitCode } = await anycast(gadget);
    expect(exitCode).toBe(2);
    expect(stdout).toMatch(/never settles: .* AS1, AS2, AS3 keep changing routes/);
  });
  it.each([
    [["broken.json"], /broken\.json: events\[0\]\.ends: unknown link AS1 - AS20\./],
    [["missing.json"], /File not found: .*missing\.json/],
    [[gadget, "--queries", "5"], /gadget\.json: --queries needs clients/],
    [[gadget, "--at", "soon"], /Expected a time in ms/],
  ])("%j is one clear error", async (words, message) => {
    const { stdout, stderr, exitCode } = await anycast(...words);
    expect([exitCode, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(message);
  });
});
