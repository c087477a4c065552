// Stages and faults of labs. Each kind of lab shows one or two faults on real daemons: check.sh fails on the broken stage and passes
// on the solved one. lab-stages.long.test.ts has every fault in every kind.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { labOf, labTargets, variantsOf } from "../../../lib/kit/routers/labs/index.js";
import { needs } from "../../needs.js";
import { faults, kinds, scenario, tools, tryFaults, wrongAtEnd, wrongIn } from "./lab-stages.js";

describe("the faults of one network", () => {
  it("are of all kinds, each with routers that it harms and a diagnosis that names the place", () => {
    expect(faults.map(({ fault }) => fault)).toEqual(kinds);
    for (const { moved, diagnosis } of faults) {
      expect(moved.length).toBeGreaterThan(0);
      expect(diagnosis).toMatch(/AS64\d{3}.*: check its [\w ]+\.$/);
    }
  });

  it("leave nodes, cables and predictions as they are in the lab without a fault", () => {
    const whole = labOf(variantsOf(scenario));
    for (const broken of faults) {
      const lab = labOf(variantsOf(scenario, broken));
      expect(lab.predictions).toEqual(whole.predictions);
      if (broken.fault !== "leaked more-specific prefix")
        expect(lab.nodes.map(({ name, interfaces }) => [name, interfaces])).toEqual(
          whole.nodes.map(({ name, interfaces }) => [name, interfaces]),
        );
    }
  });

  it.each([...tools, "netlab" as const])("differ from the solved stage in %s, in few files", (to) => {
    for (const broken of faults) {
      const files = new Map(labTargets[to](labOf(variantsOf(scenario, broken))).map(({ name, text }) => [name, text]));
      const solved = [...files.keys()].filter((name) => name.startsWith("stages/solved/"));
      const differing = solved.filter((name) => files.get(name) !== files.get(name.replace("solved", "broken")));
      expect(differing.length).toBeGreaterThan(0);
      expect(differing.length).toBeLessThanOrEqual(2);
      for (const name of solved) {
        expect(files.get(name.replace("stages/solved/", ""))).toBe(files.get(name.replace("solved", "broken")));
        expect(files.has(name.replace("solved", "base"))).toBe(true);
      }
    }
  });
});

/** Every kind of fault, on BIRD and on FRR where it is a matter of the daemon. */
const shown = {
  frr: ["missing export", "static route without health check"],
  bird: ["missing export", "MTU too small"],
  containerlab: ["wrong LOCAL_PREF", "strict reverse path filter"],
  kathara: ["leaked more-specific prefix"],
} as const;

needs("frr", "bird", "root").describe("on real daemons", () => {
  let place: string;
  const said = new Map<string, string>();
  beforeAll(async () => {
    place = mkdtempSync(join(tmpdir(), "anycast-stages-"));
    await Promise.all(
      tools.map(async (to) => {
        const own = faults.filter(({ fault }) => shown[to].some((each) => each === fault));
        said.set(to, await tryFaults(place, to, own));
      }),
    );
  }, 400_000);
  afterAll(() => rmSync(place, { recursive: true, force: true }));

  it.each(tools.flatMap((to) => shown[to].map((fault) => [to, fault] as const)))(
    "%s: the check fails on %s",
    (to, fault) => expect(wrongIn(said.get(to)!, fault)).toBe(""),
  );
  it.each(tools)("%s: the check fails on the base, and passes on the solved stage", (to) =>
    expect(wrongAtEnd(said.get(to)!)).toBe(""),
  );
});
