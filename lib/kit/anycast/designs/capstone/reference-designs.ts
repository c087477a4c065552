// Four answers to the capstone of different character, none of them the best in everything, and the table in which a learner's
// own design stands beside them.
import type { CapstoneBrief, Proposal, ProposedSite } from "./capstone.js";
import type { DesignRegion } from "../design.js";
import { scoreDesign, type DesignScore, type ScoredPart } from "./score-design.js";

const site = (city: string, capacity: number): ProposedSite => ({ city, capacity, providers: 2 });

/** The same six sites for three designs: only who chooses among them differs. */
const six = {
  sites: {
    A: site("Sao Paulo", 36),
    B: site("New York", 36),
    C: site("London", 36),
    D: site("Lagos", 36),
    E: site("Mumbai", 36),
    F: site("Hong Kong", 36),
  },
  transit: "largest",
} as const;

const regions = {
  Americas: { sites: ["A", "B"], serves: ["north-america", "south-america"] },
  "Europe and Africa": { sites: ["C", "D"], serves: ["europe", "africa-middle-east"] },
  Asia: { sites: ["E", "F"], serves: ["asia", "oceania"] },
} as const satisfies Readonly<Record<string, DesignRegion>>;

export const referenceDesigns = {
  /** Everybody comes to one place, which must not die. The cheapest. */
  "one big site": {
    sites: { A: { city: "London", capacity: 100, providers: 2 } },
    design: { kind: "unicast", site: "A" },
  },
  /** BGP alone: few prefixes, quick to recover; some users are sent far. */
  "global anycast": { ...six, design: { kind: "global" } },
  /** DNS chooses the part of the world, BGP the site in it; a covering prefix catches a part of the world that dies. */
  regional: { ...six, design: { kind: "regional", regions, covering: true } },
  /** DNS alone: most users at the site nearest to them; who is hit waits for TTLs. */
  GeoDNS: { ...six, design: { kind: "geodns" } },
} as const satisfies Readonly<Record<string, Proposal>>;

/** A design as a point: for a chart of cost against waiting, or a table. */
export interface DesignPoint {
  readonly name: string;
  readonly total: number;
  readonly cost: number;
  readonly medianMs: number;
  readonly p95Ms: number;
  /** Worst part of the users answered when any one site dies, 0..1. */
  readonly survival: number;
  readonly recoverySeconds: number;
  /** Designs that are as good in every part and better in one: nobody would choose this one beside them (Pareto). */
  readonly dominatedBy: readonly string[];
}

/**
 * Proposals of a brief as points, in the order given.
 * @example designPoints({ global: referenceDesigns["global anycast"] }, capstoneBrief({ ases: 300 }))[0].name // "global"
 * @throws DeploymentError as scoreDesign
 */
export function designPoints(
  proposals: Readonly<Record<string, Proposal>>,
  brief: CapstoneBrief,
): readonly DesignPoint[] {
  const scores = Object.entries(proposals).map(([name, proposal]) => ({ name, score: scoreDesign(proposal, brief) }));
  return scores.map(({ name, score }): DesignPoint => {
    const value = (part: ScoredPart) => score.parts.find((each) => each.part === part)!.value;
    return {
      name,
      total: score.total,
      cost: score.cost,
      medianMs: value("median"),
      p95Ms: value("tail"),
      survival: value("survival"),
      recoverySeconds: value("recovery"),
      dominatedBy: scores.filter((other) => dominates(other.score, score)).map((other) => other.name),
    };
  });
}

/** By the values, not by the points: beyond the mark for all points a faster design is still the faster. */
function dominates(one: DesignScore, other: DesignScore): boolean {
  const gains = one.parts.map(({ part, value }, i) => {
    const against = other.parts[i].value;
    if (value === against || Math.abs(value - against) <= 1e-9 * Math.abs(value)) return 0; // the same but for the order of a sum
    return part === "survival" ? value - against : against - value;
  });
  return gains.every((gain) => gain >= 0) && gains.some((gain) => gain > 0);
}
