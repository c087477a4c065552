// `anycast catchment`: who would use which site, on a real AS graph.
import type { Command } from "commander";
import type { BgpAnnouncement, SteadyState, TieBreak } from "../../routing/bgp/index.js";
import { writeWhole } from "../../publish/write-page.js";
import { collectSites, parseTieBreak, siteHelp } from "../site-option.js";

interface Options {
  readonly asRel: string;
  readonly site: readonly BgpAnnouncement[];
  readonly tieBreak: TieBreak;
  readonly json?: boolean;
  readonly paths?: string;
}

export function register(program: Command): void {
  program
    .command("catchment")
    .description("predict which ASes use which site of an anycast prefix")
    .requiredOption(
      "--as-rel <file>",
      "AS relationships: CAIDA serial-1 or serial-2 (plain, gzip, bzip2), or a file of anycast generate",
    )
    .requiredOption("--site <name=asn,...>", siteHelp, collectSites)
    .option(
      "--tie-break <how>",
      "between equally good routes: lowest-asn, router, or all (an AS may use several sites)",
      parseTieBreak,
      "lowest-asn",
    )
    .option("--json", "print JSON instead of a table")
    .option(
      "--paths <file>",
      "write asn,site,as_path: the path as the AS's own router shows it, neighbour first, origin last",
    )
    .addHelpText(
      "after",
      "\nExample:\n  npx anycast catchment --as-rel 20250901.as-rel.txt.bz2 --site A=32408 --site B=395362,prepend=1\n",
    )
    .action(catchment);
}

async function catchment({ asRel, site, tieBreak, json = false, paths }: Options): Promise<void> {
  const { openAsGraph } = await import("../as-graph-file.js");
  const { steadyState } = await import("../../routing/bgp/index.js");
  const { graph, findings, readMs, indexMs } = await openAsGraph(asRel, json);
  const start = performance.now();
  const state = steadyState({ topology: graph, announcements: site, tieBreak });
  const solveMs = performance.now() - start;
  const several = tieBreak === "all" ? await countSeveral(state) : undefined;
  if (paths !== undefined) await writePaths(paths, state);
  const round = (ms: number) => Math.round(ms * 100) / 100;
  const timing = { readMs: round(readMs), indexMs: round(indexMs), solveMs: round(solveMs) };
  if (json) {
    const { reached, catchments } = state;
    const result = { ases: graph.asns.length, links: graph.links, reached, catchments, ...several, timing, findings };
    console.log(JSON.stringify(result));
    return;
  }
  for (const { rule, count } of findings) console.log(`! ${count} x: ${rule}`);
  printTable(state);
  if (several)
    console.log(
      `${number(several.severalSites)} ASes have equally good routes to two sites or more; the table counts them at one.`,
    );
  const seconds = (ms: number) => (ms < 1000 ? `${ms.toFixed(0)} ms` : `${(ms / 1000).toFixed(1)} s`);
  console.log(
    `\n${number(graph.asns.length)} ASes, ${number(graph.links)} links. Read in ${seconds(readMs)}, indexed in ${seconds(indexMs)}, solved in ${seconds(solveMs)}.`,
  );
  if (paths !== undefined) console.log(`Paths are in ${paths}.`);
}

const number = (value: number) => value.toLocaleString("en");

function printTable({ catchments, reached, problem }: SteadyState): void {
  const total = problem.topology.asns.length;
  const rows = Object.entries(catchments).map(([name, count]) => [
    name,
    number(count),
    `${((100 * count) / reached).toFixed(1)} %`,
  ]);
  if (reached < total) rows.push(["(none)", number(total - reached), ""]);
  const table = [["Site", "ASes", "Share"], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...table.map((row) => row[column].length)));
  for (const [name, count, share] of table)
    console.log(`${name.padEnd(widths[0])}  ${count.padStart(widths[1])}  ${share.padStart(widths[2])}`.trimEnd());
}

async function countSeveral(state: SteadyState): Promise<{ severalSites: number }> {
  const { siteSetsOf } = await import("../../routing/bgp/index.js");
  const { words, bits } = siteSetsOf(state);
  let severalSites = 0;
  for (let v = 0; v < state.siteNumbers.length; v++) {
    let sites = 0;
    for (let w = 0; w < words; w++) for (let left = bits[v * words + w]; left !== 0; left &= left - 1) sites++;
    if (sites > 1) severalSites++;
  }
  return { severalSites };
}

async function writePaths(file: string, { problem, solution }: SteadyState): Promise<void> {
  const lines = ["asn,site,as_path"];
  problem.topology.asns.forEach((asn, index) => {
    const route = solution.bestOf(index, 0);
    const name = route && (/[",\n]/.test(route.site) ? `"${route.site.replaceAll('"', '""')}"` : route.site);
    if (route) lines.push(`${asn},${name},${route.path.join(" ")}`);
  });
  await writeWhole(file, lines.join("\n") + "\n");
}
