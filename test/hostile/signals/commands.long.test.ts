// Ctrl-C and SIGTERM end every command within a second, at random moments of heavy work: exit code 130 or 143, no child left,
// nothing half-written. The commands are started as a person starts them.
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { repository } from "../../needs.js";
import { heavyCommands } from "./heavy-commands.js";
import { interrupted, moments } from "./interrupt.js";
import { code, html, markdown, notebook } from "../../publish/lesson-notebook.js";

const folder = mkdtempSync(join(tmpdir(), "anycast-signals-"));
const at = (...names: string[]) => join(folder, ...names);
const old = "what was there before\n";
const written = ["paths.csv", "heavy.html", "big.json.gz", "report.html"];

const commands = heavyCommands(at);

/** An empty output folder with files from before, and an empty cache: an earlier command may have come to its end. */
function putBack(): void {
  for (const name of ["out", "cells"]) {
    rmSync(at(name), { recursive: true, force: true });
    mkdirSync(at(name));
  }
  for (const name of written) writeFileSync(at("out", name), old);
}

beforeAll(() => {
  // A graph of 400,000 links, more than any Internet.
  const links = Array.from({ length: 1_200_000 }, (_none, i) => `${1 + (i % 200)}|${150 + (i % 60_000)}|-1`);
  writeFileSync(at("many.txt"), links.filter((link) => new Set(link.split("|").slice(0, 2)).size === 2).join("\n"));
  const worst = ["> ", "*_", "[", "![", "`", "^[", "|a", "★"];
  const cells = Array.from({ length: 400 }, (_none, i) => markdown(`m${i}`, worst[i % worst.length].repeat(6000)));
  const drawn = Array.from({ length: 40 }, (_none, i) => code(`c${i}`, "1", [html("<p>x".repeat(90_000))]));
  writeFileSync(at("heavy.ipynb"), JSON.stringify(notebook([markdown("t", "# T"), ...cells, ...drawn])));
  const typed = Array.from({ length: 1500 }, (_none, i) =>
    code(`t${i}`, `const a${i}: Record<string, readonly number[]> = { x: [${i}] };`),
  );
  writeFileSync(at("long.ipynb"), JSON.stringify(notebook(typed)));
  const sites = { A: { city: "Los Angeles", upstreams: [150] }, B: { city: "Miami", upstreams: [199] } };
  writeFileSync(
    at("deployment.json"),
    JSON.stringify({ format: "anycast-deployment", version: 1, asn: 64500, demand: 100, seeds: [1, 2, 3], sites }),
  );
  process.env.ANYCAST_DATA = at("cells");
  const story = readFileSync(
    join(repository, "test", "routers", "scenarios", readdirSync(join(repository, "test", "routers", "scenarios"))[0]),
    "utf8",
  );
  const withClients = { ...(JSON.parse(story) as { ases: { asn: number }[] }) };
  const clients = withClients.ases.slice(0, 3).map(({ asn }) => ({ asn }));
  writeFileSync(at("story.json"), JSON.stringify({ ...withClients, clients }));
});
afterAll(() => {
  delete process.env.ANYCAST_DATA;
  rmSync(folder, { recursive: true, force: true });
});

describe.each(Object.keys(commands))("%s", (name) => {
  const next = moments(name.length * 7919 + 1);
  let wholeMs = 0;
  let itsOwnCode: number | undefined;
  beforeAll(async () => {
    putBack();
    const begin = performance.now();
    itsOwnCode = (await interrupted(commands[name], { cwd: folder, signal: "SIGKILL", afterMs: 12_000 })).status;
    wholeMs = performance.now() - begin;
  });

  it.each(["SIGINT", "SIGTERM"] as const)("ends on %s within a second", { timeout: 120_000 }, async (signal) => {
    for (let tries = 0, interruptedOnes = 0; interruptedOnes < 3; tries++) {
      putBack();
      const moment = Math.max(350, wholeMs * (next.next().value as number));
      const { early, status, said, ms, left } = await interrupted(commands[name], {
        cwd: folder,
        signal,
        afterMs: moment,
      });
      expect(left).toEqual([]);
      // A faster run than the measured one has written its result; that is no interruption, and another is tried.
      if (early || (itsOwnCode !== undefined && status === itsOwnCode)) {
        expect(tries, `${name} ends before it is interrupted: ${said}`).toBeLessThan(12);
        continue;
      }
      interruptedOnes++;
      expect(status, `after ${moment} ms: ${said}`).toBe(signal === "SIGINT" ? 130 : 143);
      expect(ms, `after ${moment} ms`).toBeLessThan(1000);
      const files = readdirSync(at("out"), { recursive: true }).map(String);
      expect(files.filter((file) => /tmp|lab\../.test(file))).toEqual([]);
      for (const file of written) expect(readFileSync(at("out", file), "utf8").slice(0, 100)).toBe(old);
    }
  });
});
