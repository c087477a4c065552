// The links of an AS graph as columns: what a reader fills and `compile` indexes. ASes get provisional numbers in order of
// appearance, through a hash table of typed arrays: a Map of 80,000 ASNs would cost ten times the time and memory.

export const PROVIDER_CUSTOMER = -1;
export const PEER = 0;

/** Link i joins ASNs a[i] and b[i]; kind -1: a is the provider of b; kind 0: they peer (CAIDA's own code). */
export interface LinkColumns {
  readonly a: Uint32Array;
  readonly b: Uint32Array;
  readonly kind: Int8Array;
  readonly length: number;
}

/** Columns that grow as links are pushed. */
export interface GrowingColumns extends LinkColumns {
  push(a: number, b: number, kind: number): void;
}

export function growingColumns(capacity = 1 << 16): GrowingColumns {
  let a = new Uint32Array(capacity);
  let b = new Uint32Array(capacity);
  let kind = new Int8Array(capacity);
  let length = 0;
  const grow = () => {
    const larger = length * 2;
    const copyInto = <T extends Uint32Array | Int8Array>(to: T, from: T) => (to.set(from), to);
    a = copyInto(new Uint32Array(larger), a);
    b = copyInto(new Uint32Array(larger), b);
    kind = copyInto(new Int8Array(larger), kind);
  };
  return {
    get a() {
      return a.subarray(0, length);
    },
    get b() {
      return b.subarray(0, length);
    },
    get kind() {
      return kind.subarray(0, length);
    },
    get length() {
      return length;
    },
    push(from, to, relationship) {
      if (length === a.length) grow();
      a[length] = from;
      b[length] = to;
      kind[length++] = relationship;
    },
  };
}

/** Numbers ASNs 0, 1, 2... by rising ASN. `ends` are the columns to number; the answer has one number for each entry of each. */
export function numberAsns(...ends: Uint32Array[]): { asns: Uint32Array; numbers: Int32Array[] } {
  const total = ends.reduce((sum, column) => sum + column.length, 0);
  let bits = 10;
  while (1 << bits < Math.min(total, 1 << 20) * 2) bits++;
  let slots = new Int32Array(1 << bits);
  const seen: number[] = [];
  const slotOf = (asn: number) => Math.imul(asn, 0x9e3779b1) >>> (32 - bits);
  const insert = (asn: number): number => {
    let slot = slotOf(asn);
    for (let at = slots[slot]; at !== 0; at = slots[slot]) {
      if (seen[at - 1] === asn) return at - 1;
      slot = (slot + 1) & (slots.length - 1);
    }
    seen.push(asn);
    slots[slot] = seen.length;
    if (seen.length * 2 > slots.length) {
      slots = new Int32Array(1 << ++bits);
      seen.forEach((each, i) => {
        let free = slotOf(each);
        while (slots[free] !== 0) free = (free + 1) & (slots.length - 1);
        slots[free] = i + 1;
      });
    }
    return seen.length - 1;
  };
  const numbers = ends.map((column) => {
    const out = new Int32Array(column.length);
    for (let i = 0; i < column.length; i++) out[i] = insert(column[i]);
    return out;
  });
  const asns = Uint32Array.from(seen).sort();
  const rank = new Int32Array(seen.length);
  for (let i = 0; i < asns.length; i++) rank[insert(asns[i])] = i;
  for (const column of numbers) for (let i = 0; i < column.length; i++) column[i] = rank[column[i]];
  return { asns, numbers };
}
