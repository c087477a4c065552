// Entry of the unpacker (dist/live-unpacker.js): a worker that unpacks the runtime, which takes 0.2 s and must not hold the page up,
// the notebook and the editor.
// Plain JavaScript, because the types of the package are its sources, which would be compiled with ours.
/* global addEventListener, postMessage */
import { decompress } from "lzma1";

addEventListener("message", ({ data }) => {
  const { buffer } = decompress(new Uint8Array(data));
  postMessage(buffer, { transfer: [buffer] });
});
