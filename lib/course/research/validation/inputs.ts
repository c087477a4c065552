// What `anycast validate` reads: experiments, AS graphs, whom ASes belong to, the six-PoP case. All but the experiments come from
// the folder of shared data, which is not part of the repository.
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { csvParse } from "d3-dsv";
import { z } from "zod";
import { parseExperiments, type PopNeighbours, type TwoSiteExperiment } from "../prediction/index.js";
import type { CompiledAsGraph } from "anycast-kit/topology";
import { openAsGraph, Failure } from "anycast-kit/cli";

/** The files, below the folder of shared data. The first graph is the one that predictions stand on: nearest to the experiments. */
const files = {
  experiments: "data/catchments/peering-two-site.json.gz",
  graphs: ["data/as-rel/toposcope-201806.asrel.txt.gz", "data/as-rel/caida-serial1-20250901.as-rel.txt.bz2"],
  ases: "data/as-rel/as-info-2026-06.csv.gz",
  sixPops: "data/catchments/vultr-six-pops.json",
  neighbours: "data/sites/vultr-pop-asn-type-2023-09.csv",
} as const;

/** The missing files; empty if there are none. */
export const missingFiles = (shared: string): readonly string[] =>
  Object.values(files)
    .flat()
    .map((file) => join(shared, file))
    .filter((file) => !existsSync(file));

export interface NamedGraph {
  readonly name: string;
  readonly graph: CompiledAsGraph;
}

export interface SixPopCase {
  readonly source: string;
  /** What was announced -> PoP -> percent of the hosts that answered. */
  readonly measured: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly neighbours: readonly PopNeighbours[];
}

export interface ValidationInputs {
  readonly experimentsFile: string;
  /** What is predicted. */
  readonly experiments: readonly TwoSiteExperiment[];
  /** What may be learnt from: the same, and the shared ones with other pairs of sites. */
  readonly evidence: readonly TwoSiteExperiment[];
  readonly graphs: readonly NamedGraph[];
  readonly ases: ReadonlyMap<number, { readonly country: string; readonly addresses: number }>;
  readonly sixPops: SixPopCase;
}

/** Text of a file, plain or gzip. @throws Failure if it cannot be read */
async function readText(file: string): Promise<string> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new Failure(
      error.code === "ENOENT" ? `File not found: ${file}.` : `Cannot read ${file}: ${error.message}`,
      "Pass a file in the format of peering-two-site.json.gz with --experiments.",
    );
  });
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes.toString("utf8");
  try {
    return gunzipSync(bytes).toString("utf8");
  } catch (error) {
    throw new Failure(`${file} is damaged or truncated: ${(error as Error).message}.`, "Fetch it again.");
  }
}

/** @throws ExperimentError, Failure */
export async function readExperiments(file: string): Promise<readonly TwoSiteExperiment[]> {
  return parseExperiments(await readText(file), file);
}

export const defaultExperiments = (shared: string): string => join(shared, files.experiments);

const sixPopsSchema = z.object({
  source: z.string(),
  measured_percent: z.record(z.string(), z.record(z.string(), z.number().min(0).max(100))),
});

/** @param experiments what is predicted, as readExperiments gave it @throws Failure; AsRelError */
export async function readInputs(
  shared: string,
  experimentsFile: string,
  experiments: readonly TwoSiteExperiment[],
): Promise<ValidationInputs> {
  const own = defaultExperiments(shared);
  const known = own === experimentsFile ? [] : await readExperiments(own);
  const pair = ({ sites }: TwoSiteExperiment) => [...sites].sort().join(" ");
  const given = new Set(experiments.map(pair));
  const graphs: NamedGraph[] = [];
  for (const file of files.graphs)
    graphs.push({
      name: basename(file).replace(/\..*$/, ""),
      graph: (await openAsGraph(join(shared, file), true)).graph,
    });
  const ases = new Map(
    csvParse(await readText(join(shared, files.ases))).map((row) => [
      Number(row.asn),
      { country: row.country, addresses: Number(row.ipv4_addresses) },
    ]),
  );
  return {
    experimentsFile: basename(experimentsFile),
    experiments,
    evidence: [...experiments, ...known.filter((each) => !given.has(pair(each)))],
    graphs,
    ases,
    sixPops: await readSixPops(shared),
  };
}

async function readSixPops(shared: string): Promise<SixPopCase> {
  const { source, measured_percent: measured } = sixPopsSchema.parse(
    JSON.parse(await readText(join(shared, files.sixPops))),
  );
  const rows = csvParse(await readText(join(shared, files.neighbours)));
  const neighbours = Object.keys(Object.values(measured)[0]).map((pop): PopNeighbours => {
    const of = (...types: string[]) =>
      rows.filter((row) => row.pop === pop && types.includes(row.type)).map(({ asn }) => Number(asn));
    return { pop, providers: of("provider"), peers: of("peer", "route_server_peer") };
  });
  return { source, measured, neighbours };
}
