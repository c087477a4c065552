// `anycast catchment`: predicts which ASes use which site, on a real AS graph.
import type { Command } from "commander";
import type { SteadyState } from "../../routing/bgp/index.js";
import { writeWhole } from "../../files/index.js";
import { inFile } from "../in-file.js";
import { checkOutFiles } from "../out-file.js";
import { comparedText, compareObserved, withObserved, type ObservedOptions } from "../observed-option.js";
import { openQuestion, withQuestion, type QuestionOptions } from "../routing-question.js";
import { afterFirst, columns, number, percent } from "../terminal/index.js";

interface Options extends QuestionOptions, ObservedOptions {
  readonly paths?: string;
}

export function register(program: Command): void {
  const command = program.command("catchment").description("predict which ASes use which site of an anycast prefix");
  withObserved(withQuestion(command))
    .option("--json", "print JSON instead of a table")
    .option(
      "--paths <file>",
      "write a CSV file of asn,site,as_path; the path is as the AS's own router shows it, neighbour first, origin last;  " +
        "with a prefix column first if the scenario has several",
    )
    .addHelpText(
      "after",
      "\nExamples:\n  npx anycast-kit catchment --as-rel 20250901.as-rel.txt.bz2 --site A=32408 --site B=395362,prepend=1\n" +
        "  npx anycast-kit catchment scenario.json --json\n",
    )
    .action(catchment);
}

async function catchment(scenario: string | undefined, options: Options): Promise<void> {
  const { stableStates, steadyStates } = await import("../../routing/bgp/index.js");
  const { paths, writeExperiment, html } = options;
  await checkOutFiles({
    outs: {
      ...(paths !== undefined && { "--paths": paths }),
      ...(writeExperiment !== undefined && { "--write-experiment": writeExperiment }),
      ...(html !== undefined && { "--html": html }),
    },
    inputs: [scenario, options.asRel, options.asSizes, ...(options.observed ?? [])].filter(
      (file) => file !== undefined,
    ),
  });
  const { file, problem, findings, readMs, indexMs } = await openQuestion(scenario, options);
  const { topology, tieBreak } = problem;
  const start = performance.now();
  const states = await inFile(file, () => steadyStates(problem));
  const solveMs = performance.now() - start;
  const results = await inFile(file, () =>
    Promise.all(states.map((state) => resultOf(state, tieBreak === "all", stableStates(state).states))),
  );
  const observed = await compareObserved(states[0], options);
  if (options.paths !== undefined) await writePaths(options.paths, states);
  if (options.json) {
    const round = (ms: number) => Math.round(ms * 100) / 100;
    const timing = { readMs: round(readMs), indexMs: round(indexMs), solveMs: round(solveMs) };
    const prefixes = results.map((result, i) => ({ prefix: states[i].problem.prefix.text, ...result }));
    const answer = results.length === 1 ? results[0] : { prefixes };
    console.log(
      JSON.stringify({
        ases: topology.asns.length,
        links: topology.links,
        ...answer,
        ...(observed && { observed }),
        timing,
        findings,
      }),
    );
    return;
  }
  for (const { rule, count } of findings) console.log(`! ${count} x: ${rule}`);
  states.forEach((state, i) => {
    if (states.length > 1) console.log(`${i > 0 ? "\n" : ""}${state.problem.prefix.text}`);
    printTable(state, results[i]);
  });
  if (observed) console.log(comparedText(observed));
  const seconds = (ms: number) => (ms < 1000 ? `${ms.toFixed(0)} ms` : `${(ms / 1000).toFixed(1)} s`);
  console.log(
    `\n${number(topology.asns.length)} ASes, ${number(topology.links)} links. Read in ${seconds(readMs)}, indexed in ${seconds(indexMs)}, solved in ${seconds(solveMs)}.`,
  );
  if (html !== undefined) console.log(`The maps are in ${html}.`);
  if (options.paths !== undefined) console.log(`Paths are in ${options.paths}.`);
}

interface Result {
  readonly reached: number;
  readonly catchments: Readonly<Record<string, number>>;
  /** ASes that may use two or more sites; only if ties are kept. */
  readonly severalSites?: number;
  /** The other states in which the routes can settle; absent if there is none. */
  readonly otherStates?: readonly { readonly catchments: Readonly<Record<string, number>> }[];
}

async function resultOf(state: SteadyState, tiesKept: boolean, [, ...others]: readonly SteadyState[]): Promise<Result> {
  const { reached, catchments } = state;
  return {
    reached,
    catchments,
    ...(tiesKept && (await countSeveral(state))),
    ...(others.length > 0 && { otherStates: others.map((other) => ({ catchments: other.catchments })) }),
  };
}

function printTable({ problem }: SteadyState, { catchments, reached, severalSites, otherStates = [] }: Result): void {
  const total = problem.topology.asns.length;
  const rows = Object.entries(catchments).map(([name, count]) => [name, number(count), percent(count / reached)]);
  if (reached < total) rows.push(["(none)", number(total - reached), ""]);
  console.log(columns([["Site", "ASes", "Share"], ...rows], afterFirst));
  if (severalSites !== undefined)
    console.log(
      `${number(severalSites)} ASes have equally good routes to two or more sites; the table counts each at one site.`,
    );
  if (otherStates.length === 0) return;
  console.log(
    `! These routes have ${otherStates.length + 1} stable states. Which one is reached depends on the order of messages (RFC 4264). ` +
      `The table shows one. ${otherStates.length === 1 ? "The other" : "The others"}:`,
  );
  for (const { catchments: other } of otherStates)
    console.log(
      `  ${Object.entries(other)
        .map(([site, ases]) => `${site} ${number(ases)}`)
        .join(", ")}`,
    );
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

async function writePaths(file: string, states: readonly SteadyState[]): Promise<void> {
  const several = states.length > 1;
  const lines = [several ? "prefix,asn,site,as_path" : "asn,site,as_path"];
  for (const { problem, solution } of states)
    problem.topology.asns.forEach((asn, index) => {
      const route = solution.bestOf(index, 0);
      const name = route && (/[",\n]/.test(route.site) ? `"${route.site.replaceAll('"', '""')}"` : route.site);
      if (route) lines.push(`${several ? `${problem.prefix.text},` : ""}${asn},${name},${route.path.join(" ")}`);
    });
  await writeWhole(file, lines.join("\n") + "\n");
}
