import { describe, expect, it } from "vitest";
import { NetworkFileError, networkRules, readNetwork } from "../../../lib/kit/routing/readers/index.js";

const links = ({ network }: ReturnType<typeof readNetwork>) =>
  network.links.map(({ ends, cost }) => `${ends.join(" - ")} ${cost}`);
const kinds = ({ findings }: ReturnType<typeof readNetwork>) => findings.map(({ kind }) => kind).sort();

const yed = (body: string) => `\uFEFF<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">
<key for="node" id="d0" yfiles.type="nodegraphics"/>
<key for="edge" id="d1" yfiles.type="edgegraphics"/>
<graph edgedefault="directed" id="G">
${body}
</graph></graphml>`;
const drawn = (id: string, label: string, more = "") =>
  `<node id="${id}"><data key="d0"><y:ShapeNode><y:Geometry x="1.0" y="7.0"/><y:NodeLabel alignment="center">${label}</y:NodeLabel>${more}<y:Shape type="rectangle"/></y:ShapeNode></data></node>`;
const edge = (id: string, a: string, b: string) =>
  `<edge id="${id}" source="${a}" target="${b}"><data key="d1"><y:PolyLineEdge><y:EdgeLabel>10G</y:EdgeLabel></y:PolyLineEdge></data></edge>`;

describe("yEd's GraphML", () => {
  it("names routers by their label, and places them by it", () => {
    const found = readNetwork(yed(drawn("n0", "Frankfurt") + drawn("n1", " Paris\n(PAR1) ") + edge("e0", "n0", "n1")));
    expect(links(found)).toEqual(["Frankfurt - Paris (PAR1) 479"]);
    expect(kinds(found)).toEqual(["placed-by-name"]);
  });
  it("has the first label of a router that has several, and HTML as plain text", () => {
    const second = "<y:NodeLabel>AS64500</y:NodeLabel>";
    const found = readNetwork(yed(drawn("n0", "<![CDATA[<html><b>London</b></html>]]>", second) + drawn("n1", "Rome")));
    expect(found.network.routers.map(({ id }) => id)).toEqual(["London", "Rome"]);
  });
  it("takes a group for a frame, and the nodes in it for routers", () => {
    const group = `<node id="n0" yfiles.foldertype="group"><data key="d0"><y:ProxyAutoBoundsNode><y:NodeLabel>Germany</y:NodeLabel></y:ProxyAutoBoundsNode></data><graph edgedefault="directed" id="n0:">${drawn("n0::n0", "Berlin")}${drawn("n0::n1", "Munich")}${edge("e1", "n0::n0", "n0::n1")}</graph></node>`;
    const found = readNetwork(yed(group + drawn("n1", "Vienna") + edge("e2", "n0::n1", "n1") + edge("e3", "n0", "n1")));
    expect(links(found)).toEqual(["Berlin - Munich 505", "Munich - Vienna 356"]);
    expect(kinds(found)).toEqual(["group-node", "placed-by-name"]);
  });
});

describe("GML", () => {
  const gml = `Creator "Topology Zoo Toolset"
Version "1.0"
graph [
  directed 0
  Network "Zoo"
  node [
    id 0
    label "London"
    Latitude 51.5
    Longitude -0.13
    graphics [ x 1 y 2 ]
  ]
  # a comment
  node [ id 1 label "S&#227;o Paulo" Latitude -23.55 Longitude -46.63 ]
  node [ id 2 label "cloud" hyperedge 1 ]
  edge [ source 0 target 1 LinkLabel "OC-3" ]
]
`;
  it("of Topology Zoo becomes routers at their coordinates", () => {
    const found = readNetwork(gml);
    expect(found.network.name).toBe("Zoo");
    expect(found.network.routers.map(({ id }) => id)).toEqual(["London", "São Paulo"]);
    expect(links(found)[0]).toMatch(/^London - São Paulo 94\d\d$/);
  });
  it.each([
    [gml.replace("id 0", "id 0 id 3"), /f, line 6: Duplicate id in the node/],
    [gml.replace("Latitude 51.5", "Latitude 51.5 latitude 3"), /f, line 6: Duplicate latitude/],
    [gml.replace("source 0", ""), /f, line \d+: An edge has no source/],
    [gml.slice(0, -3), /f, line \d+: The file ends inside a list/],
    [gml.replace("graph [", "graph [ ]"), /f, line \d+: /],
  ])("that is wrong is one error with its line", (text, message) => {
    expect(() => readNetwork(text, { file: "f" })).toThrow(NetworkFileError);
    expect(() => readNetwork(text, { file: "f" })).toThrow(message);
  });
});

