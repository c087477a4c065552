// What `anycast validate` reads: experiments, AS graphs, whom ASes belong to, the six-PoP case. It comes from the data sets that
// `anycast data get` fetched, or from a folder that is laid out like the project's own data outside the repository.
import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { csvParse } from "d3-dsv";
import { z } from "zod";
import { parseExperiments, type PopNeighbours, type TwoSiteExperiment } from "../prediction/index.js";
import type { CompiledAsGraph } from "anycast-kit/topology";
import { openAsGraph, Failure } from "anycast-kit/cli";
import {
  chooseDataSet,
  dataFolder,
  dataSetFile,
  largestInput,
  readBytes,
  ReadLimitError,
  recordOf,
} from "anycast-kit/files";

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

/** The data sets in the place of the files. No public address is known of the six-PoP case, so it is left out with them. */
const sets = {
  experiments: "peering-two-site:validated",
  graphs: ["toposcope:2018-06", "caida:2025-09"],
  ases: "as-sizes",
} as const;

/** The data sets that were not fetched yet; empty if all were. */
export const missingDataSets = (): readonly string[] =>
  Object.values(sets)
    .flat()
    .filter((name) => recordOf(chooseDataSet(name), dataFolder()) === undefined);

/** Where the inputs are: in a folder of shared data, or in the data sets if no folder is named. */
interface InputPaths {
  readonly experiments: string;
  readonly graphs: readonly string[];
  readonly ases: string;
  /** Absent with data sets. */
  readonly sixPops?: { readonly measured: string; readonly neighbours: string };
}

function pathsIn(shared: string | undefined): InputPaths {
  if (shared === undefined)
    return {
      experiments: dataSetFile(sets.experiments),
      graphs: sets.graphs.map(dataSetFile),
      ases: dataSetFile(sets.ases),
    };
  return {
    experiments: join(shared, files.experiments),
    graphs: files.graphs.map((file) => join(shared, file)),
    ases: join(shared, files.ases),
    sixPops: { measured: join(shared, files.sixPops), neighbours: join(shared, files.neighbours) },
  };
}

export interface NamedGraph {
  readonly name: string;
  readonly graph: CompiledAsGraph;
}

export interface SixPopCase {
  readonly source: string;
  /** What was announced -> PoP -> percent of the hosts that answered. */
  readonly measured: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly neighbours: readonly PopNeighbours[];
  /** Every PoP of the list of neighbours, by name. */
  readonly allPops: ReadonlyMap<string, PopNeighbours>;
}

export interface ValidationInputs {
  readonly experimentsFile: string;
  /** What is predicted. */
  readonly experiments: readonly TwoSiteExperiment[];
  /** What may be learnt from: the same, and the shared ones with other pairs of sites. */
  readonly evidence: readonly TwoSiteExperiment[];
  readonly graphs: readonly NamedGraph[];
  readonly ases: ReadonlyMap<number, { readonly country: string; readonly addresses: number }>;
  /** Without PoPs where its files are not at hand. */
  readonly sixPops: SixPopCase;
}

/** Text of a file, plain or gzip. @throws Failure if it cannot be read; ReadLimitError */
async function readText(file: string): Promise<string> {
  const bytes = await readBytes(file, { what: "a file of experiments or ASes" }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error instanceof ReadLimitError) throw error;
      throw new Failure(
        error.code === "ENOENT" ? `File not found: ${file}.` : `Cannot read ${file}: ${error.message}`,
        "Pass a file in the format of peering-two-site.json.gz with --experiments.",
      );
    },
  );
  const text = (plain: Uint8Array) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(plain);
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return text(bytes);
  try {
    return text(gunzipSync(bytes, { maxOutputLength: largestInput() }));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE")
      throw new Failure(
        `${file} unpacks to more than ${largestInput() / 1e6} MB, the limit.`,
        "Use a smaller file, or raise the limit: ANYCAST_MAX_MB=500.",
      );
    throw new Failure(`${file} is damaged or truncated: ${(error as Error).message}.`, "Fetch it again.");
  }
}

/** @throws ExperimentError, Failure */
export async function readExperiments(file: string): Promise<readonly TwoSiteExperiment[]> {
  return parseExperiments(await readText(file), file);
}

export const defaultExperiments = (shared?: string): string => pathsIn(shared).experiments;

/** Countries and addresses of ASes. @throws Failure for a file without these columns */
export async function readAses(file: string): Promise<ValidationInputs["ases"]> {
  const rows = csvParse(await readText(file));
  if (!["asn", "country", "ipv4_addresses"].every((column) => rows.columns.includes(column)))
    throw new Failure(
      `${file}:1: expected the columns asn, ipv4_addresses and country.`,
      "See anycast data get as-sizes.",
    );
  return new Map(rows.map((row) => [Number(row.asn), { country: row.country, addresses: Number(row.ipv4_addresses) }]));
}

const sixPopsSchema = z.object({
  source: z.string(),
  measured_percent: z.record(z.string(), z.record(z.string(), z.number().min(0).max(100))),
});

/** @param shared the folder of shared data; the data sets without one @param experiments what is predicted, as readExperiments gave it @throws Failure; AsRelError */
export async function readInputs(
  shared: string | undefined,
  experimentsFile: string,
  experiments: readonly TwoSiteExperiment[],
): Promise<ValidationInputs> {
  const paths = pathsIn(shared);
  const own = paths.experiments;
  const known = own === experimentsFile ? [] : await readExperiments(own);
  const pair = ({ sites }: TwoSiteExperiment) => [...sites].sort().join(" ");
  const given = new Set(experiments.map(pair));
  const graphs: NamedGraph[] = [];
  for (const [i, file] of paths.graphs.entries())
    graphs.push({
      name: basename(files.graphs[i]).replace(/\..*$/, ""),
      graph: (await openAsGraph(file, true)).graph,
    });
  const ases = await readAses(paths.ases);
  return {
    experimentsFile: basename(experimentsFile),
    experiments,
    evidence: [...experiments, ...known.filter((each) => !given.has(pair(each)))],
    graphs,
    ases,
    sixPops: paths.sixPops
      ? await readSixPops(paths.sixPops)
      : { source: "", measured: {}, neighbours: [], allPops: new Map() },
  };
}

async function readSixPops(paths: NonNullable<InputPaths["sixPops"]>): Promise<SixPopCase> {
  const { source, measured_percent: measured } = sixPopsSchema.parse(JSON.parse(await readText(paths.measured)));
  const rows = csvParse(await readText(paths.neighbours));
  const ofPop = new Map<string, (typeof rows)[number][]>();
  for (const row of rows) ofPop.set(row.pop, [...(ofPop.get(row.pop) ?? []), row]);
  const neighboursAt = (pop: string): PopNeighbours => {
    const of = (...types: string[]) =>
      (ofPop.get(pop) ?? []).filter(({ type }) => types.includes(type)).map(({ asn }) => Number(asn));
    return { pop, providers: of("provider"), peers: of("peer", "route_server_peer") };
  };
  const allPops = new Map([...ofPop.keys()].map((pop) => [pop, neighboursAt(pop)]));
  return { source, measured, neighbours: Object.keys(Object.values(measured)[0]).map(neighboursAt), allPops };
}
