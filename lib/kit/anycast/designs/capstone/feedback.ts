// The parts of a capstone score, each with a sentence: what was found and, if points are missing, what to look at.
import { worldRegionNames, type WorldRegion } from "../../../geo/index.js";
import type { Design } from "../design.js";
import { pointsFor, pointsOfCases, scoring, type ScoredPart, type ScorePart } from "./points.js";

/** The result when one site or carrier fails; both are absent for the case without failure. */
export interface FailureCase {
  readonly dead?: string;
  /** ASN of the carrier. */
  readonly carrier?: number;
  /** Share of all users answered after all have moved, 0..1: neither without a route nor dropped by an overloaded site. */
  readonly answered: number;
  readonly overloaded: readonly string[];
  /** How long users who move wait on average, s; Infinity if no site ever answers them. */
  readonly waitSeconds: number;
}

function scored(part: ScoredPart, value: number, feedback: string): ScorePart {
  const { of } = scoring[part];
  return { part, value, points: of * pointsFor(part, value), of, feedback };
}

export function latencyPart(ms: number): ScorePart {
  const found = `Half of the users wait ${Math.round(ms)} ms or less for a round trip.`;
  const cure = "Look where most users are, and how far their nearest site is.";
  return scored("median", ms, pointsFor("median", ms) === 1 ? found : `${found} ${cure}`);
}

/** The mean of the points over all parts of the world. */
export function tailPart(p95Ms: Readonly<Record<WorldRegion, number>>): ScorePart {
  const values = Object.values(p95Ms);
  const value = Math.max(...values);
  const where = (Object.keys(p95Ms) as WorldRegion[]).find((name) => p95Ms[name] === value)!;
  const wait = value === Infinity ? "gets no answer" : `waits ${Math.round(value)} ms or more`;
  const found = `In ${worldRegionNames[where]} one user in twenty ${wait}, the longest of all parts of the world.`;
  const cure =
    "detours() says whether BGP or DNS sends them away from their best site; otherwise no site is near them.";
  const marks = pointsOfCases("tail", values);
  return { part: "tail", value, ...marks, feedback: marks.points === marks.of ? found : `${found} ${cure}` };
}

const percent = (part: number) => `${(100 * part).toFixed(part > 0.99 ? 1 : 0)} %`;
const worstOf = (failures: readonly FailureCase[]) =>
  failures.reduce((least, each) => (each.answered < least.answered ? each : least));

function overloadText(overloaded: readonly string[]): string {
  const gets = overloaded.length === 1 ? "gets more than it" : "get more than they";
  return `${overloaded.join(" and ")} ${gets} can serve. You do not choose where moved users go. Add capacity there, or another site nearby.`;
}

/** The mean of the points over all cases: no failure, and the failure of each site. */
export function survivalPart(failures: readonly FailureCase[], design: Design): ScorePart {
  const worst = worstOf(failures);
  const marks = pointsOfCases(
    "survival",
    failures.map(({ answered }) => answered),
  );
  const when = worst.dead === undefined ? "With all sites alive" : `When site ${worst.dead} fails`;
  const why =
    worst.overloaded.length > 0
      ? overloadText(worst.overloaded)
      : design.kind === "hybrid" && worst.dead === design.origin
        ? "the edges have no content, because all content comes from there."
        : "no other site announces their address.";
  const feedback =
    worst.answered > 1 - 1e-9
      ? "Whichever site fails, all users are answered and no site is overloaded."
      : `${when}, ${percent(worst.answered)} of the users are answered: ${why}`;
  return { part: "survival", value: worst.answered, ...marks, feedback };
}

/** The mean of the points over the failure of each carrier. */
export function carriersPart(failures: readonly FailureCase[]): ScorePart {
  const worst = worstOf(failures);
  const marks = pointsOfCases(
    "carriers",
    failures.map(({ answered }) => answered),
  );
  const why =
    worst.overloaded.length > 0 ? overloadText(worst.overloaded) : "the others have no site with another carrier.";
  const feedback =
    worst.answered > 1 - 1e-9
      ? "Whichever carrier goes silent, all users are answered and no site is overloaded."
      : `When AS${worst.carrier} goes silent, ${percent(worst.answered)} of the users are answered: ${why}`;
  return { part: "carriers", value: worst.answered, ...marks, feedback };
}

export function recoveryPart(failures: readonly FailureCase[]): ScorePart {
  const worst = failures.reduce((most, each) => (each.waitSeconds > most.waitSeconds ? each : most));
  const seconds = worst.waitSeconds;
  const what = worst.dead === undefined ? `AS${worst.carrier}` : `site ${worst.dead}`;
  if (seconds === Infinity)
    return scored(
      "recovery",
      seconds,
      `When ${what} fails, its users wait indefinitely. They need another site, with another carrier, that can answer them.`,
    );
  const found = `When ${what} fails, the users who move wait ${Math.round(seconds)} s on average.`;
  const cure = "Detect failures faster, or shorten the TTL; both cost money.";
  return scored("recovery", seconds, pointsFor("recovery", seconds) > 1 - 1e-9 ? found : `${found} ${cure}`);
}

export function costPart(cost: number, budget: number): ScorePart {
  const share = cost / budget;
  const found = `It costs ${cost.toFixed(1)} of ${budget}.`;
  const feedback =
    share > 1
      ? `${found} That is over the budget, so no points are given.`
      : share <= scoring.cost.full
        ? found
        : `${found} Full points are given at ${Math.round(scoring.cost.full * budget)} or less.`;
  return scored("cost", share, feedback);
}
