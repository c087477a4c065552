import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { labOf, labTargets } from "../../lib/kit/routers/labs/index.js";
import { planRouters } from "../../lib/kit/routers/plan-routers.js";
import { readScenario } from "../../lib/kit/routing/scenario/read.js";
import { repository } from "../needs.js";

/** netlab 26.10 in an environment of its own: python3 -m venv DIR && DIR/bin/pip install networklab==26.10. */
const netlab = process.env.ANYCAST_NETLAB ?? "";
const folder = join(repository, "test", "routers", "scenarios");

describe.skipIf(!existsSync(netlab))("netlab create (ANYCAST_NETLAB names the program) accepts", () => {
  let place: string;
  beforeAll(() => (place = mkdtempSync(join(tmpdir(), "anycast-netlab-"))));
  afterAll(() => rmSync(place, { recursive: true, force: true }));
  it.each(readdirSync(folder))("%s", async (file) => {
    const lab = labOf(planRouters(readScenario(readFileSync(join(folder, file), "utf8"), { file })));
    const own = join(place, file);
    for (const { name, text } of labTargets.netlab(lab)) {
      mkdirSync(dirname(join(own, name)), { recursive: true });
      writeFileSync(join(own, name), text);
    }
    await promisify(execFile)(netlab, ["create", "topology.yml"], { cwd: own });
    for (const { name } of lab.nodes)
      expect(readFileSync(join(own, "node_files", name, "anycast"), "utf8")).toMatch(/route-map \S+-(in|out) (in|out)/);
  });
});
