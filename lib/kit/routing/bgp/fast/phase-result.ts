// The result of the phases for each AS: the key of its route and, in one number, the announcement and the neighbour it came
// from. The innermost loops touch only these two columns.

/** The columns while they are filled. */
export interface Columns {
  /** By AS index. */
  readonly key: Int32Array;
  /** By AS index, announcement << bits | index of the neighbour, which is the AS itself at an origin; -1 without a route. */
  readonly via: Int32Array;
  /** How many bits the index of an AS takes. */
  readonly bits: number;
}

export interface PhaseResult extends Columns {
  /** By AS index; -1 without a route. */
  readonly announcement: Int16Array;
}

export const bitsFor = (ases: number): number => 32 - Math.clz32(ases);

export function resultOf(key: Int32Array, via: Int32Array, bits: number): PhaseResult {
  const announcement = new Int16Array(via.length);
  for (let v = 0; v < via.length; v++) announcement[v] = via[v] >> bits;
  return { key, via, bits, announcement };
}

/** Index of the neighbour an AS's route came from; -1 without a route. */
export const nextOf = ({ via, bits }: Columns, v: number): number => (via[v] < 0 ? -1 : via[v] & ((1 << bits) - 1));
