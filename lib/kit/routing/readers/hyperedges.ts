// The clouds and LANs of a drawn network: nodes that are not routers, but join the routers around them.
import type { NetworkFindings } from "./network-rules.js";
import type { RawLink, RawNetwork, RawNode } from "./raw-network.js";

/**
 * The links of a network, with hyperedges replaced by links between the routers they join. Adjacent hyperedges are merged.
 * @param most the most routers that one may join; of a larger one only one more is joined, so that the limit on links reports it
 */
export function withoutHyperedges(
  { nodes, links }: RawNetwork,
  byId: ReadonlyMap<string, RawNode>,
  most: number,
  findings: NetworkFindings,
): readonly RawLink[] {
  const isHyperedge = (id: string) => byId.get(id)!.hyperedge === true;
  const plain = links.filter(({ source, target }) => !isHyperedge(source) && !isHyperedge(target));
  const joined = new Map<string, Set<string>>(
    nodes.filter(({ hyperedge }) => hyperedge).map(({ id }) => [id, new Set()]),
  );
  for (const { source, target } of links) {
    joined.get(source)?.add(target);
    joined.get(target)?.add(source);
  }
  const seen = new Set<string>();
  const meshes = [...joined.keys()].flatMap((start) => {
    if (seen.has(start)) return [];
    const members = new Set<string>();
    const queue = [start];
    for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
      if (seen.has(id)) continue;
      seen.add(id);
      for (const next of joined.get(id)!)
        if (isHyperedge(next)) queue.push(next);
        else members.add(next);
    }
    const { label, where } = byId.get(start)!;
    const ends = [...members].slice(0, most + 1);
    findings.add("hyperedge", `${label ?? start} joins ${members.size}`);
    return ends.flatMap((source, i) => ends.slice(i + 1).map((target): RawLink => ({ source, target, where })));
  });
  return [...plain, ...meshes];
}
