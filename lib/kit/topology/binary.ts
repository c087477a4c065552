// A compact file of our own for a compiled AS graph: ASNs and neighbour lists as differences in variable-length bytes (LEB128),
// customers and higher-numbered peers only, because the rest follows. A CAIDA graph takes about 1 MB. It is read by few long
// loops, which the compiler of a fresh process optimises sooner than many short ones.
import { completeRows } from "./compile.js";
import type { CompiledAsGraph } from "./compiled.js";

/** "ASG", then the version. */
const MAGIC = [0x41, 0x53, 0x47, 0x02];

/** Thrown for bytes that are not such a file, or only a part of it. */
export class AsGraphFileError extends Error {
  override readonly name = "AsGraphFileError";
  constructor(problem: string, file: string, offset: number) {
    super(`${file}: ${problem} (at byte ${offset}). Generate the file again.`);
  }
}

/**
 * The graph's ASes and links as bytes; geography and attributes are not kept.
 * @example encodeAsGraph(small).length // 31
 */
export function encodeAsGraph({ asns, customers, peers, links }: CompiledAsGraph): Uint8Array {
  const bytes: number[] = [...MAGIC];
  const write = (value: number) => {
    for (; value >= 128; value = Math.floor(value / 128)) bytes.push((value % 128) + 128);
    bytes.push(value);
  };
  write(asns.length);
  write(links);
  asns.forEach((asn, i) => write(i === 0 ? asn : asn - asns[i - 1] - 1));
  const writeRow = (row: Int32Array) => {
    write(row.length);
    let before = -1;
    for (const target of row) {
      write(target - before - 1);
      before = target;
    }
  };
  for (let v = 0; v < asns.length; v++) {
    writeRow(customers.targets.subarray(customers.offsets[v], customers.offsets[v + 1]));
    const row = peers.targets.subarray(peers.offsets[v], peers.offsets[v + 1]);
    writeRow(row.filter((peer) => peer > v));
  }
  const checksum = fnv1a(Uint8Array.from(bytes), bytes.length);
  for (let shift = 0; shift < 32; shift += 8) bytes.push((checksum >>> shift) & 255);
  return Uint8Array.from(bytes);
}

/**
 * Whether bytes begin like a file of this format.
 * @example isEncodedAsGraph(encodeAsGraph(small)) // true
 */
export const isEncodedAsGraph = (bytes: Uint8Array): boolean => MAGIC.every((byte, i) => bytes[i] === byte);

/**
 * Reads the bytes that encodeAsGraph writes.
 * @example decodeAsGraph(encodeAsGraph(small)).asns.length // 5
 * @throws AsGraphFileError for bytes of another kind, truncated or changed
 */
export function decodeAsGraph(bytes: Uint8Array, file = "AS graph"): CompiledAsGraph {
  const fail = (problem: string): never => {
    throw new AsGraphFileError(problem, file, at);
  };
  let at = 0;
  if (!isEncodedAsGraph(bytes)) fail("Expected an AS graph of version 2");
  const end = bytes.length - 4;
  const stored = end < 4 ? -1 : new DataView(bytes.buffer, bytes.byteOffset).getUint32(end, true);
  if (stored !== fnv1a(bytes, Math.max(end, 0))) fail("The checksum is wrong: the file is truncated or damaged");
  at = MAGIC.length;
  /** A number of several bytes; the loops below handle the one-byte case, because nearly all differences are small. */
  const readLong = (): number => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      if (at >= end || scale > 2 ** 35) fail("A number is longer than the file");
      const byte = bytes[at++];
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  };
  const count = readLong();
  const links = readLong();
  if (count > end || links > end) fail("The counts are larger than the file");
  const asns = new Uint32Array(count);
  for (let i = 0, asn = -1; i < count; i++) {
    asn += 1 + (bytes[at] < 128 && at < end ? bytes[at++] : readLong());
    if (asn < 1 || asn > 0xffffffff) fail("An ASN is out of range");
    asns[i] = asn;
  }
  // Row 2v holds the customers of AS v, row 2v + 1 its peers with higher numbers.
  const offsets = new Int32Array(2 * count + 1);
  const targets = new Int32Array(links);
  let link = 0;
  for (let row = 0; row < 2 * count; row++) {
    let left = bytes[at] < 128 && at < end ? bytes[at++] : readLong();
    if (left > links - link) fail("The file has more links than its header says");
    for (let target = -1; left > 0; left--) {
      target += 1 + (bytes[at] < 128 && at < end ? bytes[at++] : readLong());
      if (target >= count) fail("A neighbour is out of range");
      targets[link++] = target;
    }
    offsets[row + 1] = link;
  }
  if (link !== links || at !== end) fail("The file has fewer links than its header says");
  return completeRows(asns, offsets, targets);
}

/** The hash of Fowler, Noll and Vo (FNV-1a) over words of four bytes, then over the remaining bytes. */
function fnv1a(bytes: Uint8Array, length: number): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const words = length & ~3;
  let hash = 0x811c9dc5;
  for (let i = 0; i < words; i += 4) hash = Math.imul(hash ^ view.getUint32(i, true), 0x01000193);
  for (let i = words; i < length; i++) hash = Math.imul(hash ^ bytes[i], 0x01000193);
  return hash >>> 0;
}
