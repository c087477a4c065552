// Summary statistics of an AS graph, for comparison.
import type { Adjacency, CompiledAsGraph } from "./compiled.js";

export interface GraphStatistics {
  readonly ases: number;
  readonly links: number;
  /** Share of ASes without customers. */
  readonly stubs: number;
  /** Share of stubs with two or more providers. */
  readonly multihomedStubs: number;
  readonly providersPerStub: number;
  readonly providersPerTransit: number;
  /** Share of ASes with a peer, and peer links per AS. */
  readonly peeringAses: number;
  readonly peeringsPerAs: number;
  /** Largest number of customers and of peers, as shares of all ASes. */
  readonly mostCustomers: number;
  readonly mostPeers: number;
  /** Share of all customers (peers) that belongs to the largest 1 % of ASes. */
  readonly customersOfTop: number;
  readonly peersOfTop: number;
  /** Quantiles .9, .99 and .999 of customers and of peers over all ASes. */
  readonly customers: readonly [number, number, number];
  readonly peers: readonly [number, number, number];
  /** Customer cones (the AS, its customers, theirs...) over transit ASes: median, quantile .9, and the largest as a share of all ASes. */
  readonly cones: readonly [median: number, high: number, largest: number];
  /** ASes without a provider that have customers. */
  readonly top: number;
}

/**
 * Counts and degrees that characterise an AS graph: stubs, transit, customers, peers.
 * @example graphStatistics(graph).stubs // 0.8433: the share of ASes that sell no transit
 */
export function graphStatistics({ asns, providers, customers, peers, links }: CompiledAsGraph): GraphStatistics {
  const n = asns.length;
  const buys = degrees(providers);
  const sells = degrees(customers);
  const meets = degrees(peers);
  const all = Array.from(asns, (_asn, v) => v);
  const stubs = all.filter((v) => sells[v] === 0);
  const transit = all.filter((v) => sells[v] > 0);
  const mean = (list: readonly number[], of: Int32Array) => list.reduce((sum, v) => sum + of[v], 0) / list.length;
  const sorted = (of: Int32Array) => of.slice().sort();
  const at = (values: ArrayLike<number>, share: number) =>
    values[Math.min(values.length - 1, Math.floor(share * values.length))];
  const ends = (of: Int32Array): [number, number, number] => {
    const values = sorted(of);
    return [at(values, 0.9), at(values, 0.99), at(values, 0.999)];
  };
  const ofTop = (of: Int32Array) => {
    const values = sorted(of).reverse();
    const top = values.subarray(0, Math.ceil(n / 100)).reduce((sum, each) => sum + each, 0);
    return top / values.reduce((sum, each) => sum + each, 0);
  };
  // Cones of at most 2,000 transit ASes, sampled evenly in descending order of customers: all of them would take minutes.
  const bySize = transit.slice().sort((a, b) => sells[b] - sells[a] || a - b);
  const step = Math.ceil(bySize.length / 2000);
  const sampled = bySize.filter((_v, i) => i % step === 0);
  const cones = coneSizes(customers, sampled).sort();
  const largest = Math.max(...coneSizes(customers, bySize.slice(0, 100)));
  return {
    ases: n,
    links,
    stubs: stubs.length / n,
    multihomedStubs: stubs.filter((v) => buys[v] > 1).length / stubs.length,
    providersPerStub: mean(stubs, buys),
    providersPerTransit: mean(transit, buys),
    peeringAses: meets.filter((each) => each > 0).length / n,
    peeringsPerAs: peers.targets.length / 2 / n,
    mostCustomers: at(sorted(sells), 1) / n,
    mostPeers: at(sorted(meets), 1) / n,
    customersOfTop: ofTop(sells),
    peersOfTop: ofTop(meets),
    customers: ends(sells),
    peers: ends(meets),
    cones: [at(cones, 0.5), at(cones, 0.9), largest / n],
    top: transit.filter((v) => buys[v] === 0).length,
  };
}

const degrees = ({ offsets }: Adjacency) =>
  Int32Array.from({ length: offsets.length - 1 }, (_none, v) => offsets[v + 1] - offsets[v]);

/** Size of the customer cone of each AS given: a search downwards from each. */
function coneSizes({ offsets, targets }: Adjacency, of: readonly number[]): Int32Array {
  const seen = new Int32Array(offsets.length - 1).fill(-1);
  const stack: number[] = [];
  return Int32Array.from(of, (root) => {
    let size = 0;
    stack.push(root);
    seen[root] = root;
    while (stack.length > 0) {
      const v = stack.pop()!;
      size++;
      for (let i = offsets[v]; i < offsets[v + 1]; i++) {
        if (seen[targets[i]] === root) continue;
        seen[targets[i]] = root;
        stack.push(targets[i]);
      }
    }
    return size;
  });
}
