// An AS graph with new ASes joined to it, and some links left out, as one pass over the links: no AS graph is written out for it.
import {
  compileColumns,
  growingColumns,
  PEER,
  PROVIDER_CUSTOMER,
  neighbourIndices,
  type CompiledAsGraph,
} from "anycast-kit/topology";

export interface NewAs {
  readonly asn: number;
  /** ASNs of the graph, none twice. */
  readonly providers: readonly number[];
  readonly peers: readonly number[];
}

/** @param without links to leave out: "provider customer", or two peers with the lower ASN first */
export function joinAses(
  graph: CompiledAsGraph,
  joined: readonly NewAs[],
  without: ReadonlySet<string> = new Set(),
): CompiledAsGraph {
  const links = growingColumns();
  for (const { asn, providers, peers } of joined) {
    for (const provider of providers) links.push(provider, asn, PROVIDER_CUSTOMER);
    for (const peer of peers) links.push(peer, asn, PEER);
  }
  const { asns, customers, peers } = graph;
  const keep = (a: number, b: number, kind: number) => {
    if (without.size === 0 || !without.has(`${a} ${b}`)) links.push(a, b, kind);
  };
  for (let v = 0; v < asns.length; v++) {
    for (const w of neighbourIndices(customers, v)) keep(asns[v], asns[w], PROVIDER_CUSTOMER);
    for (const w of neighbourIndices(peers, v)) if (w > v) keep(asns[v], asns[w], PEER);
  }
  return compileColumns(links);
}
