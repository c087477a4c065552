// The input of `anycast catchment` and `anycast explain`: a scenario file, or an AS graph with sites on the command line.
import type { Command } from "commander";
import type { BgpAnnouncement, SteadyStateOptions, TieBreak } from "../routing/bgp/index.js";
import type { Finding } from "../topology/index.js";
import { readText } from "../files/index.js";
import { Failure } from "./failure.js";
import { collectSites, parseTieBreak, siteHelp } from "./site-option.js";

export interface QuestionOptions {
  readonly asRel?: string;
  readonly site?: readonly BgpAnnouncement[];
  readonly tieBreak?: TieBreak;
  readonly json?: boolean;
}

export interface RoutingQuestion {
  /** The scenario file, or the file of the AS graph. */
  readonly file: string;
  readonly problem: SteadyStateOptions;
  readonly findings: readonly Finding[];
  /** Time to read and parse the file; then time to index the graph. */
  readonly readMs: number;
  readonly indexMs: number;
}

/** Declares the options and the last argument. */
export function withQuestion(command: Command): Command {
  return command
    .argument("[scenario]", "a scenario file (JSON), instead of --as-rel and --site")
    .option(
      "--as-rel <file>",
      "AS relationships: CAIDA serial-1 or serial-2 (plain, gzip, bzip2), a file of anycast generate, or a data set " +
        "that was fetched (caida:2025-09; see anycast data)",
    )
    .option("--site <name=asn,...>", siteHelp, collectSites)
    .option(
      "--tie-break <how>",
      "between equally good routes: lowest-asn, router, or all (an AS may use several sites); " +
        "defaults to the scenario's value, or lowest-asn",
      parseTieBreak,
    );
}

/** @throws Failure when neither or both forms of input are used; and the errors of the readers */
export async function openQuestion(scenario: string | undefined, options: QuestionOptions): Promise<RoutingQuestion> {
  const { asRel, site, tieBreak, json = false } = options;
  if (scenario !== undefined) {
    if (asRel !== undefined || site)
      throw new Failure("A scenario file has its own ASes and sites.", "Leave out --as-rel and --site.");
    return openScenario(scenario, tieBreak);
  }
  if (asRel === undefined || !site)
    throw new Failure("No scenario given.", "Pass a scenario file, or --as-rel FILE and at least one --site NAME=ASN.");
  const { openAsGraph } = await import("./as-graph-file.js");
  const { graph: topology, ...rest } = await openAsGraph(asRel, json);
  return { ...rest, file: asRel, problem: { topology, announcements: site, tieBreak } };
}

async function openScenario(file: string, wanted: TieBreak | undefined): Promise<RoutingQuestion> {
  const { readScenario } = await import("../routing/scenario/index.js");
  const { compile } = await import("../topology/index.js");
  const start = performance.now();
  const { topology, announcements, policies, tieBreak, without, convergence } = readScenario(
    await readText(file, { what: "a scenario" }),
    { file },
  );
  const readMs = performance.now() - start;
  const compiled = compile(topology);
  const problem = {
    topology: compiled,
    announcements,
    policies,
    tieBreak: wanted ?? tieBreak,
    without,
    insides: convergence.insides,
  };
  return { file, problem, findings: [], readMs, indexMs: performance.now() - start - readMs };
}
