// The two-site experiments of Sermpezis et al.: an archive of their repository (tar, gzip), read into the one JSON file that
// `anycast validate` takes. Nothing of the archive is written to disk. Each folder of experiments/ is one pair of sites.
import type { Parser, ReadEntry } from "tar";
import { checkNesting } from "../../topology/index.js";
import { DataSetError, notInstalled } from "./error.js";

/** The numbers of the fourteen experiments that the method of `anycast validate` is made with; the others it has never seen. */
const validated = new Set([2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28]);

/** What a file of a pair's folder holds. */
const observations = {
  "cp_bgpstream_est_mon_as_to_mux_catchment.json": "bgp",
  "dp_pings_est_as_to_mux_catchment.json": "ping",
  "dp_trace_est_ra_as_to_mux_catchment.json": "trace",
} as const;
const pathsEnd = "_bgpstream_paths.csv";

/** Limits in bytes: of one file, and of all files that are kept. */
const most = { file: 60e6, all: 400e6, json: 100e6 } as const;

interface Experiment {
  readonly experiment: number;
  readonly sites: readonly [string, string];
  readonly observed: Record<string, Record<string, readonly string[]>>;
  /** Who announced -> the AS in third place of each path that a route collector saw. */
  readonly paths: Record<string, readonly string[]>;
}

/**
 * Reads the archive, or a JSON file that was made from it.
 * @param content unpacked: a tar archive, or JSON
 * @param argument "validated" or "others"
 */
export async function twoSiteExperiments(content: AsyncIterable<Uint8Array>, argument: string): Promise<string> {
  const chunks = content[Symbol.asyncIterator]();
  const first = (await chunks.next()) as IteratorResult<Uint8Array, undefined>;
  const all = rejoin(first.done ? new Uint8Array() : first.value, chunks);
  const found = first.value?.[0] === "{".charCodeAt(0) ? await fromJson(all) : await fromArchive(all);
  const wanted = [...found]
    .filter(([, { experiment }]) => validated.has(experiment) === (argument === "validated"))
    .sort(([, a], [, b]) => a.experiment - b.experiment);
  if (wanted.length === 0)
    throw new DataSetError(
      `There are no experiments of the kind "${argument}".`,
      "Pass an archive (tar.gz) of https://github.com/sermpezis/bgp-estimation with --from.",
    );
  return JSON.stringify(Object.fromEntries(wanted)) + "\n";
}

async function* rejoin(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  yield first;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

async function fromJson(content: AsyncIterable<Uint8Array>): Promise<Map<string, Experiment>> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of content) {
    bytes += chunk.length;
    if (bytes > most.json) throw new DataSetError("The JSON file is too large.", "Pass the archive with --from.");
    chunks.push(chunk);
  }
  return new Map(
    Object.entries(jsonOf("The file", Buffer.concat(chunks).toString("utf8")) as Record<string, Experiment>),
  );
}

async function fromArchive(content: AsyncIterable<Uint8Array>): Promise<Map<string, Experiment>> {
  const found = new Map<string, Experiment>();
  await readArchive(content, (path, text) => {
    const [, folder, number, sites, file] = placeOf(path)!;
    const experiment = found.get(folder) ?? {
      experiment: Number(number),
      sites: pairOf(sites),
      observed: {},
      paths: {},
    };
    found.set(folder, experiment);
    if (file.endsWith(pathsEnd)) experiment.paths[file.slice(0, -pathsEnd.length)] = thirdAses(text);
    else
      experiment.observed[observations[file as keyof typeof observations]] = jsonOf(
        path,
        text,
      ) as Experiment["observed"][string];
  });
  return found;
}

/** Folder, number, sites, file; undefined for what is not needed. */
function placeOf(path: string): RegExpExecArray | undefined {
  const place = /(?:^|\/)experiments\/((\d{1,3})_(\w{1,60}))\/([\w.]{1,120})$/.exec(path);
  if (!place) return undefined;
  return Object.hasOwn(observations, place[4]) || place[4].endsWith(pathsEnd) ? place : undefined;
}

function pairOf(sites: string): [string, string] {
  const pair = sites.split("_");
  if (pair.length !== 2)
    throw new DataSetError(`experiments/: expected NUMBER_SITE_SITE, got two sites as "${sites}".`, "Fetch it again.");
  return [pair[0], pair[1]];
}

/** The third AS of each path, each once, sorted as text. Lines are "collector, monitor, path" with tabs; ASes with commas. */
const thirdAses = (text: string): readonly string[] => {
  const thirds = text.split("\n").map((line) => line.split("\t")[2]?.split(",")[2] ?? "");
  return [...new Set(thirds.filter((asn) => /^[1-9]\d{0,9}$/.test(asn)))].sort();
};

function jsonOf(path: string, text: string): unknown {
  try {
    checkNesting(text);
    return JSON.parse(text);
  } catch (error) {
    throw new DataSetError(`${path} is not JSON: ${(error as Error).message}.`, "Fetch it again.");
  }
}

/** Passes each file that is needed. @throws DataSetError for an archive that is truncated, damaged or too large */
async function readArchive(content: AsyncIterable<Uint8Array>, onFile: (path: string, text: string) => void) {
  const { Parser: ParserClass } = await import("tar").catch(notInstalled("tar"));
  const fail = (problem: string) =>
    new DataSetError(`The archive ${problem}.`, "Fetch it again, or pass another copy with --from.");
  let failure: Error | undefined;
  let bytes = 0;
  const files: Promise<void>[] = [];
  const parser: Parser = new ParserClass({
    strict: true,
    onReadEntry: (entry: ReadEntry) => {
      const wanted = entry.type === "File" && placeOf(entry.path) !== undefined;
      if (wanted) bytes += entry.size;
      if (wanted && (entry.size > most.file || bytes > most.all)) failure ??= fail(`has a file that is too large: ${entry.path}`); // prettier-ignore
      if (!wanted || failure) return void entry.resume();
      files.push(entry.concat().then((whole) => onFile(entry.path, whole.toString("utf8"))));
    },
  });
  const ended = new Promise<void>((done, stop) => {
    parser.on("end", done);
    parser.on("error", (error: Error) => stop(fail(`is truncated or damaged (${error.message})`)));
  });
  ended.catch(() => undefined); // it may fail while bytes are still read
  for await (const chunk of content) {
    if (failure) throw failure;
    if (!parser.write(Buffer.from(chunk)))
      await Promise.race([new Promise((next) => parser.once("drain", next)), ended]);
  }
  parser.end();
  await ended;
  await Promise.all(files);
  if (failure) throw failure;
}
