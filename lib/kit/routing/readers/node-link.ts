// Node-link JSON as networkx writes it: TopoHub's files (pos holds longitude and latitude) and Topology Zoo's converted ones
// (Latitude, Longitude). Links are under "links" or "edges".
import * as z from "zod/mini";
import { fieldAt, JsonTextError, parseJson, plainIssue, safeParseLong } from "../../topology/index.js";
import { attributesOf, NetworkFileError, nodeFrom, type RawNetwork } from "./raw-network.js";

const id = z.union([z.string(), z.number()]);
const node = z.looseObject({ id: z.optional(id), pos: z.optional(z.tuple([z.number(), z.number()])) });
const link = z.looseObject({ source: id, target: id });
const schema = z.looseObject({
  directed: z.optional(z.boolean()),
  graph: z.optional(z.looseObject({})),
  nodes: z.array(node),
  links: z.optional(z.array(link)),
  edges: z.optional(z.array(link)),
});

/** @throws NetworkFileError with the line or the field */
export function parseNodeLink(text: string, file: string): RawNetwork {
  let json: unknown;
  try {
    json = parseJson(text);
  } catch (error) {
    if (!(error instanceof JsonTextError)) throw error;
    const { message, line, twice } = error;
    throw new NetworkFileError(twice ? message : `Invalid JSON: ${message}`, file, twice ?? `line ${line}`);
  }
  const parsed = safeParseLong(schema, json);
  if (!parsed.success) {
    const { path, text: problem } = plainIssue(parsed.error.issues[0], json);
    throw new NetworkFileError(problem, file, fieldAt(path) || undefined);
  }
  const { nodes, links, edges, directed = false, graph = {} } = parsed.data;
  const list = links ? "links" : "edges";
  const given = links ?? edges;
  if (!given) throw new NetworkFileError('Expected "links" or "edges". Add one of them.', file);
  const name = [graph.name, graph.Network, graph.label].find((each) => typeof each === "string");
  return {
    ...(name !== undefined && { name }),
    directed,
    // Files of old networkx versions have no ids: their links name nodes by position.
    nodes: nodes.map(({ id: own, pos, ...rest }, i) => {
      const place = pos ? { lon: pos[0], lat: pos[1] } : {};
      return nodeFrom(String(own ?? i), Object.entries({ ...rest, ...place }), `nodes[${i}]`);
    }),
    links: given.map(({ source, target, ...rest }, i) => {
      const km = attributesOf(Object.entries(rest)).number("km");
      return {
        source: String(source),
        target: String(target),
        where: `${list}[${i}]`,
        ...(km !== undefined && { km }),
      };
    }),
  };
}
