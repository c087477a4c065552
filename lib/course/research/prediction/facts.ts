// What a prediction may know about ASes without any experiment: their providers in AS graphs, and their countries.
import { findAs, neighbourIndices, type CompiledAsGraph } from "anycast-kit/topology";
import type { AsFacts } from "./evidence.js";

/** Providers in any of the graphs. @param countryOf ISO 3166-1 alpha-2; "" where it is not known */
export function asFacts(graphs: readonly CompiledAsGraph[], countryOf: AsFacts["countryOf"]): AsFacts {
  const known = new Map<number, readonly number[]>();
  const providersIn = (asn: number) =>
    graphs.flatMap((graph) => {
      const index = findAs(graph, asn);
      return index < 0 ? [] : Array.from(neighbourIndices(graph.providers, index), (provider) => graph.asns[provider]);
    });
  return {
    countryOf,
    providersOf(asn) {
      let providers = known.get(asn);
      if (!providers) known.set(asn, (providers = [...new Set(providersIn(asn))]));
      return providers;
    },
  };
}
