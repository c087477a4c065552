// The AS graph given with --as-rel instead of generated Internets, and the note on where its networks are.
import { dataSetFile } from "../../files/index.js";
import type { ReportGraph } from "../../report/comparison/index.js";
import type { CompiledAsGraph } from "../../topology/index.js";
import { openAsGraph } from "../as-graph-file.js";
import { digestOfFile } from "./digest.js";
import type { ComparisonFile } from "./inputs.js";

export interface GivenGraph {
  readonly graph: CompiledAsGraph;
  readonly report: ReportGraph;
}

/** @throws the errors of openAsGraph */
export async function readGivenGraph(file: string): Promise<GivenGraph> {
  const { graph } = await openAsGraph(file, true);
  const places = graph.geography
    ? "The cities are those of the AS graph. Nothing is random, so one seed is enough and the others are left out."
    : "The AS graph has links but no places, so cities and users are random. From the top down, each " +
      "network is put near a PoP of its smallest provider; how many PoPs it has follows from its customers and peers, where " +
      "two networks meet from their PoPs, and users are log-normal, as in generated Internets. Each seed draws again, so the " +
      "intervals show how much this guess matters. The networks are real, the places are not: read the differences between " +
      "designs, not single cities.";
  const report = {
    file,
    sha256: await digestOfFile(dataSetFile(file)),
    ases: graph.asns.length,
    links: graph.links,
    places,
  };
  return { graph, report };
}

/** If the graph has cities, all seeds give the same result: only the first is used. */
export function seedsThatMatter(
  files: readonly ComparisonFile[],
  { geography }: CompiledAsGraph,
): readonly ComparisonFile[] {
  if (!geography) return files;
  return files.map((file) => ({
    ...file,
    comparison: { ...file.comparison, seeds: file.comparison.seeds.slice(0, 1) },
  }));
}
