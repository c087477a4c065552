// A route as one number, so that the better of two is the smaller: its class, the length of its path, the number of the neighbour
// it came from, its announcement. The cells of four prefixes at one AS stand side by side, in the AS's row (twins.ts). The innermost loops over them.
import type { Adjacency } from "../../../../topology/index.js";
import type { Descent } from "./descent.js";
import { CLASS, CUSTOMER_HOP } from "./key.js";
import { bitsFor, type Columns } from "./phase-result.js";
import type { Twins } from "./twins.js";

/** Cells of a row. */
export const LANES = 4;
/** More than every cell; its announcement reads as -1. */
export const NONE = 0x7fffffff;
const CLASS_AT = 29;
export const FROM_PEER = 1 << CLASS_AT;
export const FROM_PROVIDER = 2 << CLASS_AT;

/** Where the parts of a cell begin below its class, and their masks. The announcement is at its end. */
export interface Layout {
  readonly neighbourAt: number;
  readonly numbers: number;
  readonly lengthAt: number;
  readonly lengths: number;
  readonly announcements: number;
}

/** @param announcements the most that a prefix has */
export function layoutFor({ bits }: Descent, announcements: number): Layout {
  const neighbourAt = bitsFor(announcements - 1) + 1;
  const lengthAt = neighbourAt + bits;
  const lengths = 2 ** Math.max(CLASS_AT - lengthAt, 0) - 1;
  return { neighbourAt, numbers: (1 << bits) - 1, lengthAt, lengths, announcements: (1 << neighbourAt) - 1 };
}

/** Whether the lengths of paths that start with this one fit into cells. */
export const fitsCells = ({ depth }: Descent, longest: number, { lengths }: Layout): boolean =>
  (longest + depth + 2) * CUSTOMER_HOP < lengths;

/** Class and length, as in key.ts. */
export const keyIn = (cell: number, { lengthAt, lengths }: Layout): number =>
  (cell >> CLASS_AT) * CLASS + ((cell >> lengthAt) & lengths);

export const announcementIn = (cell: number, { neighbourAt }: Layout): number =>
  (cell << (32 - neighbourAt)) >> (32 - neighbourAt);

/** Offers a route to a row of neighbours, which are given by the rows of their cells. `offers` holds the best of one prefix by row. */
export function offerToRow({ offsets, targets }: Adjacency, teller: number, offer: number, offers: Int32Array): void {
  for (let i = offsets[teller], end = offsets[teller + 1]; i < end; i++)
    if (offer < offers[targets[i]]) offers[targets[i]] = offer;
}

/**
 * Fills in the cells of each row: the best of what its peers and its providers export.
 * @param offers of each prefix, what peers export
 * @param exported by number of an AS with customers, what it exports to them; this function fills it in
 * @param adjust called for each row of an AS with customers
 */
export function settleCells(
  { rows: { offsets, senders }, numbers }: Twins,
  [ofA, ofB, ofC, ofD]: readonly Int32Array[],
  cells: Int32Array,
  exported: Int32Array,
  { lengthAt, lengths, neighbourAt, announcements }: Layout,
  adjust: (row: number) => void,
): void {
  const hop = FROM_PROVIDER + (CUSTOMER_HOP << lengthAt);
  const kept = (lengths << lengthAt) | announcements;
  for (let row = 0; row < offsets.length - 1; row++) {
    const at = LANES * row;
    let a = ofA[row];
    let b = ofB[row];
    let c = ofC[row];
    let d = ofD[row];
    for (let i = offsets[row], end = offsets[row + 1]; i < end; i++) {
      const from = LANES * senders[i];
      a = Math.min(a, exported[from]);
      b = Math.min(b, exported[from + 1]);
      c = Math.min(c, exported[from + 2]);
      d = Math.min(d, exported[from + 3]);
    }
    cells[at] = a;
    cells[at + 1] = b;
    cells[at + 2] = c;
    cells[at + 3] = d;
    if (row >= numbers.length) continue;
    const to = LANES * numbers[row];
    const more = hop + (numbers[row] << neighbourAt);
    exported[to] = a === NONE ? NONE : (a & kept) + more;
    exported[to + 1] = b === NONE ? NONE : (b & kept) + more;
    exported[to + 2] = c === NONE ? NONE : (c & kept) + more;
    exported[to + 3] = d === NONE ? NONE : (d & kept) + more;
    adjust(row);
  }
}

/** For each prefix the announcement that each AS uses; -1 without a route. */
export function announcementsIn(cells: Int32Array, rowOf: Int32Array, { neighbourAt }: Layout): readonly Int16Array[] {
  const lanes = Array.from({ length: LANES }, () => new Int16Array(rowOf.length));
  const [a, b, c, d] = lanes;
  const shift = 32 - neighbourAt;
  for (let v = 0; v < rowOf.length; v++) {
    const at = LANES * rowOf[v];
    a[v] = (cells[at] << shift) >> shift;
    b[v] = (cells[at + 1] << shift) >> shift;
    c[v] = (cells[at + 2] << shift) >> shift;
    d[v] = (cells[at + 3] << shift) >> shift;
  }
  return lanes;
}

/** Class and length, and the neighbour, of the route of each AS in one prefix: what `key` and `via` hold (phase-result.ts). */
export function readColumns(
  cells: Int32Array,
  lane: number,
  rowOf: Int32Array,
  byNumber: Int32Array,
  announcement: Int16Array,
  { lengthAt, lengths, neighbourAt, numbers }: Layout,
  { key, via, bits }: Columns,
): void {
  for (let v = 0; v < rowOf.length; v++) {
    const cell = cells[LANES * rowOf[v] + lane];
    if (cell === NONE) continue;
    key[v] = (cell >> CLASS_AT) * CLASS + ((cell >> lengthAt) & lengths);
    via[v] = (announcement[v] << bits) | byNumber[(cell >> neighbourAt) & numbers];
  }
}