describe("SNDlib", () => {
  const native = `?SNDlib native format; type: network; version: 1.0
# network abilene

META (
  granularity = 5min
)

# NODE SECTION
NODES (
  ATLAng ( -85.50 34.50 )
  CHINng ( -87.64 41.88 )
)

LINKS (
  L1 ( ATLAng CHINng ) 9953280.00 0.00 0.00 700.00 ( )
)

DEMANDS (
  D1 ( ATLAng CHINng ) 1 14.00 UNLIMITED
)
`;
  const xml = `<?xml version="1.0" encoding="ISO-8859-1"?>
<network xmlns="http://sndlib.zib.de/network" version="1.0">
 <networkStructure>
  <nodes coordinatesType="geographical">
   <node id="ATLAng"><coordinates><x>-85.50</x><y>34.50</y></coordinates></node>
   <node id="CHINng"><coordinates><x>-87.64</x><y>41.88</y></coordinates></node>
  </nodes>
  <links><link id="L1"><source>ATLAng</source><target>CHINng</target><preInstalledModule><capacity>1</capacity></preInstalledModule></link></links>
 </networkStructure>
 <demands><demand id="D"><source>ATLAng</source><target>CHINng</target></demand></demands>
</network>`;
  it("is the same as text and as XML", () => {
    expect(links(readNetwork(native))).toEqual(["ATLAng - CHINng 842"]);
    expect(readNetwork(xml)).toEqual(readNetwork(native));
  });
  it("places nothing by the coordinates of a drawing", () => {
    const drawing = xml
      .replace("geographical", "pixel")
      .replaceAll("ATLAng", "Atlanta")
      .replaceAll("CHINng", "Chicago");
    expect(kinds(readNetwork(drawing))).toEqual(["placed-by-name"]);
  });
  it.each([
    [native.replace("L1 ( ATLAng CHINng )", "L1 ATLAng"), /f, line 15: Expected a link/],
    [native.replace("CHINng )", "NOWHERE )"), /f, line 15: Unknown node id NOWHERE/],
    [xml.replace("<target>CHINng</target><pre", "<pre"), /f, line 8: Link L1 has no target/],
    [xml.replace("<x>-85.50</x>", "<x>-85.50</x><x>1</x>"), /f, line 5: Duplicate <x>/],
  ])("that is wrong is one error with its line", (text, message) =>
    expect(() => readNetwork(text, { file: "f" })).toThrow(message),
  );
});

describe("a netlab topology", () => {
  const topology = `
name: anycast
defaults.device: frr
provider: clab
module: [ bgp ]
nodes:
  l1: { bgp.as: 65000 }
  l2: { bgp.as: 65000 }
  core-1:
    bgp.as: 65100
links: [ l1-l2, l2-core-1 ]
`;
  it("has no places: routers stand on a circle, and every link costs 1", () => {
    const found = readNetwork(topology);
    expect(found.network.name).toBe("anycast");
    expect(links(found)).toEqual(["l1 - l2 1", "l2 - core-1 1"]);
    expect(found.findings.find(({ kind }) => kind === "no-places")?.rule).toBe(networkRules["no-places"]);
  });
  it("is read in each form of nodes and links", () => {
    const forms = `nodes: [ { name: London }, Paris, Rome, Vienna ]
links:
- London:
  Paris:
    ipv4: 10.0.0.1/30
  bandwidth: 100
- interfaces: [ { node: Paris }, { node: Rome } ]
- [ Rome, Vienna ]
- { London: {}, Rome: {}, Vienna: {} }
- London:
`;
    const found = readNetwork(forms);
    expect(found.network.links.map(({ ends }) => ends.join(" - "))).toEqual([
      "London - Paris",
      "Paris - Rome",
      "Rome - Vienna",
      "London - Rome",
      "London - Vienna",
    ]);
    expect(kinds(found)).toEqual(["hyperedge", "parallel-links", "placed-by-name"]);
  });
  it.each([
    [topology.replace("l2:", "l1:"), /f, line 8: .*keys must be unique/],
    [topology.replace("l1-l2", "l1-x9"), /f, links\[0\]: Unknown node x9/],
    ["nodes: 3\nlinks: []", /f, nodes: Expected a map or a list of nodes/],
    ["nodes: [a]\nlinks: [ {bandwidth: 3} ]", /f, links\[0\]: The link has no node/],
    ["nodes: [a, b\nlinks: []", /f, line \d+: Invalid YAML/],
  ])("that is wrong is one error with line or field", (text, message) => {
    expect(() => readNetwork(text, { file: "f" })).toThrow(NetworkFileError);
    expect(() => readNetwork(text, { file: "f" })).toThrow(message);
  });
});
