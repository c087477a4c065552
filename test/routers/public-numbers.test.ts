// A lab and exported configurations hold no public ASNs and prefixes without --public-numbers.
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { publicNumbers } from "../../lib/kit/routers/index.js";
import { readScenario } from "../../lib/kit/routing/scenario/index.js";
import { repository } from "../needs.js";

const scenarioWith = (asns: readonly number[], more: object = {}) =>
  readScenario(
    JSON.stringify({
      format: "anycast-scenario",
      version: 1,
      name: "numbers",
      ases: asns.map((asn) => ({ asn })),
      links: asns.slice(1).map((asn) => ({ provider: asns[0], customer: asn })),
      announcements: [{ site: "A", origin: asns.at(-1), ...more }],
    }),
  );

describe("public numbers", () => {
  it.each([
    [[64_496, 64_511, 64_512, 65_534], {}, []],
    [[65_536, 65_551, 4_200_000_000, 4_294_967_294], { prefix: "2001:db8:53::/48" }, []],
    [[64_495, 65_535, 65_552, 64_500], {}, ["AS64495", "AS65535", "AS65552"]],
    [[64_500, 64_510], { prefix: "192.0.2.0/25" }, []],
    [[64_500, 64_510], { prefix: "192.0.2.0/23" }, ["192.0.2.0/23"]],
    [[64_500, 64_510], { prefix: "198.41.0.0/24" }, ["198.41.0.0/24"]],
    [[64_500, 64_510], { prefix: "2001:db9::/32" }, ["2001:db9::/32"]],
    [[64_500, 64_510], { prefix: "10.53.0.0/16" }, []],
    [[64_500, 64_510], { poison: [3356] }, ["AS3356"]],
  ])("of %j with %j are %j", (asns, more, found) => {
    expect(publicNumbers(scenarioWith(asns, more))).toEqual(found);
  });
});

describe("commands that write configurations", () => {
  let folder: string;
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), "anycast-numbers-"))));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const real = join(repository, "test", "routers", "scenarios", "seattle-delhi.json");
  const run = (...words: string[]) =>
    execa(process.execPath, [join(repository, "lib/kit/cli/anycast.mjs"), ...words], { cwd: folder, reject: false });

  it.each([
    ["lab", ["lab", real, "out", "--to", "frr"]],
    ["routers --export", ["routers", real, "--export", "out"]],
  ])("%s refuses them, and writes them when asked", async (_name, words) => {
    const refused = await run(...words);
    expect(refused.exitCode).toBe(1);
    expect(refused.stderr).toMatch(/AS6461, AS9498, AS174, AS5071, AS20473: public numbers\.[^]*--public-numbers/);
    expect(existsSync(join(folder, "out"))).toBe(false);
    const asked = await run(...words, "--public-numbers");
    expect(asked.exitCode, asked.stderr).toBe(0);
    expect(existsSync(join(folder, "out"))).toBe(true);
    rmSync(join(folder, "out"), { recursive: true });
  });
});
