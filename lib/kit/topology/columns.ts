// The links of an AS graph as columns: filled by a reader and indexed by `compile`. ASes get provisional numbers in order of
// appearance, through a hash table of typed arrays: a Map of 80,000 ASNs would take ten times the time and memory.

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

/**
 * Columns of links that grow as links are added.
 * @example compileColumns(((columns) => (columns.push(10, 30, PROVIDER_CUSTOMER), columns))(growingColumns())).links // 1
 * @param capacity initial capacity in links
 */
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

/** Numbers ASNs 0, 1, 2... by ascending ASN. `ends` are the columns to number; the result has one number for each entry of each. */
export function numberAsns(...ends: Uint32Array[]): { asns: Uint32Array; numbers: Int32Array[] } {
  const table = asnTable();
  const numbers = ends.map((column) => {
    const out = new Int32Array(column.length);
    for (let i = 0; i < column.length; i++)
      out[i] = i > 0 && column[i] === column[i - 1] ? out[i - 1] : table.number(column[i]);
    return out;
  });
  const asns = table.seen().sort();
  const rank = new Int32Array(asns.length);
  for (let i = 0; i < asns.length; i++) rank[table.number(asns[i])] = i;
  for (const column of numbers) for (let i = 0; i < column.length; i++) column[i] = rank[column[i]];
  return { asns, numbers };
}

/** A hash table with open addressing: ASN -> its number in order of appearance. */
function asnTable() {
  let bits = 10;
  let slots = new Int32Array(1 << bits); // number + 1; 0 is free
  let seen = new Uint32Array(1 << (bits - 1));
  let count = 0;
  const slotOf = (asn: number): number => {
    const mask = slots.length - 1;
    let slot = Math.imul(asn, 0x9e3779b1) >>> (32 - bits);
    while (slots[slot] !== 0 && seen[slots[slot] - 1] !== asn) slot = (slot + 1) & mask;
    return slot;
  };
  const grow = () => {
    slots = new Int32Array(1 << ++bits);
    const larger = new Uint32Array(1 << (bits - 1));
    larger.set(seen);
    seen = larger;
    for (let i = 0; i < count; i++) slots[slotOf(seen[i])] = i + 1;
  };
  return {
    number(asn: number): number {
      const slot = slotOf(asn);
      if (slots[slot] !== 0) return slots[slot] - 1;
      seen[count++] = asn;
      slots[slot] = count;
      if (count === seen.length) grow();
      return count - 1;
    },
    seen: () => seen.slice(0, count),
  };
}
