// A worker of the sweep: computes the missing cells of one seed, which share their Internet, and stores each as soon as it is
// finished. Started by piscina, which passes it one job after the other.
import { parentPort, workerData } from "node:worker_threads";
import { runDesignComparison, type DesignComparison } from "../../anycast/designs/index.js";
import type { CompiledAsGraph } from "../../topology/index.js";
import { writeCell } from "./store.js";

export interface SweepJob {
  readonly comparison: DesignComparison;
  readonly seed: number;
  readonly picture: boolean;
  /** Name of a design in the comparison -> key of its cell. */
  readonly keys: Readonly<Record<string, string>>;
}

/** Data passed once to all workers of a sweep. */
export interface SweepData {
  readonly folder: string;
  readonly graph?: CompiledAsGraph;
}

export default function work({ comparison, seed, picture, keys }: SweepJob): void {
  const { folder, graph } = workerData as SweepData;
  runDesignComparison(comparison, seed, {
    designs: Object.keys(keys),
    picture,
    ...(graph && { graph }),
    onRow: (row) => {
      writeCell(folder, keys[row.design], row);
      parentPort!.postMessage("finished");
    },
  });
}
