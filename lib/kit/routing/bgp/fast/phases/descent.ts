// An order of ASes in which each stands after its providers, laid out for the last phase (down.ts). Built once per topology.
import type { CompiledAsGraph } from "../../../../topology/index.js";
import { bitsFor } from "./phase-result.js";

/** ASes and their providers, row after row. */
export interface ProviderRows {
  readonly ases: Int32Array;
  /** The providers of ases[k], by their numbers as sellers, are the entries offsets[k] .. offsets[k + 1] - 1 of `senders`. */
  readonly offsets: Int32Array;
  readonly senders: Int32Array;
}

export interface Descent {
  /** ASes with customers, each after its providers. */
  readonly sellers: ProviderRows;
  /** ASes without, by ascending number of providers: the processor can then predict where a row ends. */
  readonly stubs: ProviderRows;
  /** By AS, the number of a seller: by rank, so that the lower number wins among equals. */
  readonly numberOf: Int32Array;
  /** By number of a seller, the AS. */
  readonly byNumber: Int32Array;
  /** How many bits such a number takes. */
  readonly bits: number;
  /** The most links from an AS down to another. */
  readonly depth: number;
  /** Scratch memory by number of the seller: what it exports to its customers, and the cell `via` of a customer that uses it. */
  readonly told: Int32Array;
  readonly via: Int32Array;
  /** The same by AS index: the best offer of its peers. */
  readonly offers: Int32Array;
}

/** A topology has one array of ranks by ASN, and one by router id. */
const known = new WeakMap<Int32Array, Descent | undefined>();

/** Undefined where ASes are each other's providers. */
export function descentOf(topology: CompiledAsGraph, ranks: Int32Array): Descent | undefined {
  if (!known.has(ranks)) known.set(ranks, findDescent(topology, ranks));
  return known.get(ranks);
}

function findDescent(topology: CompiledAsGraph, ranks: Int32Array): Descent | undefined {
  const { asns, customers, providers } = topology;
  const sorted = sellersFirst(topology);
  if (!sorted) return undefined;
  const { sellers, depth } = sorted;
  const numberOf = new Int32Array(asns.length).fill(-1);
  const byNumber = Int32Array.from(sellers).sort((a, b) => ranks[a] - ranks[b]);
  byNumber.forEach((v, number) => (numberOf[v] = number));
  const count = (v: number) => providers.offsets[v + 1] - providers.offsets[v];
  const stubs = Array.from(asns, (_asn, v) => v).filter((v) => customers.offsets[v] === customers.offsets[v + 1]);
  stubs.sort((a, b) => count(a) - count(b) || a - b);
  const rowsOf = (ases: readonly number[]): ProviderRows => {
    const senders: number[] = [];
    const offsets = new Int32Array(ases.length + 1);
    ases.forEach((v, k) => {
      for (let at = providers.offsets[v]; at < providers.offsets[v + 1]; at++)
        senders.push(numberOf[providers.targets[at]]);
      offsets[k + 1] = senders.length;
    });
    return { ases: Int32Array.from(ases), offsets, senders: Int32Array.from(senders) };
  };
  return {
    sellers: rowsOf(sellers),
    stubs: rowsOf(stubs),
    numberOf,
    byNumber,
    bits: bitsFor(sellers.length),
    depth,
    told: new Int32Array(sellers.length),
    via: new Int32Array(sellers.length),
    offers: new Int32Array(asns.length),
  };
}

/** ASes with customers, each after its providers (Kahn 1962); undefined if there is no such order. */
function sellersFirst({ asns, customers: { offsets, targets }, providers }: CompiledAsGraph) {
  const left = Int32Array.from(asns, (_asn, v) => providers.offsets[v + 1] - providers.offsets[v]);
  const above = new Int32Array(asns.length);
  const sells = (v: number) => offsets[v + 1] > offsets[v];
  const sellers = Array.from(asns, (_asn, v) => v).filter((v) => left[v] === 0 && sells(v));
  let depth = 0;
  // The list grows while it is read.
  for (let k = 0; k < sellers.length; k++) {
    const v = sellers[k];
    depth = Math.max(depth, above[v] + 1);
    for (let at = offsets[v]; at < offsets[v + 1]; at++) {
      const customer = targets[at];
      above[customer] = Math.max(above[customer], above[v] + 1);
      if (--left[customer] === 0 && sells(customer)) sellers.push(customer);
    }
  }
  return left.every((count) => count === 0) ? { sellers, depth } : undefined;
}
