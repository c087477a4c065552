import fc from "fast-check";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compileNetwork, shortestPaths } from "../../../lib/kit/routing/spf.js";
import { NetworkFileError } from "../../../lib/kit/routing/readers/raw-network.js";
import { networkRules } from "../../../lib/kit/routing/readers/network-rules.js";
import { readNetwork } from "../../../lib/kit/routing/readers/read-network.js";
import { needs, shared } from "../../needs.js";

/** GraphML as Topology Zoo writes it. */
const graphml = (body: string, head = '<graph edgedefault="undirected">') => `<?xml version="1.0" encoding="utf-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
  <key attr.name="Latitude" attr.type="double" for="node" id="d29" />
  <key attr.name="Longitude" attr.type="double" for="node" id="d32" />
  <key attr.name="label" attr.type="string" for="node" id="d33" />
  <key attr.name="hyperedge" attr.type="int" for="node" id="d30" />
  <key attr.name="Internal" attr.type="int" for="node" id="d31" />
  <key attr.name="Network" attr.type="string" for="graph" id="d8" />
  ${head}
    <data key="d8">Zoo</data>
${body}
  </graph>
</graphml>
`;
const node = (id: string, { at, label, more = "" }: { at?: [number, number]; label?: string; more?: string } = {}) =>
  `    <node id="${id}">${at ? `<data key="d29">${at[0]}</data><data key="d32">${at[1]}</data>` : ""}${label === undefined ? "" : `<data key="d33">${label}</data>`}${more}</node>`;
const edge = (a: string, b: string) => `    <edge source="${a}" target="${b}" />`;
const london = node("0", { at: [51.5, -0.13], label: "London" });
const paris = node("1", { at: [48.86, 2.35], label: "Paris" });
const rome = node("2", { at: [41.9, 12.5], label: "Rome" });
const small = [london, paris, rome, edge("0", "1"), edge("1", "2")];
const read = (...lines: string[]) => readNetwork(graphml(lines.join("\n")), { file: "zoo.graphml" });
const links = ({ network }: ReturnType<typeof readNetwork>) => network.links.map(({ ends }) => ends.join(" - "));
const kinds = ({ findings }: ReturnType<typeof readNetwork>) => findings.map(({ kind, count }) => `${count} ${kind}`);

describe("a network file", () => {
  it("in GraphML becomes routers at their coordinates, and links whose cost is their length in km", () => {
    const { network, findings } = read(...small);
    expect(network.name).toBe("Zoo");
    expect(network.routers[0]).toEqual({ id: "London", lat: 51.5, lon: -0.13 });
    expect(network.links).toMatchObject([
      { ends: ["London", "Paris"], cost: 343 },
      { ends: ["Paris", "Rome"], cost: 1106 },
    ]);
    expect(findings).toEqual([]);
  });

  it("in TopoHub's JSON has its length from the file", () => {
    const json = {
      directed: false,
      graph: { name: "hub" },
      nodes: [
        { id: "0", name: "London", pos: [-0.13, 51.5] },
        { id: "1", name: "Paris", pos: [2.35, 48.86] },
      ],
      edges: [{ source: "0", target: "1", dist: 460.6, ecmp_fwd: {} }],
    };
    expect(readNetwork(JSON.stringify(json)).network).toMatchObject({
      name: "hub",
      routers: [{ id: "London", lat: 51.5, lon: -0.13 }, { id: "Paris" }],
      links: [{ ends: ["London", "Paris"], km: 460.6, cost: 461 }],
    });
  });

  it("in Topology Zoo's node-link JSON is the same as in GraphML", () => {
    const at = (id: number, label: string, Latitude: number | string, Longitude: number) => ({
      id,
      label,
      Latitude,
      Longitude,
    });
    const json = {
      graph: { Network: "Zoo" },
      nodes: [at(0, "London", "51.5", -0.13), at(1, "Paris", 48.86, 2.35), at(2, "Rome", 41.9, 12.5)],
      links: [
        { source: 0, target: 1 },
        { source: 1, target: 2 },
      ],
    };
    expect(readNetwork("\uFEFF" + JSON.stringify(json))).toEqual(read(...small));
  });
});

