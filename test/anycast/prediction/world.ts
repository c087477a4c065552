// A small world for predictions: two sites under two providers, a hundred stubs, and experiments whose answers follow the provider.
import type { AsFacts } from "../../../lib/course/research/prediction/evidence.js";
import type { TwoSiteExperiment } from "../../../lib/course/research/prediction/experiment.js";

export const stubs = Array.from({ length: 200 }, (_, i) => 1000 + i);
export const providerOf = (asn: number) => (asn % 2 === 0 ? 10 : 20);

export const facts: AsFacts = {
  providersOf: (asn) => (asn >= 1000 ? [providerOf(asn)] : []),
  countryOf: (asn) => (asn % 3 === 0 ? "NL" : "US"),
};

/** Answers by provider: behind 10 the first site, behind 20 the second; `flip` changes single ASes. */
export function experiment(
  name: string,
  sites: readonly [string, string],
  { flip = [], first }: { readonly flip?: readonly number[]; readonly first?: (asn: number) => boolean } = {},
): TwoSiteExperiment {
  const usesFirst = first ?? ((asn: number) => providerOf(asn) === 10);
  return {
    name,
    sites,
    seenAlone: [[10], [20]],
    observed: new Map(stubs.map((asn) => [asn, usesFirst(asn) !== flip.includes(asn) ? 0 : 1])),
    seenAtBoth: [],
  };
}

export const nothingSimulated = () => undefined;
