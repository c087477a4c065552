// The row of DESIGN section 8 on routing in a browser: the library bundled into a page, the full graph decoded there, and the same
// work as in Node. Left out, with the reason in the row, where there is no Chromium.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { chromium } from "playwright-core";
import { row } from "./measure.mjs";

const chromiumPath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const chromiumFlags = ["--no-sandbox", "--disable-gpu", "--disable-quic"];

/** What runs in the page: floor, solve and update in turn; times in ms, sorted. */
const inPage = `
import { steadyState, updateState } from "./routing/bgp/index.js";
import { decodeAsGraph } from "./topology/binary.js";

globalThis.measure = (base64, sites, runs, warmUp) => {
  const start = performance.now();
  const graph = decodeAsGraph(Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)));
  const decoded = performance.now() - start;
  const n = graph.asns.length;
  const ones = new Int32Array(n).fill(1);
  const state = steadyState({ topology: graph, announcements: sites });
  const works = [
    () => {
      let sum = 0;
      for (const { offsets, targets } of [graph.providers, graph.customers, graph.peers])
        for (let v = 0; v < n; v++) for (let i = offsets[v]; i < offsets[v + 1]; i++) sum += ones[targets[i]];
      return sum;
    },
    () => steadyState({ topology: graph, announcements: sites }),
    (i) => updateState(state, { withdraw: [sites[i % sites.length].site] }),
  ];
  const times = works.map(() => []);
  for (let i = 0; i < warmUp + runs; i++)
    works.forEach((work, w) => {
      const from = performance.now();
      work(i);
      if (i >= warmUp) times[w].push(performance.now() - from);
    });
  return { decoded, times: times.map((each) => each.sort((a, b) => a - b)) };
};`;

export async function browserRows(compact, sites) {
  if (!existsSync(chromiumPath)) return [{ name: "in Chromium", skipped: `there is no ${chromiumPath}` }];
  const resolveDir = fileURLToPath(new URL("../../lib/kit/dist", import.meta.url));
  const { outputFiles } = await build({
    stdin: { contents: inPage, resolveDir },
    bundle: true,
    write: false,
    minify: true,
    format: "iife",
    target: "es2022",
    logLevel: "error",
  });
  const browser = await chromium.launch({ executablePath: chromiumPath, args: chromiumFlags });
  try {
    const page = await browser.newPage();
    await page.setContent("<!doctype html><title>Benchmark</title>");
    await page.evaluate(outputFiles[0].text);
    const base64 = Buffer.from(compact).toString("base64");
    const { decoded, times } = await page.evaluate(
      ([bytes, announcements]) => globalThis.measure(bytes, announcements, 120, 30),
      [base64, sites],
    );
    const floor = times[0][Math.floor(times[0].length / 2)];
    const browserVersion = browser.version();
    const rowOf = (name, sorted, more) => {
      const made = row(name, sorted, { ...more, browser: browserVersion });
      return { ...made, floors: Math.round((100 * made.median) / floor) / 100 };
    };
    return [
      row("in Chromium: decode the compact file, once", [decoded], { browser: browserVersion }),
      row("in Chromium: floor, touch every adjacency once", times[0], { browser: browserVersion }),
      rowOf("in Chromium: one anycast prefix, eight sites, full graph", times[1], { target: 20, targetFloors: 1.5 }),
      rowOf("in Chromium: withdraw one of eight sites", times[2]),
    ];
  } finally {
    await browser.close();
  }
}
