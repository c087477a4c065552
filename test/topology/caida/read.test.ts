import fc from "fast-check";
import { bz2 } from "./bzip2-samples.js";
import { readFileSync, createReadStream } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { AsRelError } from "../../../lib/kit/topology/caida/error.js";
import { parseAsRel, readAsRel, type AsRelProgress } from "../../../lib/kit/topology/caida/read.js";
import { relationshipTo, findAs, type CompiledAsGraph } from "../../../lib/kit/topology/compiled.js";
import { needs, shared } from "../../needs.js";

const text = `# input clique: 174 209
# source:topology|BGP|20250901|ripe|rrc00
# IXP ASes: 1200
# step 1: set peering in clique
174|209|0
174|4294967295|-1
209|7|-1
`;
const pair = (graph: CompiledAsGraph, a: number, b: number) =>
  relationshipTo(graph, findAs(graph, a), findAs(graph, b));

describe("a CAIDA file", () => {
  it("is read with its header, and ASNs up to 2^32 - 1", () => {
    const { graph, header, serial, findings } = parseAsRel(text);
    expect([...graph.asns]).toEqual([7, 174, 209, 4294967295]);
    expect(graph.links).toBe(3);
    expect(pair(graph, 174, 4294967295)).toBe("customer");
    expect(header).toEqual({ clique: [174, 209], ixps: [1200], sources: ["topology|BGP|20250901|ripe|rrc00"] });
    expect(serial).toBe(1);
    expect(findings).toEqual([]);
  });

  it("may be serial-2, with a source in the fourth field", () => {
    expect(parseAsRel("1|2|-1|bgp\n2|3|0|mlp\n").serial).toBe(2);
  });

  it("is the same plain, in gzip and in bzip2, in chunks of any size", async () => {
    const plain = parseAsRel(text).graph;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(new TextEncoder().encode(text), gzipSync(text), bz2.clean),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }),
        async (bytes, sizes) => {
          const chunks: Uint8Array[] = [];
          for (let at = 0, i = 0; at < bytes.length; i++) {
            chunks.push(bytes.subarray(at, at + sizes[i % sizes.length]));
            at += sizes[i % sizes.length];
          }
          const { graph } = await readAsRel(chunks);
          expect(graph).toEqual(plain);
        },
      ),
      { numRuns: 200 },
    );
  });

  it("tells its progress", async () => {
    const seen: AsRelProgress[] = [];
    await readAsRel([text.slice(0, 100), text.slice(100)], { onProgress: (progress) => seen.push(progress) });
    expect(seen).toHaveLength(2);
    expect(seen[1]).toEqual({ bytes: text.length, lines: 7, links: 3 });
  });

  it("reports CR LF, blank lines, unknown comments, self links and a missing last newline, and reads on", () => {
    const { graph, findings } = parseAsRel("# hello\r\n1|2|-1\r\n\r\n3|3|0\r\n2|4|0");
    expect(graph.links).toBe(2);
    expect(Object.fromEntries(findings.map(({ kind, examples }) => [kind, examples[0].line]))).toEqual({
      "unknown-comment": 1,
      "blank-line": 3,
      "self-link": 4,
      "no-final-newline": 5,
      crlf: undefined,
    });
  });

  it("counts a repeated link once, and says on which line it is repeated", () => {
    const { graph, findings } = parseAsRel("1|2|-1\n1|2|-1\n3|4|0\n4|3|0\n");
    expect(graph.links).toBe(2);
    expect(findings).toMatchObject([{ kind: "duplicate-link", count: 2, examples: [{ line: 2 }, { line: 4 }] }]);
  });

  it("takes transit where a pair is listed as transit and as peers, and peers where each is the other's provider", () => {
    const { graph, findings } = parseAsRel("1|2|0\n2|1|-1\n3|4|-1\n# input clique: 1\n4|3|-1\n");
    expect(pair(graph, 1, 2)).toBe("provider");
    expect(pair(graph, 3, 4)).toBe("peer");
    expect(findings).toMatchObject([{ kind: "two-relationships", count: 2, examples: [{ line: 2 }, { line: 5 }] }]);
  });

  it("breaks a cycle of providers at the provider with the fewest customers", () => {
    const { graph, findings } = parseAsRel("1|2|-1\n2|3|-1\n3|1|-1\n1|10|-1\n1|11|-1\n2|12|-1\n");
    expect(pair(graph, 3, 1)).toBe("peer");
    expect(pair(graph, 1, 2)).toBe("customer");
    expect(findings).toMatchObject([{ kind: "provider-cycle", count: 1 }]);
    expect(findings[0].examples[0].text).toBe("AS1, AS2, AS3: AS3 and AS1 become peers");
  });

  it.each([
    ["1|2\n", /f:1: Expected "\|" after the second ASN/],
    ["1|2|-1\n1|x|0\n", /f:2: The second field must be an ASN/],
    ["1|4294967296|0\n", /f:1: The second field must be an ASN/],
    ["0|5|0\n", /f:1: AS0 is reserved/],
    ["1|2|1\n", /f:1: The relationship must be -1 \(provider/],
    ["1|2|-0\n", /f:1: The relationship must be -1 \(provider/],
    ["1|2|5\n", /f:1: The relationship must be/],
    ["1|2|0|bgp|x\n", /f:1: A line must have at most four fields/],
    ["1|2|0\n1|3|0|bgp\n", /f:2: Expected 3 fields, as in the lines before, got 4/],
    ["# nothing\n", /f: The file has no links/],
    ["", /f: The file has no links/],
  ])("refuses %j with file and line", (bad, message) => {
    expect(() => parseAsRel(bad, { file: "f" })).toThrow(AsRelError);
    expect(() => parseAsRel(bad, { file: "f" })).toThrow(message);
  });

  it("refuses a line without end", async () => {
    const endless = Array.from({ length: 40 }, () => "1".repeat(1 << 16));
    await expect(readAsRel(endless, { file: "f" })).rejects.toThrow(/f:1: A line must be at most 1 MiB/);
  });

  it.each([
    ["gzip", gzipSync(text)],
    ["bzip2", bz2.clean],
  ])("refuses a truncated %s archive, wherever it is cut", async (kind, bytes) => {
    for (let cut = 3; cut < bytes.length; cut++)
      await expect(readAsRel(bytes.subarray(0, cut), { file: "f" })).rejects.toThrow(
        `f: The ${kind} archive is truncated or damaged`,
      );
  });

  it("ends any bytes with a graph or with an AsRelError: 10,000 mutations of lines and archives", async () => {
    const lines = new TextEncoder().encode(text);
    const empty = new Uint8Array(0);
    const mutation = fc.record({
      sample: fc.oneof(
        { arbitrary: fc.constantFrom(lines, empty), weight: 8 },
        fc.constantFrom(gzipSync(text), bz2.clean),
      ),
      edits: fc.array(fc.record({ at: fc.nat(400), byte: fc.integer({ min: 0, max: 255 }) }), { maxLength: 4 }),
      cut: fc.option(fc.nat(400)),
      tail: fc.oneof(
        fc.uint8Array({ maxLength: 20 }),
        fc.string({ unit: fc.constantFrom(..."0123456789|-#\r\n ") }).map((s) => new TextEncoder().encode(s)),
      ),
    });
    await fc.assert(
      fc.asyncProperty(mutation, async ({ sample, edits, cut, tail }) => {
        const bytes = sample.slice(0, cut ?? undefined);
        for (const { at, byte } of edits) if (bytes.length > 0) bytes[at % bytes.length] = byte;
        try {
          const { graph } = await readAsRel([bytes, tail], { file: "f" });
          expect(graph.links).toBeGreaterThan(-1);
        } catch (error) {
          expect(error).toBeInstanceOf(AsRelError);
        }
      }),
      { numRuns: 10_000 },
    );
  });
});

const data = (file: string) => join(shared, "data", "as-rel", file);

needs("ANYCAST_SHARED").describe("the real files", () => {
  it("CAIDA's of 2025-09 is clean", async () => {
    const { graph, findings, header } = await readAsRel(readFileSync(data("caida-serial1-20250901.as-rel.txt.bz2")));
    expect(graph.asns.length).toBe(78_638);
    expect(graph.links).toBe(493_350);
    expect(graph.customers.targets.length).toBe(161_166);
    expect(graph.peers.targets.length).toBe(2 * 332_184);
    expect(header.clique).toHaveLength(19);
    expect(findings).toEqual([]);
  });

  it("TopoScope's of 2018-06 has 158 links twice and 6 provider cycles, which take 12 repairs", async () => {
    const { graph, findings } = await readAsRel(createReadStream(data("toposcope-201806.asrel.txt.gz")));
    expect(graph.asns.length).toBe(61_411);
    expect(graph.links).toBe(287_374 - 158);
    expect(findings.map(({ kind, count }) => [kind, count])).toEqual([
      ["duplicate-link", 158],
      ["provider-cycle", 12],
    ]);
  });
});
