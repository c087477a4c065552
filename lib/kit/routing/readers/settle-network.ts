// From the content of a file to a network: applies every rule, reports each use, and throws an error when no rule applies.
import { greatCircleKm, type Coordinates } from "../../geo/index.js";
import { findingList } from "../../topology/index.js";
import { defineNetwork, type Link, type Network } from "../network.js";
import { withoutHyperedges } from "./hyperedges.js";
import { nameRouters } from "./name-routers.js";
import { networkRules, type NetworkFindings } from "./network-rules.js";
import { onCircle, placeRouters } from "./place-routers.js";
import { NetworkFileError, type RawLink, type RawNetwork, type RawNode } from "./raw-network.js";

const MOST_ROUTERS = 5000;
const MOST_LINKS = 50_000;
/** A full mesh of more has more links than that. */
const MOST_IN_A_MESH = Math.ceil(Math.sqrt(2 * MOST_LINKS)) + 1;
/** OSPF's largest cost (RFC 2328): the length of a link is its cost. */
const MOST_KM = 65_535;

/** @throws NetworkFileError for faults that no rule repairs */
export function settleNetwork(raw: RawNetwork, file: string) {
  const findings = findingList(networkRules);
  const fail = (problem: string, where?: string) => new NetworkFileError(problem, file, where);
  if (raw.nodes.length === 0) throw fail("The file has no nodes. Add at least one.");
  if (raw.nodes.length > MOST_ROUTERS)
    throw fail(`A network must have at most ${MOST_ROUTERS} nodes (got ${raw.nodes.length}).`);
  const byId = new Map<string, RawNode>();
  for (const node of raw.nodes) {
    if (byId.has(node.id)) throw fail(`Duplicate node id ${node.id}.`, node.where);
    checkPlace(node);
    byId.set(node.id, node);
  }
  for (const { source, target, km, where } of raw.links) {
    for (const end of [source, target]) if (!byId.has(end)) throw fail(`Unknown node id ${end}.`, where);
    if (km !== undefined && !(km >= 0 && km <= MOST_KM))
      throw fail(`The length of a link must be from 0 to ${MOST_KM} km (got ${km}).`, where);
  }

  const routers = raw.nodes.filter(({ hyperedge, external, group, label, id }) => {
    if (external) findings.add("external-node", label ?? id);
    if (group) findings.add("group-node", label ?? id);
    return !hyperedge && !external && !group;
  });
  const isLeftOut = (id: string) => byId.get(id)!.external === true || byId.get(id)!.group === true;
  const links = withoutHyperedges(raw, byId, MOST_IN_A_MESH, findings).filter(
    ({ source, target }) => !isLeftOut(source) && !isLeftOut(target),
  );
  if (links.length > MOST_LINKS) throw fail(`A network must have at most ${MOST_LINKS} links (got ${links.length}).`);
  const names = nameRouters(routers, findings);
  const found = placeRouters(routers, links, names, findings);
  const isPlaceless = raw.placeless === true && found.size === 0;
  if (isPlaceless) findings.add("no-places", `${routers.length} routers`);
  const places = isPlaceless ? onCircle(routers) : found;
  if (places.size === 0) throw fail("No node has coordinates (Latitude and Longitude, or pos) or the name of a city.");
  const network = defineNetwork({
    name: raw.name ?? "network",
    routers: routers
      .filter(({ id }) => places.has(id))
      .map(({ id }) => ({ id: names.get(id)!, lat: places.get(id)!.lat, lon: places.get(id)!.lon })),
    links: singleLinks(raw.directed, links, names, places, findings).map((link) =>
      isPlaceless ? { ...link, cost: 1 } : link,
    ),
  });
  reportParts(network, findings);
  return { network, findings: findings.list() };

  function checkPlace({ lat, lon, label, id, where }: RawNode): void {
    if (lat === undefined || lon === undefined || (Math.abs(lat) <= 90 && Math.abs(lon) <= 180)) return;
    throw fail(
      `${label ?? id} is at latitude ${lat}, longitude ${lon}: expected degrees. Files with planar coordinates are not supported.`,
      where,
    );
  }
}

/** One link for each pair; its length comes from the file, otherwise from the great circle. */
function singleLinks(
  directed: boolean,
  links: readonly RawLink[],
  names: ReadonlyMap<string, string>,
  places: ReadonlyMap<string, Coordinates>,
  findings: NetworkFindings,
): Link[] {
  const single = new Map<string, { link: Link; directions: Set<string> }>();
  for (const { source, target, km: given } of links) {
    const [from, to] = [places.get(source), places.get(target)];
    if (!from || !to) continue; // its end was left out, which is already a finding
    const ends = [names.get(source)!, names.get(target)!] as const;
    if (source === target) {
      findings.add("self-link", ends[0]);
      continue;
    }
    const km = given ?? greatCircleKm(from, to);
    const link: Link = { ends, km, cost: Math.max(1, Math.round(km)) };
    const pair = JSON.stringify([source, target].sort());
    const known = single.get(pair);
    const isOtherDirection = directed && known !== undefined && !known.directions.has(source);
    if (known && !isOtherDirection) findings.add("parallel-links", ends.join(" - "));
    known?.directions.add(source);
    if (!known) single.set(pair, { link, directions: new Set([source]) });
    else if (km < known.link.km) known.link = { ...known.link, km, cost: link.cost };
  }
  return [...single.values()].map(({ link }) => link);
}

function reportParts({ routers, links }: Network, findings: NetworkFindings): void {
  const neighbours = new Map(routers.map(({ id }) => [id, [] as string[]]));
  for (const {
    ends: [a, b],
  } of links) {
    neighbours.get(a)!.push(b);
    neighbours.get(b)!.push(a);
  }
  const seen = new Set<string>();
  const sizes: number[] = [];
  for (const { id } of routers) {
    const before = seen.size;
    for (const queue = [id]; queue.length > 0;) {
      const next = queue.pop()!;
      if (seen.has(next)) continue;
      seen.add(next);
      queue.push(...neighbours.get(next)!);
    }
    if (seen.size > before) sizes.push(seen.size - before);
  }
  if (sizes.length > 1)
    findings.add(
      "disconnected",
      `${sizes.length} parts, of ${sizes
        .sort((a, b) => b - a)
        .slice(0, 5)
        .join(", ")} routers`,
    );
}
