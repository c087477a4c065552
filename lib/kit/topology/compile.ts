// Links as columns -> compressed sparse rows. Every row is sorted by building it twice: entries placed in the order of the
// other end's number arrive sorted, without comparisons (a counting sort, linear in the links).
import type { Adjacency, CompiledAsGraph } from "./compiled.js";
import { numberAsns, PEER, type LinkColumns } from "./columns.js";

/**
 * Indexes clean links (see clean.ts): no duplicate pair, no AS its own neighbour.
 * @example compileColumns({ a: Uint32Array.of(10), b: Uint32Array.of(30), kind: Int8Array.of(PROVIDER_CUSTOMER), length: 1 }).links // 1
 * @param columns one entry for each link
 * @param options what else to index
 * @param options.alone ASNs that need not have a link
 * @param options.numbered keep each entry's link number, for links that carry more than a relationship
 */
export function compileColumns(
  columns: LinkColumns,
  { alone = [], numbered = false }: { readonly alone?: readonly number[]; readonly numbered?: boolean } = {},
): CompiledAsGraph {
  const { asns, numbers } = numberAsns(columns.a, columns.b, Uint32Array.from(alone));
  return compileNumbered(asns, numbers[0], numbers[1], columns.kind, numbered);
}

/** The same for links between AS indexes, where `asns` is already sorted. */
export function compileNumbered(
  asns: Uint32Array,
  a: Int32Array,
  b: Int32Array,
  kind: Int8Array,
  numbered: boolean,
): CompiledAsGraph {
  const n = asns.length;
  let transit = 0;
  for (let i = 0; i < kind.length; i++) if (kind[i] !== PEER) transit++;
  const provider = new Int32Array(transit);
  const customer = new Int32Array(transit);
  const transitLink = numbered ? new Int32Array(transit) : undefined;
  const one = new Int32Array(2 * (kind.length - transit));
  const other = new Int32Array(one.length);
  const peerLink = numbered ? new Int32Array(one.length) : undefined;
  let t = 0;
  let p = 0;
  for (let i = 0; i < kind.length; i++) {
    if (kind[i] === PEER) {
      one[p] = other[p + 1] = a[i];
      other[p] = one[p + 1] = b[i];
      if (peerLink) peerLink[p] = peerLink[p + 1] = i;
      p += 2;
    } else {
      provider[t] = a[i];
      customer[t] = b[i];
      if (transitLink) transitLink[t] = i;
      t++;
    }
  }
  const providers = transpose(n, rows(n, provider, customer, transitLink));
  const customers = transpose(n, providers);
  const peers = transpose(n, rows(n, one, other, peerLink));
  return { asns, providers, customers, peers, links: kind.length };
}

/**
 * Completes a graph of which half is given, sorted: row 2v of the targets has the customers of AS v, row 2v + 1 its peers with higher
 * numbers.
 */
export function completeRows(asns: Uint32Array, half: Int32Array, halfTargets: Int32Array): CompiledAsGraph {
  const n = asns.length;
  const sold = new Int32Array(n + 1);
  const bought = new Int32Array(n + 1);
  const met = new Int32Array(n + 1);
  for (let v = 0; v < n; v++) {
    const end = half[2 * v + 1];
    const last = half[2 * v + 2];
    sold[v + 1] = end - half[2 * v];
    met[v + 1] += last - end;
    for (let i = half[2 * v]; i < end; i++) bought[halfTargets[i] + 1]++;
    for (let i = end; i < last; i++) met[halfTargets[i] + 1]++;
  }
  for (let v = 0; v < n; v++) {
    sold[v + 1] += sold[v];
    bought[v + 1] += bought[v];
    met[v + 1] += met[v];
  }
  const customers = new Int32Array(sold[n]);
  const providers = new Int32Array(sold[n]);
  const peers = new Int32Array(met[n]);
  // ASes are visited in ascending order, so the lower peers of each AS are already in place when it adds the higher ones.
  const nextProvider = bought.slice();
  const nextPeer = met.slice();
  for (let v = 0; v < n; v++) {
    const end = half[2 * v + 1];
    let customer = sold[v];
    for (let i = half[2 * v]; i < end; i++) {
      customers[customer++] = halfTargets[i];
      providers[nextProvider[halfTargets[i]]++] = v;
    }
    for (let i = end; i < half[2 * v + 2]; i++) {
      peers[nextPeer[v]++] = halfTargets[i];
      peers[nextPeer[halfTargets[i]]++] = v;
    }
  }
  return {
    asns,
    providers: { offsets: bought, targets: providers },
    customers: { offsets: sold, targets: customers },
    peers: { offsets: met, targets: peers },
    links: halfTargets.length,
  };
}

/** Puts entry i, "from[i] has neighbour to[i]", into the row of from[i]; within a row in the given order. */
function rows(n: number, from: Int32Array, to: Int32Array, link: Int32Array | undefined): Adjacency {
  const { offsets, next } = rowStarts(n, from);
  const targets = new Int32Array(from.length);
  const links = link && new Int32Array(from.length);
  for (let i = 0; i < from.length; i++) {
    const at = next[from[i]]++;
    targets[at] = to[i];
    if (links) links[at] = link[i];
  }
  return links ? { offsets, targets, links } : { offsets, targets };
}

/** The same entries seen from the other end; rows come out sorted, because the ends are visited in ascending order. */
function transpose(n: number, { offsets, targets, links }: Adjacency): Adjacency {
  const { offsets: flipped, next } = rowStarts(n, targets);
  const ends = new Int32Array(targets.length);
  const numbers = links && new Int32Array(targets.length);
  for (let v = 0; v < n; v++)
    for (let i = offsets[v]; i < offsets[v + 1]; i++) {
      const at = next[targets[i]]++;
      ends[at] = v;
      if (numbers) numbers[at] = links[i];
    }
  return numbers ? { offsets: flipped, targets: ends, links: numbers } : { offsets: flipped, targets: ends };
}

function rowStarts(n: number, owners: Int32Array): { offsets: Int32Array; next: Int32Array } {
  const offsets = new Int32Array(n + 1);
  for (let i = 0; i < owners.length; i++) offsets[owners[i] + 1]++;
  for (let i = 0; i < n; i++) offsets[i + 1] += offsets[i];
  return { offsets, next: offsets.slice() };
}
