// GML (Himsolt 1997) as Topology Zoo and networkx write it: "graph [ node [ id 0 label "Paris" ] edge [ source 0 target 1 ] ]".
// Keys with a number, a text in quotes, or a list in brackets; "#" begins a comment.
import {
  attributesOf,
  NetworkFileError,
  nodeFrom,
  type RawLink,
  type RawNetwork,
  type RawNode,
} from "./raw-network.js";

type Value = string | number | List;
interface List {
  readonly entries: (readonly [key: string, value: Value])[];
  readonly line: number;
}

/** Whether a text is GML: after comments and single attributes comes "graph [". */
export const isGml = (text: string): boolean =>
  /^(?:\s|#[^\n]*\n|[A-Za-z]\w*\s+(?:"[^"]*"|[-\d.]+)\s)*graph\s*\[/i.test(text.slice(0, 10_000));

/** @throws NetworkFileError with the line */
export function parseGml(text: string, file: string): RawNetwork {
  const root = parseList(text, file);
  const graphs = root.entries.filter(([key]) => key.toLowerCase() === "graph");
  if (graphs.length > 1) throw new NetworkFileError("Expected one graph, got a second one. Split the file.", file);
  const graph = asList(graphs[0]?.[1]);
  if (!graph) throw new NetworkFileError("Expected graph [ ... ]. Add it.", file);
  const nodes: RawNode[] = [];
  const links: RawLink[] = [];
  for (const [key, value] of graph.entries) {
    const list = asList(value);
    if (!list) continue;
    const where = `line ${list.line}`;
    const need = (name: string): string => {
      const found = list.entries.filter(([each]) => each === name);
      if (found.length > 1) throw new NetworkFileError(`Duplicate ${name} in the ${key}. Remove one.`, file, where);
      const value = found[0]?.[1];
      if (typeof value === "string" || typeof value === "number") return String(value);
      throw new NetworkFileError(`${key === "edge" ? "An" : "A"} ${key} has no ${name}. Add it.`, file, where);
    };
    if (key === "node") nodes.push(nodeFrom(need("id"), single(list, file, where), where));
    else if (key === "edge") {
      const km = attributesOf(single(list, file, where)).number("km");
      links.push({ source: need("source"), target: need("target"), where, ...(km !== undefined && { km }) });
    }
  }
  const attribute = (name: string) => graph.entries.find(([key]) => key === name)?.[1];
  const name = [attribute("Network"), attribute("label"), attribute("name")].find((each) => typeof each === "string");
  return { ...(name !== undefined && { name: String(name) }), nodes, links, directed: attribute("directed") === 1 };
}

const asList = (value: Value | undefined): List | undefined => (typeof value === "object" ? value : undefined);

/** Names and coordinates must be unique; "graphics [ x 1 y 2 ]" describes a drawing and is ignored. */
function single({ entries }: List, file: string, where: string): (readonly [string, unknown])[] {
  const seen = new Set<string>();
  for (const [key] of entries) {
    const name = key.toLowerCase();
    if (seen.has(name) && ["id", "label", "latitude", "longitude"].includes(name))
      throw new NetworkFileError(`Duplicate ${key}. Remove one.`, file, where);
    seen.add(name);
  }
  return entries.filter(([, value]) => !asList(value));
}

const TOKEN = /#[^\n]*|"([^"]*)"|\[|\]|[^\s[\]"#]+/g;
const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function parseList(text: string, file: string): List {
  const root: List = { entries: [], line: 1 };
  const open: List[] = [root];
  let key: string | undefined;
  let line = 1;
  let seen = 0;
  const fail = (problem: string) => new NetworkFileError(problem, file, `line ${line}`);
  const put = (value: Value) => {
    if (key === undefined) throw fail(`Expected a key, got ${JSON.stringify(value)}.`);
    open[open.length - 1].entries.push([key, value]);
    key = undefined;
  };
  for (const match of text.matchAll(TOKEN)) {
    for (; seen < match.index; seen++) if (text.charCodeAt(seen) === 10) line++;
    const [token, quoted] = match;
    if (token.startsWith("#")) continue;
    if (token === "[") {
      const list: List = { entries: [], line };
      put(list);
      open.push(list);
      if (open.length > 100) throw fail("Lists must be nested at most 100 deep.");
    } else if (token === "]") {
      if (key !== undefined) throw fail(`The key ${key} has no value.`);
      if (open.length === 1) throw fail("Unmatched ]. Remove it.");
      open.pop();
    } else if (quoted !== undefined)
      put(quoted.replace(/&(#?\w+);/g, (whole, name: string) => character(name) ?? whole));
    else if (key === undefined) key = token;
    else if (/^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?$/i.test(token)) put(Number(token));
    else if (/^[A-Za-z_]/.test(token) || /^[-+]?(?:nan|inf)/i.test(token)) put(token);
    else throw fail(`Expected a number or a text in quotes, got ${JSON.stringify(token)}.`);
  }
  if (open.length > 1) throw fail("The file ends inside a list. Add the missing ].");
  return root;
}

function character(name: string): string | undefined {
  const code = /^#x([\da-f]+)$/i.exec(name)?.[1] ?? /^#(\d+)$/.exec(name)?.[1];
  if (code === undefined) return ENTITIES[name];
  const point = parseInt(code, /^#x/i.test(name) ? 16 : 10);
  return point <= 0x10ffff ? String.fromCodePoint(point) : undefined;
}