describe("what is not as it should be in a network file is mended by a stated rule, and reported:", () => {
  it("a hyperedge joins its routers to each other", () => {
    const cloud = node("9", { more: '<data key="d30">1</data>' });
    const found = read(london, paris, rome, cloud, edge("9", "0"), edge("1", "9"), edge("9", "2"));
    expect(links(found)).toEqual(["London - Paris", "London - Rome", "Paris - Rome"]);
    expect(found.findings).toMatchObject([
      { kind: "hyperedge", rule: networkRules.hyperedge, examples: [{ text: "9 joins 3" }] },
    ]);
  });

  it("hyperedges that touch are one, and GraphML's own element is one too", () => {
    const cloud = (id: string) => node(id, { more: '<data key="d30">1</data>' });
    expect(links(read(london, rome, cloud("8"), cloud("9"), edge("0", "8"), edge("8", "9"), edge("9", "2")))).toEqual([
      "London - Rome",
    ]);
    const lan = '<hyperedge><endpoint node="0"/><endpoint node="1"/></hyperedge>';
    expect(links(read(london, paris, lan))).toEqual(["London - Paris"]);
  });

  it("an external node is left out with its links", () => {
    const customer = node("7", { at: [50, 0], label: "Customer", more: '<data key="d31">0</data>' });
    const found = read(...small, customer, edge("7", "0"));
    expect(links(found)).toEqual(["London - Paris", "Paris - Rome"]);
    expect(kinds(found)).toEqual(["1 external-node"]);
  });

  it("a router without coordinates is put where its name says, else between its neighbours, else left out", () => {
    const found = read(
      ...[london, paris, node("3", { label: "Tokyo" }), node("4", { label: "Hut" }), node("5", { label: "Lost" })],
      ...[edge("0", "3"), edge("0", "4"), edge("4", "1"), edge("5", "5")],
    );
    const where = Object.fromEntries(found.network.routers.map(({ id, lat, lon }) => [id, [lat, lon]]));
    expect(where.Tokyo[0]).toBeCloseTo(35.7, 0);
    expect(where.Hut[0]).toBeCloseTo(50.2, 1);
    expect(where.Hut[1]).toBeCloseTo(1.14, 1);
    expect(where.Lost).toBeUndefined();
    expect(kinds(found).sort()).toEqual(["1 placed-by-name", "1 placed-by-neighbours", "1 without-place"]);
  });

  it("coordinates that are no numbers are none", () => {
    const odd = '<node id="3"><data key="d29">n/a</data><data key="d32"></data><data key="d33">Berlin</data></node>';
    expect(kinds(read(...small, odd, edge("3", "0")))).toEqual(["1 placed-by-name"]);
  });

  it("a chain of a thousand routers without coordinates is placed from its ends", () => {
    const chain = Array.from({ length: 1000 }, (_each, i) => node(`c${i}`, { label: `hut ${i}` }));
    const joined = Array.from({ length: 999 }, (_each, i) => edge(`c${i}`, `c${i + 1}`));
    const found = read(london, ...chain, ...joined, edge("0", "c0"));
    expect(kinds(found)).toEqual(["1000 placed-by-neighbours"]);
  });

  it("routers with the same name get numbers, so that names are unique", () => {
    const found = read(
      ...[london, node("1", { at: [52, 0], label: "London" }), node("2", { at: [53, 0], label: "London 2" })],
      ...[node("3", { at: [54, 0], label: "London" }), node("4", { at: [55, 0] })],
      ...[edge("0", "1"), edge("1", "2"), edge("2", "3"), edge("3", "4")],
    );
    expect(found.network.routers.map(({ id }) => id)).toEqual(["London", "London 3", "London 2", "London 4", "4"]);
    expect(kinds(found)).toEqual(["2 duplicate-label", "1 no-label"]);
  });

  it("parallel links count once, at the shortest length, and links to oneself not at all", () => {
    const found = read(...small, edge("1", "0"), edge("0", "1"), edge("2", "2"));
    expect(links(found)).toEqual(["London - Paris", "Paris - Rome"]);
    expect(kinds(found)).toEqual(["2 parallel-links", "1 self-link"]);
    const json = {
      nodes: [
        { name: "London", pos: [0, 51] },
        { name: "Paris", pos: [2, 49] },
      ],
      edges: [500, 400, 600].map((dist) => ({ source: 0, target: 1, dist })),
    };
    expect(readNetwork(JSON.stringify(json)).network.links).toEqual([
      { ends: ["London", "Paris"], km: 400, cost: 400 },
    ]);
  });

  it("the two directions of a link in a directed file are not parallel links", () => {
    const text = graphml([...small, edge("1", "0"), edge("0", "1")].join("\n"), '<graph edgedefault="directed">');
    expect(kinds(readNetwork(text))).toEqual(["1 parallel-links"]);
  });

  it("a network in parts stays in parts", () => {
    expect(kinds(read(london, paris, rome, edge("0", "1")))).toEqual(["1 disconnected"]);
  });
});

