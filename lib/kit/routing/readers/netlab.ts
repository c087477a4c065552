// A netlab topology (https://netlab.tools): YAML with nodes, and links such as "r1-r2". The format has no coordinates; a node
// may have a `location` with a city's name, or `lat` and `lon`, which netlab allows as custom attributes.
import { LineCounter, parseDocument } from "yaml";
import { attributesOf, NetworkFileError, type RawLink, type RawNetwork, type RawNode } from "./raw-network.js";

/** Whether a text is a netlab topology: YAML with nodes or links at the top level. */
export const isNetlab = (text: string): boolean => /^["']?(?:nodes|links)["']?\s*:/m.test(text);

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const text = (value: unknown): string | undefined =>
  typeof value === "string" || typeof value === "number" ? String(value) : undefined;

/** Characters of YAML that are read at most: 5,000 nodes and 50,000 links fit; its parser takes a second for two million. */
const MOST_YAML = 4e6;

/** @throws NetworkFileError with the line or the field */
export function parseNetlab(source: string, file: string): RawNetwork {
  if (source.length > MOST_YAML)
    throw new NetworkFileError(`A netlab topology has at most ${MOST_YAML / 1e6} MB here. Split it.`, file);
  const document = parseYaml(source, file);
  const [problem] = document.errors;
  if (problem) {
    const what = problem.message.split("\n")[0].replace(/ at line \d+, column \d+:?$/, "");
    throw new NetworkFileError(`Invalid YAML: ${what}. Correct the line.`, file, `line ${problem.linePos?.[0].line}`);
  }
  let topology: unknown;
  try {
    topology = document.toJS({ maxAliasCount: 1000 });
  } catch (error) {
    throw new NetworkFileError(`Invalid YAML: ${(error as Error).message}.`, file);
  }
  if (!isFields(topology)) throw new NetworkFileError("Expected nodes: and links:.", file);
  const nodes = nodesOf(topology.nodes, file);
  const known = new Set(nodes.map(({ id }) => id));
  const links: RawLink[] = [];
  linkList(topology.links, file).forEach((link, i) => {
    const where = `links[${i}]`;
    const ends = endsOf(link, known, file, where);
    if (ends.length > 2) {
      // A LAN: in the readers of all formats it is a node that joins others.
      nodes.push({ id: `LAN ${i + 1}`, hyperedge: true, where });
      for (const target of ends) links.push({ source: `LAN ${i + 1}`, target, where });
    } else if (ends.length === 2) {
      const km = isFields(link) ? attributesOf(Object.entries(link)).number("km") : undefined;
      links.push({ source: ends[0], target: ends[1], where, ...(km !== undefined && { km }) });
    }
  });
  const name = text(topology.name);
  return { ...(name !== undefined && { name }), nodes, links, directed: false, placeless: true };
}

/** Flow collections ([ and {) or indented blocks, one in another, at most; the parser calls itself for each. */
const MOST_NESTED = 100;

function parseYaml(source: string, file: string) {
  const tooDeep = () => new NetworkFileError(`Values are nested more than ${MOST_NESTED} deep. Flatten them.`, file);
  let depth = 0;
  for (const [bracket] of source.matchAll(/[[\]{}]/g)) {
    depth += bracket === "[" || bracket === "{" ? 1 : -1;
    if (depth > MOST_NESTED) throw tooDeep();
  }
  // Blocks: the columns at which a block is open, such as those of "a:", "- x" and "- - x".
  const open: number[] = [];
  for (const [lead] of source.matchAll(/^[ \t]*(?:[-?][ \t]+)*(?=\S)/gm))
    for (const column of [...[...lead.matchAll(/[-?]/g)].map(({ index }) => index), lead.length]) {
      while (open.length > 0 && open[open.length - 1] >= column) open.pop();
      if (open.push(column) > MOST_NESTED) throw tooDeep();
    }
  try {
    return parseDocument(source, { lineCounter: new LineCounter(), uniqueKeys: true });
  } catch (error) {
    if (error instanceof RangeError) throw tooDeep();
    throw error;
  }
}

/** A map, a list of names, or a list of maps with a name. */
function nodesOf(given: unknown, file: string): RawNode[] {
  const node = (id: string, fields: unknown, where: string): RawNode => {
    const entries = isFields(fields) ? Object.entries(fields) : [];
    const attributes = attributesOf(entries);
    const city = isFields(fields) ? (text(fields.location) ?? text(fields.city)) : undefined;
    const [lat, lon] = [attributes.number("lat"), attributes.number("lon")];
    return { id, label: city ?? id, where, ...(lat !== undefined && { lat }), ...(lon !== undefined && { lon }) };
  };
  if (isFields(given)) return Object.entries(given).map(([id, fields]) => node(id, fields, `nodes.${id}`));
  if (!Array.isArray(given))
    throw new NetworkFileError("Expected a map or a list of nodes. Add nodes:.", file, "nodes");
  return given.map((each: unknown, i) => {
    const id = text(each) ?? (isFields(each) ? text(each.name) : undefined);
    if (id === undefined) throw new NetworkFileError("A node has no name. Add name:.", file, `nodes[${i}]`);
    return node(id, each, `nodes[${i}]`);
  });
}

/** A list; netlab also accepts a map of groups of links. */
function linkList(given: unknown, file: string): readonly unknown[] {
  if (given === undefined || given === null) return [];
  if (Array.isArray(given)) return given as unknown[];
  if (isFields(given))
    return Object.values(given).flatMap((each) => (Array.isArray(each) ? (each as unknown[]) : [each]));
  throw new NetworkFileError("Expected a list of links, such as [ r1-r2 ].", file, "links");
}

/** The nodes a link joins: "a-b", [a, b], { a: , b: }, or { interfaces: [...] }. @throws NetworkFileError */
function endsOf(link: unknown, known: ReadonlySet<string>, file: string, where: string): string[] {
  const fail = (problem: string) => new NetworkFileError(problem, file, where);
  const check = (ends: readonly string[]): string[] => {
    const unknown = ends.find((end) => !known.has(end));
    if (unknown !== undefined) throw fail(`Unknown node ${unknown}. Add it to nodes, or correct the name.`);
    return [...ends];
  };
  const words = text(link);
  if (words !== undefined) return check(split(words, known));
  const list = Array.isArray(link) ? (link as unknown[]) : isFields(link) ? link.interfaces : undefined;
  if (Array.isArray(list))
    return check(
      (list as unknown[]).map((each) => {
        const end = text(each) ?? (isFields(each) ? text(each.node) : undefined);
        if (end === undefined) throw fail("An interface has no node. Add node:.");
        return end;
      }),
    );
  if (!isFields(link)) throw fail('Expected a link such as "r1-r2" or { r1: , r2: }.');
  const { group } = link;
  const ends = Object.keys(link).filter((key) => known.has(key));
  if (ends.length === 0 && group === undefined) throw fail("The link has no node. Name its two ends.");
  return ends;
}

/** "r1-r2"; a name may contain a dash. */
function split(words: string, known: ReadonlySet<string>): string[] {
  const parts = words.split("-").map((part) => part.trim());
  const ends: string[] = [];
  for (let start = 0; start < parts.length;) {
    let end = parts.length;
    while (end > start + 1 && !known.has(parts.slice(start, end).join("-"))) end--;
    ends.push(parts.slice(start, end).join("-"));
    start = end;
  }
  return ends;
}
