// The bytes that an application has written to a connection, as a persistent append-only value. TCP and QUIC take their
// segments from it. A single growing string would be copied for each segment after each write.
import { firstAtLeast } from "../topology/index.js";

/** What has been written so far. A later value shares the pieces of an earlier one, which uses only its first `count`. */
export interface Written {
  /** Total bytes. */
  readonly length: number;
  readonly count: number;
  readonly pieces: readonly string[];
  /** Where each piece ends, bytes from the start. */
  readonly ends: readonly number[];
}

export const NOTHING_WRITTEN: Written = { length: 0, count: 0, pieces: [], ends: [] };

/** Appends `data`. Takes time proportional to `data`; the old value is unchanged. */
export function append(before: Written, data: string): Written {
  if (data.length === 0) return before;
  const { count } = before;
  // The next piece may go to the shared list unless another continuation of the same value, or the empty one, has taken the place.
  const isFree = count > 0 && before.pieces.length === count;
  const pieces = (isFree ? before.pieces : before.pieces.slice(0, count)) as string[];
  const ends = (isFree ? before.ends : before.ends.slice(0, count)) as number[];
  const length = before.length + data.length;
  pieces.push(data);
  ends.push(length);
  return { length, count: count + 1, pieces, ends };
}

/** Bytes `from` to `to`, as far as written. */
export function writtenPart({ count, pieces, ends }: Written, from: number, to: number): string {
  let part = "";
  for (let i = firstAtLeast(ends, from + 1, 0, count); i < count && from < to; i++) {
    const start = ends[i] - pieces[i].length;
    part += pieces[i].slice(from - start, to - start);
    from = ends[i];
  }
  return part;
}
