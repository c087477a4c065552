// Labs of scenarios whose ASes have route reflectors and IGP costs: every kind of lab that runs here finds the model's best paths, and
// packets arrive where the model says.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { labOf, variantsOf } from "../../../lib/kit/routers/labs/index.js";
import { readScenario } from "../../../lib/kit/routing/scenario/index.js";
import { needs, repository } from "../../needs.js";
import { runInLab, tools, writeLab } from "./lab-stages.js";

const names = ["igp-cost-of-links", "route-reflector-hides-an-exit"];
const labs = names.map((name) => {
  const text = readFileSync(join(repository, "test", "routers", "scenarios", `${name}.json`), "utf8");
  return labOf(variantsOf(readScenario(text)));
});

needs("frr", "bird", "root").describe("a lab with route reflectors", () => {
  let place: string;
  const said = new Map<string, string>();
  beforeAll(async () => {
    place = mkdtempSync(join(tmpdir(), "anycast-insides-"));
    await Promise.all(
      tools.map(async (to, i) => {
        const own = join(place, to);
        // Each scenario in two kinds of lab.
        writeLab(join(own, "lab"), to, labs[i % 2]);
        const script =
          "i=0; until sh check.sh paths > /dev/null 2>&1 || [ $i = 60 ]; do i=$((i+1)); sleep 0.5; done; sh check.sh; echo ended $?";
        said.set(to, await runInLab(own, to, script));
      }),
    );
  }, 240_000);
  afterAll(() => rmSync(place, { recursive: true, force: true }));

  it.each(tools)("%s: check.sh finds every path, every site that answers, and each withdrawal", (to) => {
    const text = said.get(to)!;
    expect(text).toMatch(/^ended 0$/m);
    expect(text).not.toMatch(/WRONG/);
    expect(text.match(/^ok .*with \d+ octets: [AB]$/gm)!.length).toBeGreaterThanOrEqual(8);
    expect(text).toMatch(/withdraws/);
  });
});
