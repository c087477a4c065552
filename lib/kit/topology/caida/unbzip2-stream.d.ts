// The two files of unbzip2-stream 1.4.3 that do the work; the package's own types cover only its Node stream.
declare module "unbzip2-stream/lib/bit_iterator.js" {
  type ReadBits = ((bits: number | null) => number) & { bytesRead: number };
  export default function bitIterator(nextBuffer: () => Uint8Array): ReadBits;
}
declare module "unbzip2-stream/lib/bzip2.js" {
  type ReadBits = ((bits: number | null) => number) & { bytesRead: number };
  const bzip2: {
    /** @returns the block size in units of 100,000 bytes */
    header(bits: ReadBits): number;
    /** @returns the stream's checksum so far; null at its end */
    decompress(
      bits: ReadBits,
      write: (byte: number) => void,
      block: Int32Array,
      size: number,
      crc: number,
    ): number | null;
  };
  export default bzip2;
}
