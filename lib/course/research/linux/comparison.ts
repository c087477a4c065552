// The simulator beside real Linux kernels, row by row: what it predicts, what they did, and whether that is the same.
import kernelJson from "../../generated/kernel-validation.js";
import { kernelPredictions, type KernelOutcome, type KernelPrediction } from "./predictions.js";

/** What a run of test/traffic/kernel writes. */
export interface KernelObservations {
  readonly format: "anycast-kernel-1";
  /** Day of the run, ISO 8601. */
  readonly date: string;
  /** What `uname -r` says. */
  readonly kernel: string;
  readonly bird: string;
  readonly iproute2: string;
  readonly observed: Readonly<Record<string, KernelOutcome>>;
}

export interface KernelRow extends Omit<KernelPrediction, "predict"> {
  readonly predicted: KernelOutcome;
  readonly observed: KernelOutcome;
  /** The same words; shares within three standard errors, or equal where none or all are predicted; a time within a tenth. */
  readonly agrees: boolean;
}

export interface KernelComparison extends Omit<KernelObservations, "format" | "observed"> {
  readonly rows: readonly KernelRow[];
}

/** How far off a share may be, in standard errors, and a time, as a part of it. */
interface Tolerance {
  readonly standardErrors: number;
  readonly time: number;
}
/** In the lesson's table, and in a new run: there some forty shares are compared, many times. */
const IN_TABLE: Tolerance = { standardErrors: 3, time: 1 / 10 };
const IN_NEW_RUN: Tolerance = { standardErrors: 5, time: 1 / 4 };

/** Whether an experiment with this many flows for each share agrees with the prediction. */
export function agrees(
  predicted: KernelOutcome,
  observed: KernelOutcome,
  flows: number,
  { standardErrors, time }: Tolerance = IN_NEW_RUN,
): boolean {
  if (predicted.kind === "words") return observed.kind === "words" && observed.words === predicted.words;
  if (predicted.kind === "seconds")
    return observed.kind === "seconds" && Math.abs(observed.seconds / predicted.seconds - 1) < time;
  if (observed.kind !== "shares" || observed.shares.length !== predicted.shares.length) return false;
  return predicted.shares.every((share, i) => {
    const standardError = Math.sqrt((share * (1 - share)) / flows);
    return Math.abs(observed.shares[i] - share) <= standardErrors * standardError;
  });
}

/** The rows for these observations. Defaults to the checked-in ones. @throws Error for an experiment without an observation */
export function kernelComparison(observations = checkedIn()): KernelComparison {
  const { date, kernel, bird, iproute2, observed } = observations;
  const rows = kernelPredictions().map(({ predict, ...rest }): KernelRow => {
    const [predicted, seen] = [predict(), observed[rest.id]];
    if (seen === undefined)
      throw new Error(`data/kernel-validation.json has no outcome of ${rest.id}. Run the test that writes it.`);
    return { ...rest, predicted, observed: seen, agrees: agrees(predicted, seen, rest.flows, IN_TABLE) };
  });
  return { date, kernel, bird, iproute2, rows };
}

const checkedIn = () => JSON.parse(kernelJson) as KernelObservations;

/** An outcome for a table's cell: "reset", "50 / 33 %", "6.2 s". */
export function outcomeText(outcome: KernelOutcome): string {
  if (outcome.kind === "words") return outcome.words;
  if (outcome.kind === "seconds") return `${outcome.seconds.toFixed(1)}\u00a0s`;
  return `${outcome.shares.map((share) => Math.round(100 * share)).join(" / ")}\u00a0%`;
}
