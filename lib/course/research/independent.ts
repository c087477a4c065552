// The prediction on fourteen pairs of sites that nobody had looked at while it was made. The data are not available here, so
// `anycast validate` cannot compute these numbers again; it only copies them into its summary.

/** Fractions of the observations. */
export interface IndependentResults {
  readonly date: string;
  readonly method: string;
  /** Whether the observations can be had here. */
  readonly dataAvailable: boolean;
  readonly pairs: number;
  readonly observations: number;
  /** Accuracy by the number of other ASes observed in the pair; `fourFifths` observes four fifths of them. */
  readonly accuracy: {
    readonly none: number;
    readonly ten: number;
    readonly hundred: number;
    readonly thousand: number;
    readonly fourFifths: number;
  };
  /** The larger site for every AS. */
  readonly larger: number;
  /** Pairs whose larger site was found without any observation. */
  readonly largerFound: number;
}

export const independentResults: IndependentResults = {
  date: "2026-11",
  method: "the method of `anycast validate`, unchanged, on fourteen two-site pairs that it had never seen",
  dataAvailable: false,
  pairs: 14,
  observations: 335_414,
  accuracy: { none: 0.759, ten: 0.87, hundred: 0.93, thousand: 0.952, fourFifths: 0.968 },
  larger: 0.87,
  largerFound: 12,
};