describe("what no rule mends is one error with file and line or field:", () => {
  it.each([
    ["an end that is no node", graphml(`${london}\n${edge("0", "5")}`), /^f, line 12: Unknown node id 5\.$/],
    ["an id twice", graphml(`${london}\n${london}`), /^f, line 12: Duplicate node id 0/],
    ["no degrees", graphml(node("0", { at: [91, 0] })), /^f, line 11: 0 is at latitude 91, longitude 0/],
    ["an edge without an end", graphml('<edge source="0"/>'), /^f, line 11: <edge> has no target/],
    ["tags that do not match", graphml("<node id='1'></edge>"), /^f, line 11: Invalid XML: unexpected close tag/],
    ["an entity of its own", graphml("<node id='&lol;'/>"), /^f, line 11: Invalid XML: undefined entity/],
    ["a truncated file", graphml(small.join("\n")).slice(0, 900), /^f, line \d+: Invalid XML: unclosed tag/],
    ["a web page", "<!DOCTYPE html><html></html>", /^f, line 1: Expected the root element <graphml>, got <html>/],
    ["no graph", "<graphml></graphml>", /^f: Expected a <graph> element/],
    [
      "two graphs",
      graphml("").replace("</graph>", "</graph><graph/>"),
      /^f, line \d+: Expected one graph, got a second one/,
    ],
    ["nothing in it", graphml(""), /^f: The file has no nodes/],
    ["no place anywhere", graphml(node("0") + node("1")), /^f: No node has coordinates/],
    ["broken JSON", '{\n"nodes": [\n{,', /^f, line 3: Invalid JSON/],
    ["JSON that ends early", '{\n"nodes": [\n', /^f, line 3: Invalid JSON/],
    ["no nodes", "{}", /^f, nodes: /],
    ["no links", '{"nodes": []}', /^f: Expected "links" or "edges"/],
    ["a link without an end", '{"nodes": [{}], "links": [{"source": 0}]}', /^f, links\[0\]\.target: /],
    ["a position of one number", '{"nodes": [{"pos": [1]}], "links": []}', /^f, nodes\[0\]\.pos/],
    [
      "a plane's coordinates",
      '{"nodes": [{"pos": [900, 20]}], "links": []}',
      /^f, nodes\[0\]: 0 is at latitude 20, longitude 900: .*planar/,
    ],
    [
      "a length below zero",
      '{"nodes": [{"pos": [1, 1]}], "links": [{"source": 0, "target": 0, "dist": -1}]}',
      /^f, links\[0\]: The length of a link must be from 0/,
    ],
    ["neither of both", "hello", /^f, line 1: Unknown format: expected GraphML/],
    ["an empty file", "", /^f, line 1: Unknown format: expected GraphML/],
    [
      "too many nodes",
      JSON.stringify({ nodes: Array.from({ length: 5001 }, () => ({})), links: [] }),
      /^f: A network must have at most 5000 nodes/,
    ],
    ["too much text", "{" + " ".repeat(33 * 2 ** 20), /^f: The file is larger than 32 MiB/],
    [
      "a cloud that joins all",
      graphml(
        node("c", { more: '<data key="d30">1</data>' }) +
          Array.from({ length: 400 }, (_each, i) => node(`n${i}`, { at: [i / 10, 0] }) + edge("c", `n${i}`)).join(""),
      ),
      /^f: A network must have at most 50000 links/,
    ],
  ])("%s", (_what, text, message) => {
    expect(() => readNetwork(text, { file: "f" })).toThrow(NetworkFileError);
    expect(() => readNetwork(text, { file: "f" })).toThrow(message);
  });

  it("any of 10,000 damaged files ends as a network or as a NetworkFileError", () => {
    const cloud = node("9", { more: '<data key="d30">1</data>' });
    const xml = graphml([...small, cloud, edge("9", "0"), node("8", { label: "Oslo" }), edge("8", "9")].join("\n"));
    const json = JSON.stringify({
      directed: true,
      nodes: [
        { id: 0, pos: [1, 2] },
        { id: "1", Latitude: 5, Longitude: "6", Internal: 1 },
        { id: 2, label: "Rome", hyperedge: 1 },
      ],
      links: [
        { source: 0, target: "1", dist: 3 },
        { source: 1, target: 2 },
      ],
    });
    const edit = fc.record({
      at: fc.nat(2000),
      drop: fc.nat(12),
      put: fc.oneof(
        fc.string({ maxLength: 6 }),
        fc.constantFrom(
          "<node",
          "</node>",
          "&amp;",
          "]]>",
          "<![CDATA[",
          '"',
          "-1e999",
          "null",
          "{}",
          "[",
          "__proto__",
          "0",
        ),
      ),
    });
    fc.assert(
      fc.property(
        fc.constantFrom(xml, json),
        fc.array(edit, { maxLength: 4 }),
        fc.option(fc.nat(2000)),
        (sample, edits, end) => {
          let text = sample;
          for (const { at, drop, put } of edits) {
            const from = at % text.length;
            text = text.slice(0, from) + put + text.slice(from + drop) || "x";
          }
          try {
            const { network } = readNetwork(text.slice(0, end ?? undefined), { file: "f" });
            expect(network.routers.length).toBeGreaterThan(0);
          } catch (error) {
            if (!(error instanceof NetworkFileError)) throw error;
            expect(error.message).toMatch(/^f[:,] /);
          }
        },
      ),
      { numRuns: 10_000 },
    );
  });

  it("any JSON value in any field does too", () => {
    const fields = fc.record(
      { nodes: fc.jsonValue(), links: fc.jsonValue(), directed: fc.jsonValue(), graph: fc.jsonValue() },
      { requiredKeys: [] },
    );
    const pieces = fc.record({
      nodes: fc.array(
        fc.record(
          {
            id: fc.jsonValue(),
            label: fc.jsonValue(),
            pos: fc.jsonValue(),
            Latitude: fc.jsonValue(),
            hyperedge: fc.jsonValue(),
          },
          { requiredKeys: [] },
        ),
      ),
      edges: fc.array(
        fc.record({ source: fc.constantFrom(0, 1, "a"), target: fc.constantFrom(0, 1), dist: fc.jsonValue() }),
      ),
    });
    fc.assert(
      fc.property(fc.oneof(fields, pieces), (json) => {
        try {
          expect(readNetwork(JSON.stringify(json)).network.name).toBeTypeOf("string");
        } catch (error) {
          expect(error).toBeInstanceOf(NetworkFileError);
        }
      }),
      { numRuns: 3000 },
    );
  });
});

