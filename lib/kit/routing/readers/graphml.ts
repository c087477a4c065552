// GraphML (Brandes et al. 2002) as Topology Zoo writes it: <key> names attributes, <node> and <edge> carry them in <data>; and
// as yEd writes it, where the name is the text of <y:NodeLabel> and a group is a node with a graph inside. Read as a stream of
// tags (saxes), without a DOM or external entities; every error has its line.
import { SaxesParser, type SaxesTagPlain } from "saxes";
import {
  attributesOf,
  NetworkFileError,
  nodeFrom,
  type RawLink,
  type RawNetwork,
  type RawNode,
} from "./raw-network.js";

interface Open {
  readonly kind: "node" | "edge" | "hyperedge";
  readonly attributes: Readonly<Record<string, string>>;
  readonly where: string;
  readonly data: (readonly [string, unknown])[];
  /** Keys of the data so far. */
  readonly keys: Set<string>;
  /** The first label that yEd draws. */
  drawn?: string;
  /** For a hyperedge: the nodes it joins. */
  readonly endpoints: string[];
}

/** @throws NetworkFileError with the line */
export function parseGraphml(text: string, file: string): RawNetwork {
  const parser = new SaxesParser();
  const nodes: RawNode[] = [];
  const links: RawLink[] = [];
  const keys = new Map<string, string>();
  const graphData: (readonly [string, unknown])[] = [];
  const path: string[] = [];
  let directed = false;
  let graphs = 0;
  let open: Open | undefined;
  let key: string | undefined;
  let label: string | undefined;
  let content = "";
  const where = () => `line ${parser.line}`;
  const fail = (problem: string) => new NetworkFileError(problem, file, where());
  const need = ({ name, attributes }: SaxesTagPlain, attribute: string): string => {
    const value = attributes[attribute];
    if (value === undefined) throw fail(`<${name}> has no ${attribute}.`);
    return value;
  };

  parser.on("error", (error) => {
    throw fail(`Invalid XML: ${error.message.replace(/^\d+:\d+: /, "")}`);
  });
  parser.on("opentag", (tag) => {
    const name = tag.name.replace(/^.*:/, "");
    if (path.length === 0 && name !== "graphml") throw fail(`Expected the root element <graphml>, got <${tag.name}>.`);
    path.push(name);
    if (name === "key") {
      const id = need(tag, "id");
      if (keys.has(id)) throw fail(`Duplicate key ${id}. Remove or rename one.`);
      keys.set(id, tag.attributes["attr.name"] ?? id);
    } else if (name === "graph") {
      if (open?.kind === "node" && open.attributes["yfiles.foldertype"] !== undefined) {
        nodes.push({ ...nodeFrom(open.attributes.id, dataOf(open), open.where), group: true });
        open = undefined;
        return;
      }
      if (open)
        throw fail(
          "Nested graphs are not supported: a router is a single node. Remove the graph inside a node or an edge.",
        );
      if (++graphs > 1) throw fail("Expected one graph, got a second one. Split the file.");
      directed = tag.attributes.edgedefault === "directed";
    } else if (name === "node" || name === "edge" || name === "hyperedge") {
      if (open) throw fail(`<${tag.name}> must not be inside another node or edge.`);
      if (name === "node") need(tag, "id");
      if (name === "edge") need(tag, "source");
      if (name === "edge") need(tag, "target");
      open = { kind: name, attributes: tag.attributes, where: where(), data: [], keys: new Set(), endpoints: [] };
    } else if (name === "endpoint" && open) open.endpoints.push(need(tag, "node"));
    else if (name === "data") {
      key = need(tag, "key");
      content = "";
      if (open?.keys.has(key)) throw fail(`Duplicate data of the key ${key} in the ${open.kind}. Remove one.`);
      open?.keys.add(key);
    } else if (name === "NodeLabel" && open && open.drawn === undefined) label = "";
  });
  const addText = (more: string) => {
    if (key !== undefined) content += more;
    if (label !== undefined) label += more;
  };
  parser.on("text", addText);
  parser.on("cdata", addText);
  parser.on("closetag", () => {
    const name = path.pop()?.replace(/^.*:/, "");
    if (name === "NodeLabel" && open && label !== undefined) {
      open.drawn = plainLabel(label);
      label = undefined;
    } else if (name === "data" && key !== undefined) {
      (open ? open.data : graphData).push([keys.get(key) ?? key, content.trim()]);
      key = undefined;
    } else if (open && name === open.kind) {
      close(open);
      open = undefined;
    }
  });

  function close(closed: Open): void {
    const { kind, attributes, where: at, data, endpoints } = closed;
    if (kind === "node") nodes.push(nodeFrom(attributes.id, dataOf(closed), at));
    else if (kind === "edge") {
      const km = attributesOf(data).number("km");
      links.push({ source: attributes.source, target: attributes.target, where: at, ...(km !== undefined && { km }) });
    } else {
      const id = `hyperedge at ${at}`;
      nodes.push({ id, hyperedge: true, where: at });
      for (const target of endpoints) links.push({ source: id, target, where: at });
    }
  }

  parser.write(text).close();
  if (graphs === 0) throw new NetworkFileError("Expected a <graph> element. Add it.", file);
  const named = graphData.find(([name]) => name === "Network") ?? graphData.find(([name]) => name === "label");
  return { ...(named && { name: String(named[1]) }), nodes, links, directed };
}

/** A node's data; yEd's label when there is no other name. */
function dataOf({ data, drawn }: Open): (readonly [string, unknown])[] {
  const isNamed = attributesOf(data).text("label") !== undefined;
  return drawn && !isNamed ? [...data.filter(([name]) => !/^(label|name)$/i.test(name)), ["label", drawn]] : data;
}

/** yEd's labels may be of several lines, or HTML. */
const plainLabel = (text: string): string =>
  text
    .replace(/<[^<>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim();
