// What other pages use of a live page: how its packed scripts are unpacked.
export { scriptUrl } from "./unpack.js";
