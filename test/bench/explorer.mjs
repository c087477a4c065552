// An explorer's redraw (DESIGN section 8): the largest one, 2,000 ASes on a world map, in Node without the picture and in
// Chromium with it, up to the layout. And a step of routes that settle, a server that fails, a site that is ticked. Rows of
// Chromium only where it is installed.
/* global document, requestAnimationFrame, performance, Event -- moveAndTime runs in the page */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { figureCss } from "../../lib/kit/dist/figures/index.js";
import { explorerCss, renderExplorer } from "../../lib/course/dist/explorers/index.js";
import { bestK } from "../../lib/course/dist/explorers/best-k/index.js";
import { hashTable } from "../../lib/course/dist/explorers/hash-table/index.js";
import { knobs, turnKnobs } from "../../lib/course/dist/explorers/knobs/explorer.js";
import { prepareProps } from "../../lib/course/dist/explorers/index.js";
import { defineAsGraph } from "../../lib/kit/dist/topology/index.js";
import { measure, row } from "./measure.mjs";

const chromiumPath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const bundle = fileURLToPath(new URL("../../lib/course/dist/browser.js", import.meta.url));

const knobsProps = {
  sites: { A: { city: "Los Angeles" }, B: { city: "Frankfurt" }, C: { city: "Singapore" }, D: { city: "Sao Paulo" } },
  internet: { ases: 2000, seed: 7 },
};
const pairs = [[10, 30], [10, 40], [20, 50], [30, 60], [60, 64500], [50, 64500]]; // prettier-ignore
const settleProps = {
  topology: defineAsGraph({
    ases: [10, 20, 30, 40, 50, 60, 64500].map((asn) => ({ asn })),
    links: [{ peers: [10, 20] }, { peers: [10, 50] }, ...pairs.map(([provider, customer]) => ({ provider, customer }))],
  }),
  announcements: [
    { site: "A", origin: 64500, neighbours: [60] },
    { site: "B", origin: 64500, neighbours: [50] },
  ],
  clients: [60, 40, 20],
};

export async function explorerRows() {
  const scenario = knobs.read(JSON.parse(prepareProps("knobs", knobsProps)));
  const first = knobs.initial(scenario);
  const apart = { "B-announced": "with NO_EXPORT" };
  const turn = (more) => (i) => ({ ...first, "A-prepend": i % 6, ...more });
  const routes = (state) => (i) => turnKnobs(scenario, state(i));
  const drawn = (state) => (i) => {
    const { figures, parts } = knobs.patch(scenario, state(i), "bench");
    return figures.map(({ html }) => html).join("") + [...parts.values()].join("");
  };
  const options = { runs: 100, warmUp: 40, graph: "generated 2,000" };
  const rows = [
    measure("an explorer's routes and catchment, 4 sites, 2,000 ASes", routes(turn()), { ...options, target: 6 }),
    measure("an explorer's redraw: prepend at a site, 2,000 ASes", drawn(turn()), { ...options, target: 16 }),
    measure("an explorer's redraw: the same where a community lets every router decide", drawn(turn(apart)), options),
  ];
  rows.push(...smallRows());
  return existsSync(chromiumPath) ? [...rows, ...(await redraws())] : rows;
}

/** Of 10,000 flows under all schemes the first time a group changes so, and again; of all choices of thirteen sites. */
function smallRows() {
  const read = (explorer) => explorer.read(JSON.parse(prepareProps(explorer.name, {})));
  const flows = read(hashTable);
  const dead = { ...hashTable.initial(flows), servers: 8 };
  const kill = (i) => ({ ...dead, change: "ABCDEFGH"[i % 8] });
  const others = Array.from({ length: 40 }, () => read(hashTable)); // each has drawn one change, and nothing else
  for (const each of others) hashTable.render(each, dead, "bench");
  const fresh = (i) => hashTable.render(others[i], kill(1 + (i % 7)), "bench");
  const sites = read(bestK);
  const cities = sites.table.cities.map((city) => city.toLowerCase().replace(" ", "-"));
  const tick = (i) => ({ ...bestK.initial(sites), [cities[i % 13]]: i % 2 ? "on" : "off" });
  return [
    measure("an explorer's redraw: one of 8 servers fails, 6 schemes, for the first time", fresh, {
      target: 16,
      runs: 30,
    }),
    measure("an explorer's redraw: the same again", (i) => hashTable.render(flows, kill(i), "bench"), { target: 16 }),
    measure("an explorer's redraw: a site is ticked", (i) => bestK.render(sites, tick(i), "bench"), { target: 16 }),
  ];
}

