// `npm run bench`: prints one JSON array, a row per piece of work. The library must be built.
import { cpus } from "node:os";
import { anycastRows } from "./anycast.mjs";
import { classroomRows } from "./classroom.mjs";
import { convergenceRows } from "./convergence.mjs";
import { designRows } from "./designs.mjs";
import { explorerRows } from "./explorer.mjs";
import { kernelRows } from "./kernel.mjs";
import { pageRows } from "./page.mjs";
import { playgroundRows } from "./playground.mjs";
import { routingRows } from "./routing.mjs";
import { spfRows } from "./spf.mjs";
import { trafficRows } from "./traffic.mjs";

const rows = [
  ...(await routingRows()),
  ...convergenceRows(),
  ...trafficRows(),
  ...anycastRows(),
  ...designRows(),
  ...(await explorerRows()),
  ...(await playgroundRows()),
  ...spfRows(),
  ...(await kernelRows()),
  ...(await pageRows()),
  ...classroomRows(),
];
const machine = { node: process.versions.node, cpu: cpus()[0]?.model, cores: cpus().length };
console.log(JSON.stringify({ machine, rows }, undefined, 1));
