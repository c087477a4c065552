// A graphology graph as input. Only its methods are used, so any copy and version of graphology works.
import type { MultiGraph } from "graphology";

/** A graphology graph of any class: their types differ only in their constructors. */
export type GraphologyGraph = Pick<MultiGraph, keyof MultiGraph>;

/**
 * Whether a value is a graphology graph, of any class.
 * @example isGraphology(toGraphology(small)) // true
 */
export function isGraphology(value: unknown): value is GraphologyGraph {
  const graph = value as Partial<GraphologyGraph> | null | undefined;
  return typeof graph?.forEachNode === "function" && typeof graph.forEachEdge === "function";
}