async function redraws() {
  const folder = mkdtempSync(join(tmpdir(), "anycast-bench-"));
  const browser = await chromium.launch({
    executablePath: chromiumPath,
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
  });
  try {
    const lesson4 = ["protocols", "path-mtu", "break-probability"].map((name) => renderExplorer(name, {}));
    const body =
      renderExplorer("knobs", knobsProps) +
      renderExplorer("convergence", settleProps) +
      renderExplorer("designs", { design: "GeoDNS" }) +
      renderExplorer("designs", { design: "GeoDNS", dead: "F" }, { id: "failed" }) +
      renderExplorer("resolver-error", {}) +
      renderExplorer("add-a-site", {}) +
      lesson4.join("");
    const file = join(folder, "explorers.html");
    const head = `<meta charset="utf-8"><style>${figureCss}${explorerCss}</style>`;
    writeFileSync(file, `<!doctype html>${head}<body>${body}<script>${readFileSync(bundle, "utf8")}</script></body>`);
    const page = await browser.newPage({ viewport: { width: 1000, height: 900 } });
    await page.goto(pathToFileURL(file).href);
    const times = async (selector, values) =>
      Float64Array.from(await page.evaluate(moveAndTime, { selector, values })).sort();
    const moments = Array.from({ length: 80 }, (_, i) => 10 * ((7 * i) % 100));
    // Every MTU once: what is simulated already is not simulated again.
    const mtus = Array.from({ length: 46 }, (_, i) => 600 + 20 * ((19 * i) % 46));
    return [
      row("an explorer's redraw on 2,000 ASes, Chromium, script and layout", await times('[name="A-prepend"]'), {
        target: 16,
        graph: "generated 2,000",
      }),
      row("a step through routes that settle, Chromium, script and layout", await times('[name="moment"]'), {
        target: 16,
      }),
      row("three ladders of a route change, simulated and drawn, Chromium", await times('[name="movesAt"]', moments), {
        target: 16,
      }),
      row("path MTU: 48 downloads simulated and drawn, Chromium", await times('[name="mtu"]', mtus), { target: 16 }),
      row("break probability: connections counted once and drawn, Chromium", await times('[name="rate"]'), {
        target: 16,
      }),
      row("designs: DNS errs more, all designs again, Chromium", await times('#designs [name="errors"]'), {
        target: 16,
      }),
      row("designs: time passes after a failure, Chromium", await times('#failed [name="seconds"]'), { target: 16 }),
      row("resolver-error: DNS errs more, Chromium", await times('#resolver-error [name="rate"]'), { target: 16 }),
      row("add-a-site: another site, Chromium", await times("#add-a-site [data-ak-buttons] button"), { target: 16 }),
    ];
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** In the page: moves a slider, or presses one button after the other, again and again, and times its frame up to the layout. */
async function moveAndTime({ selector, values }) {
  const [input, ...others] = document.querySelectorAll(selector);
  const times = [];
  for (let i = 0; i < (values?.length ?? 80); i++) {
    const drawn = new Promise((done) => {
      // The explorer asks for its frame when it hears of the move; the callback before it starts the watch.
      requestAnimationFrame(() => {
        const start = performance.now();
        const step = Number(input.step) || 1;
        const next = values?.[i] ?? (step * (i + 1)) % (Number(input.max) + step);
        if (input.type === "range") input.value = String(next);
        const real = globalThis.requestAnimationFrame;
        globalThis.requestAnimationFrame = (draw) => draw(performance.now());
        if (input.type === "range") input.dispatchEvent(new Event("input", { bubbles: true }));
        else document.querySelectorAll(selector)[i % (others.length + 1)].click();
        globalThis.requestAnimationFrame = real;
        document.body.getBoundingClientRect();
        done(performance.now() - start);
      });
    });
    const ms = await drawn;
    if (i >= 20) times.push(ms);
  }
  return times;
}
