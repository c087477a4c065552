// A graphology graph at the door of the library. Only its methods are used, so any copy and version of graphology will do.
import type { MultiGraph } from "graphology";

/** A graphology graph of whatever class: their types differ in their constructors only. */
export type GraphologyGraph = Pick<MultiGraph, keyof MultiGraph>;

/** Whether a value is a graphology graph, of whatever class. */
export function isGraphology(value: unknown): value is GraphologyGraph {
  const graph = value as Partial<GraphologyGraph> | null | undefined;
  return typeof graph?.forEachNode === "function" && typeof graph.forEachEdge === "function";
}
