// Every fault in a lab of netlab; netlab.test.ts has the lab without one. About two minutes.
import { expect } from "vitest";
import { needs } from "../../needs.js";
import { faults } from "./lab-stages.js";
import { netlabSays, wrongAbout } from "./netlab-faults.js";

needs("netlab", "frr", "root").describe("a lab of netlab", { timeout: 240_000 }, () => {
  needs("frr").it.each(faults.map((broken) => [broken.fault, broken] as const))(
    "with %s fails",
    async (_fault, broken) => {
      expect(wrongAbout(await netlabSays(broken), broken)).toBe("");
    },
  );
});