needs("ANYCAST_SHARED").describe("the seven real networks", () => {
  const folder = join(shared, "data", "topo");
  const file = (name: string) => readNetwork(readFileSync(join(folder, `${name}.json`), "utf8"), { file: name });

  it.each([
    ["Abilene", 11, 14, []],
    ["AttMpls", 25, 56, []],
    ["Bellsouth", 50, 64, ["1 duplicate-label"]],
    ["Geant2012", 37, 58, []],
    ["Internode", 20, 31, []],
    ["Sprint", 11, 18, []],
    ["Uunet", 42, 77, []],
  ])("%s has %i routers and %i links, and what is odd in it is said", (name, routers, count, found) => {
    const { network, findings } = file(name);
    expect([network.routers.length, network.links.length]).toEqual([routers, count]);
    expect(findings.map(({ kind, count: times }) => `${times} ${kind}`)).toEqual(found);
    // Every router reaches every other one.
    const { distance } = shortestPaths(compileNetwork(network), [{ router: 0, metric: 0 }]);
    expect([...distance].every((cost) => cost < Infinity)).toBe(true);
  });

  it("are complete", () => expect(readdirSync(folder).filter((name) => name.endsWith(".json"))).toHaveLength(7));

  it("Internode's routers in one city are joined by links of cost 1", () => {
    const zero = file("Internode").network.links.filter(({ km }) => km === 0);
    expect(zero.length).toBeGreaterThan(0);
    expect(zero.every(({ cost }) => cost === 1)).toBe(true);
  });
});
