// Links as columns -> compressed sparse rows. Every row is sorted by laying it out twice: entries that are placed in the
// order of the other end's number arrive sorted, so nothing is ever compared (a counting sort, linear in the links).
import type { Adjacency, CompiledAsGraph } from "./compiled.js";
import { numberAsns, PEER, type LinkColumns } from "./columns.js";

/**
 * Indexes clean links (see clean.ts): no pair twice, no AS its own neighbour.
 * @param alone ASNs that may have no link at all
 * @param numbered keep each entry's link number, for links that carry more than a relationship
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
  const transit = count(kind, (each) => each !== PEER);
  const provider = new Int32Array(transit);
  const customer = new Int32Array(transit);
  const transitLink = new Int32Array(transit);
  const one = new Int32Array(2 * (kind.length - transit));
  const other = new Int32Array(one.length);
  const peerLink = new Int32Array(one.length);
  let t = 0;
  let p = 0;
  for (let i = 0; i < kind.length; i++) {
    if (kind[i] === PEER) {
      one[p] = other[p + 1] = a[i];
      other[p] = one[p + 1] = b[i];
      peerLink[p] = peerLink[p + 1] = i;
      p += 2;
    } else {
      provider[t] = a[i];
      customer[t] = b[i];
      transitLink[t++] = i;
    }
  }
  const unsorted = rows(n, provider, customer, transitLink);
  const providers = transpose(n, unsorted);
  const customers = transpose(n, providers);
  const peers = transpose(n, rows(n, one, other, peerLink));
  const keep = ({ offsets, targets, links }: Adjacency): Adjacency =>
    numbered ? { offsets, targets, links } : { offsets, targets };
  return {
    asns,
    providers: keep(providers),
    customers: keep(customers),
    peers: keep(peers),
    links: kind.length,
  };
}

function count(kind: Int8Array, wanted: (kind: number) => boolean): number {
  let sum = 0;
  for (let i = 0; i < kind.length; i++) if (wanted(kind[i])) sum++;
  return sum;
}

/** Lays entry i, "from[i] has neighbour to[i]", into the row of from[i]; within a row in the order given. */
function rows(n: number, from: Int32Array, to: Int32Array, link: Int32Array): Required<Adjacency> {
  const offsets = new Int32Array(n + 1);
  for (let i = 0; i < from.length; i++) offsets[from[i] + 1]++;
  for (let i = 0; i < n; i++) offsets[i + 1] += offsets[i];
  const next = offsets.slice();
  const targets = new Int32Array(from.length);
  const links = new Int32Array(from.length);
  for (let i = 0; i < from.length; i++) {
    const at = next[from[i]]++;
    targets[at] = to[i];
    links[at] = link[i];
  }
  return { offsets, targets, links };
}

/** The same entries seen from the other end; rows come out sorted, because the ends are visited by rising number. */
function transpose(n: number, { offsets, targets, links }: Required<Adjacency>): Required<Adjacency> {
  const flipped = new Int32Array(n + 1);
  for (let i = 0; i < targets.length; i++) flipped[targets[i] + 1]++;
  for (let i = 0; i < n; i++) flipped[i + 1] += flipped[i];
  const next = flipped.slice();
  const ends = new Int32Array(targets.length);
  const numbers = new Int32Array(targets.length);
  for (let v = 0; v < n; v++)
    for (let i = offsets[v]; i < offsets[v + 1]; i++) {
      const at = next[targets[i]]++;
      ends[at] = v;
      numbers[at] = links[i];
    }
  return { offsets: flipped, targets: ends, links: numbers };
}
