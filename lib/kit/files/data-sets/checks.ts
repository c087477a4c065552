// Reads a finished data set once, so that a wrong file is found when it is fetched and not when it is used.
import { readAsGraphFile } from "../as-graph-file.js";
import { readText } from "../read-text.js";
import { DataSetError } from "./error.js";

const count = (value: number) => value.toLocaleString("en");
const remedy = "Fetch it again, or pass another copy with --from.";

export async function checkAsGraph(file: string): Promise<string> {
  const { graph } = await readAsGraphFile(file);
  if (graph.links === 0) throw new DataSetError(`${file} has no AS relationships.`, remedy);
  return `${count(graph.asns.length)} ASes, ${count(graph.links)} links`;
}

export async function checkAsSizes(file: string): Promise<string> {
  const text = await readText(file);
  const [head, ...rows] = text.trimEnd().split("\n");
  if (!head.startsWith("asn,name,ipv4_addresses,country") || rows.length === 0)
    throw new DataSetError(`${file}: expected columns asn, name, ipv4_addresses, country.`, remedy);
  return `${count(rows.length)} ASes`;
}

/** The reader of the course checks every field; this finds a file of another kind. */
export async function checkExperiments(file: string): Promise<string> {
  const pairs = Object.values(JSON.parse(await readText(file)) as Record<string, { readonly sites?: unknown }>);
  if (pairs.length === 0 || !pairs.every(({ sites }) => Array.isArray(sites) && sites.length === 2))
    throw new DataSetError(`${file} has no two-site experiments.`, remedy);
  return `${pairs.length} experiments`;
}

export async function checkNetwork(file: string): Promise<string> {
  const { readNetwork } = await import("../../routing/readers/index.js");
  const { network } = readNetwork(await readText(file), { file });
  return `${network.routers.length} routers, ${network.links.length} links`;
}
