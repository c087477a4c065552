import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AsGraphFileError, decodeAsGraph, encodeAsGraph } from "../../lib/kit/topology/binary.js";
import { parseAsRel } from "../../lib/kit/topology/caida/read.js";

const lines = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 0xffffffff }), fc.integer({ min: 1, max: 30 }), fc.constantFrom(-1, 0)), {
    minLength: 1,
  })
  .map((rows) => rows.map((fields) => `${fields.join("|")}\n`).join("") + "31|32|0\n");

describe("the compact file", () => {
  it("gives back the graph it was made from", () => {
    fc.assert(
      fc.property(lines, (text) => {
        const { graph } = parseAsRel(text);
        expect(decodeAsGraph(encodeAsGraph(graph))).toEqual(graph);
      }),
    );
  });

  it("refuses bytes that were cut or changed, and says where", () => {
    const bytes = encodeAsGraph(parseAsRel("1|2|-1\n2|3|-1\n3|4|0\n").graph);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), fc.boolean(), (at, change, cut) => {
        const bad = cut ? bytes.slice(0, at) : bytes.slice();
        if (!cut) bad[at] ^= change;
        expect(() => decodeAsGraph(bad, "g.asg")).toThrow(AsGraphFileError);
        expect(() => decodeAsGraph(bad, "g.asg")).toThrow(/^g\.asg: .*\(at byte \d+\)/);
      }),
      { numRuns: 2000 },
    );
  });
});
