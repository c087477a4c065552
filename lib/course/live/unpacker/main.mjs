// Entry of the unpacker (dist/live-unpacker.js): a worker that unpacks the runtime, which takes 0.2 s and must not hold the page up.
// Plain JavaScript, and only the decoder of the package: live-bundle.mjs finds both.
/* global addEventListener, postMessage */
import { Decoder } from "lzma1/decoder";
import { InputBuffer, OutputBuffer } from "lzma1/streams";

addEventListener("message", ({ data }) => {
  const unpacked = new OutputBuffer(data.byteLength * 4);
  new Decoder().decompress(new InputBuffer(new Uint8Array(data)), unpacked);
  const { buffer } = unpacked.toArray();
  postMessage(buffer, { transfer: [buffer] });
});
