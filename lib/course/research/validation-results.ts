// How well catchments were predicted, against measurements: the aggregate numbers of `npm run validate`, kept in data/validation.json.
import type { IndependentResults } from "./independent.js";
import validationJson from "../generated/validation.js";

export interface ValidationResults {
  /** The files it was computed from, by name. */
  readonly inputs: { readonly experiments: string; readonly graphs: readonly string[] };
  /** Two-site experiments on the PEERING testbed (Sermpezis et al., IFIP Networking 2021). Fractions of observations. */
  readonly peering: {
    readonly pairs: number;
    readonly observations: number;
    readonly methods: readonly {
      /** "plain-...", "pruned", "nearest", "larger", "no-probes", "probes-10", "probes-100", "probes-1000", "cross-validated". */
      readonly id: string;
      readonly title: string;
      /** Its input about the pair that it predicts. */
      readonly told: string;
      /** Undecided counts as wrong. */
      readonly accuracy: number;
      readonly undecided: number;
      /** Mean of both sites' accuracies; 0.5 for one that always says the same. */
      readonly balanced: number;
      /** 95 % of the accuracy, by bootstrap over pairs. */
      readonly overPairs: readonly [low: number, high: number];
      readonly pairsBetterThanLarger: number;
      readonly pairsWorseThanLarger: number;
    }[];
    readonly byPair: readonly {
      readonly sites: readonly [string, string];
      readonly ases: number;
      readonly accuracy: Readonly<Record<string, number>>;
    }[];
  };
  /** Six Vultr PoPs before and after prepending (PEERING tutorial, TMA PhD School 2023). Percent. */
  readonly sixPops: readonly {
    readonly announced: string;
    readonly measured: Readonly<Record<string, number>>;
    readonly predicted: Readonly<Record<string, Readonly<Record<string, number>>>>;
    readonly meanErrorPoints: Readonly<Record<string, number>>;
  }[];
  /** Pairs that nobody had looked at; not computed by `validate`. */
  readonly independent: IndependentResults;
}

/** What `npm run validate` found on the published experiments. */
export const validationResults = /* @__PURE__ */ JSON.parse(validationJson) as ValidationResults;
