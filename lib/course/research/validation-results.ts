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
    /** The same pairs, each without anything that was observed at its sites: nested leave-one-site-out. */
    readonly unseen: UnseenResults;
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

export interface UnseenResults {
  /** Pairs whose larger site was found without an observation. */
  readonly largerFound: number;
  /** Pairs in which a site was named because the two are not near, and in how many of them it was the larger. */
  readonly named: number;
  readonly namedRightly: number;
  readonly methods: readonly {
    /** "none", "drawn-10", "drawn-100", "drawn-1000", "chosen-10", "chosen-100", "chosen-300": ASes observed, and how they were found. */
    readonly id: string;
    readonly title: string;
    readonly accuracy: number;
    /** Accuracy of the pairs: lowest, quartiles, highest. */
    readonly ofPairs: readonly number[];
    /** 95 % of the accuracy, by bootstrap over pairs. */
    readonly overPairs: readonly number[];
    /** Mean squared error of the probabilities; 0.25 is "a half for everybody". */
    readonly brier: number;
    /** Mean distance between predicted probability and observed share, over ten bins. */
    readonly calibrationError: number;
    readonly reliability: readonly (readonly [ases: number, predicted: number, observed: number])[];
    /** Share of the ASes answered for, and of right answers among them, if it abstains below a probability. */
    readonly abstaining: readonly { readonly least: number; readonly answered: number; readonly accuracy?: number }[];
  }[];
  readonly byPair: readonly {
    readonly sites: readonly [string, string];
    readonly learntFrom: number;
    readonly probability: number;
    readonly share: number;
    readonly near: boolean;
    readonly accuracy: Readonly<Record<string, number>>;
  }[];
}

/** What `npm run validate` found on the published experiments. */
export const validationResults = /* @__PURE__ */ JSON.parse(validationJson) as ValidationResults;
