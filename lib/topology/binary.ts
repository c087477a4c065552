// A compact file of our own for a compiled AS graph: ASNs and neighbour lists as differences in variable-length bytes
// (LEB128), customers and higher-numbered peers only, for the rest follows. A CAIDA graph takes about 1 MB and loads in one pass.
import { completeRows } from "./compile.js";
import type { CompiledAsGraph } from "./compiled.js";

/** "ASG", then the version. */
const MAGIC = [0x41, 0x53, 0x47, 0x01];

/** Thrown where bytes are no such file, or not all of it. */
export class AsGraphFileError extends Error {
  override readonly name = "AsGraphFileError";
  constructor(problem: string, file: string, offset: number) {
    super(`${file}: ${problem} (at byte ${offset}). Make the file again.`);
  }
}

/** The graph's ASes and links as bytes; geography and attributes are not kept. */
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
  const checksum = adler32(bytes, bytes.length);
  for (let shift = 0; shift < 32; shift += 8) bytes.push((checksum >>> shift) & 255);
  return Uint8Array.from(bytes);
}

/** Whether bytes begin like such a file. */
export const isEncodedAsGraph = (bytes: Uint8Array): boolean => MAGIC.every((byte, i) => bytes[i] === byte);

/** @throws AsGraphFileError for bytes of another kind, truncated or changed */
export function decodeAsGraph(bytes: Uint8Array, file = "AS graph"): CompiledAsGraph {
  const fail = (problem: string): never => {
    throw new AsGraphFileError(problem, file, at);
  };
  let at = 0;
  if (!isEncodedAsGraph(bytes)) fail("These bytes are no AS graph of version 1");
  const end = bytes.length - 4;
  const stored = end < 4 ? -1 : new DataView(bytes.buffer, bytes.byteOffset).getUint32(end, true);
  if (stored !== adler32(bytes, Math.max(end, 0))) fail("The checksum is wrong: the file is truncated or damaged");
  at = MAGIC.length;
  const read = (): number => {
    if (at < end && bytes[at] < 128) return bytes[at++]; // nearly all differences are small
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      if (at >= end || scale > 2 ** 35) fail("A number runs past its end");
      const byte = bytes[at++];
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  };
  const count = read();
  const links = read();
  if (count > end || links > end) fail("The counts are larger than the file");
  const asns = new Uint32Array(count);
  for (let i = 0, asn = -1; i < count; i++) {
    asn += read() + 1;
    if (asn < 1 || asn > 0xffffffff) fail("An ASN is out of range");
    asns[i] = asn;
  }
  const transit = { offsets: new Int32Array(count + 1), targets: new Int32Array(links) };
  const peering = { offsets: new Int32Array(count + 1), targets: new Int32Array(links) };
  let sold = 0;
  let met = 0;
  for (let v = 0; v < count; v++) {
    for (let left = read(), target = -1; left > 0; left--) {
      target += read() + 1;
      if (target >= count || sold + met >= links) fail("A neighbour is out of range");
      transit.targets[sold++] = target;
    }
    transit.offsets[v + 1] = sold;
    for (let left = read(), target = -1; left > 0; left--) {
      target += read() + 1;
      if (target >= count || sold + met >= links) fail("A neighbour is out of range");
      peering.targets[met++] = target;
    }
    peering.offsets[v + 1] = met;
  }
  if (sold + met !== links || at !== end) fail("There are fewer links than announced");
  return completeRows(
    asns,
    { ...transit, targets: transit.targets.slice(0, sold) },
    { ...peering, targets: peering.targets.slice(0, met) },
  );
}

/** Adler-32 (RFC 1950, section 8.2). */
function adler32(bytes: ArrayLike<number>, length: number): number {
  let a = 1;
  let b = 0;
  for (let i = 0; i < length;) {
    const stop = Math.min(i + 3800, length);
    for (; i < stop; i++) b += a += bytes[i];
    a %= 65521;
    b %= 65521;
  }
  return ((b << 16) | a) >>> 0;
}
