// Every fault in every kind of lab, on real daemons: five in one network, and the leak, which has a router more. About four minutes.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect } from "vitest";
import { needs } from "../../needs.js";
import { faults, slug, tools, tryFaults, wrongAtEnd, wrongIn } from "./lab-stages.js";

const together = [faults.slice(0, -1), faults.slice(-1)];

needs("frr", "bird", "root").describe("every fault in every kind of lab", () => {
  let place: string;
  beforeAll(() => void (place = mkdtempSync(join(tmpdir(), "anycast-stages-"))));
  afterAll(() => rmSync(place, { recursive: true, force: true }));
  needs("frr").it.each(tools.flatMap((to) => together.map((some) => [to, slug(some[0].fault), some] as const)))(
    "%s from %s",
    { timeout: 400_000 },
    async (to, _name, some) => {
      const said = await tryFaults(place, to, some);
      for (const { fault } of some) expect([fault, wrongIn(said, fault)]).toEqual([fault, ""]);
      expect(wrongAtEnd(said)).toBe("");
    },
  );
});
