// SNDlib's networks (Orlowski et al. 2010), as XML and as its own text: nodes with longitude and latitude, links between two.
import { SaxesParser } from "saxes";
import { NetworkFileError, type RawLink, type RawNetwork, type RawNode } from "./raw-network.js";

export const isSndlibXml = (text: string): boolean =>
  /^(?:\s|<\?[^>]*\?>|<!--[\s\S]*?-->)*<network[\s>]/.test(text.slice(0, 20_000));
export const isSndlibText = (text: string): boolean => /^\s*(?:\?SNDlib|#[^\n]*\n\s*\?SNDlib)/i.test(text);

interface Draft {
  readonly id: string;
  readonly where: string;
  readonly values: Record<string, string>;
}

/** @throws NetworkFileError with the line */
export function parseSndlibXml(text: string, file: string): RawNetwork {
  const parser = new SaxesParser();
  const nodes: RawNode[] = [];
  const links: RawLink[] = [];
  const path: string[] = [];
  let isGeographic = true;
  let open: Draft | undefined;
  let content = "";
  const fail = (problem: string) => new NetworkFileError(problem, file, `line ${parser.line}`);
  parser.on("error", (error) => {
    throw fail(`Invalid XML: ${error.message.replace(/^\d+:\d+: /, "")}`);
  });
  parser.on("opentag", ({ name, attributes }) => {
    path.push(name);
    content = "";
    if (name === "nodes") isGeographic = (attributes.coordinatesType ?? "geographical") === "geographical";
    if ((name === "node" && path.at(-2) === "nodes") || (name === "link" && path.at(-2) === "links")) {
      if (attributes.id === undefined) throw fail(`<${name}> has no id. Add it.`);
      open = { id: attributes.id, where: `line ${parser.line}`, values: {} };
    }
  });
  parser.on("text", (more) => (content += more));
  parser.on("closetag", ({ name }) => {
    path.pop();
    if (!open) return;
    if (["x", "y", "source", "target"].includes(name)) {
      if (open.values[name] !== undefined) throw fail(`Duplicate <${name}> in ${open.id}. Remove one.`);
      open.values[name] = content.trim();
    } else if (name === "node") nodes.push(nodeAt(open, isGeographic));
    else if (name === "link") {
      const { source, target } = open.values;
      if (!source || !target) throw fail(`Link ${open.id} has no ${source ? "target" : "source"}. Add it.`);
      links.push({ source, target, where: open.where });
    }
    if (name === "node" || name === "link") open = undefined;
  });
  parser.write(text).close();
  return { nodes, links, directed: false };
}

function nodeAt({ id, where, values: { x, y } }: Draft, isGeographic: boolean): RawNode {
  const [lon, lat] = [Number(x || NaN), Number(y || NaN)];
  const isPlace = isGeographic && Number.isFinite(lon) && Number.isFinite(lat);
  return { id, label: id, where, ...(isPlace && { lat, lon }) };
}

const NODE = /^(\S+)\s*(?:\(\s*([-+\d.eE]+)[\s,]+([-+\d.eE]+)\s*\))?$/;
const LINK = /^([^\s(]+)\s*\(\s*(\S+)\s+([^\s)]+)\s*\)/;

/** @throws NetworkFileError with the line */
export function parseSndlibText(text: string, file: string): RawNetwork {
  const nodes: RawNode[] = [];
  const links: RawLink[] = [];
  let section = "";
  text.split("\n").forEach((raw, i) => {
    const line = raw.split("#", 1)[0].trim();
    const where = `line ${i + 1}`;
    const fail = (problem: string) => new NetworkFileError(problem, file, where);
    const head = /^([A-Z_]+)\s*\((.*)$/.exec(line);
    if (line === "" || line.startsWith("?")) return;
    if (section === "" && head) {
      section = head[2].endsWith(")") ? "" : head[1];
      return;
    }
    if (line === ")") {
      section = "";
      return;
    }
    if (section === "NODES") {
      const node = NODE.exec(line);
      if (!node) throw fail('Expected a node such as "Paris ( 2.35 48.86 )" (longitude, latitude).');
      nodes.push(nodeAt({ id: node[1], where, values: { x: node[2] ?? "", y: node[3] ?? "" } }, true));
    } else if (section === "LINKS") {
      const link = LINK.exec(line);
      if (!link) throw fail('Expected a link such as "L1 ( Paris London ) ...".');
      links.push({ source: link[2], target: link[3], where });
    }
  });
  if (section !== "") throw new NetworkFileError(`The section ${section} is not closed. Add the missing ).`, file);
  return { nodes, links, directed: false };
}
