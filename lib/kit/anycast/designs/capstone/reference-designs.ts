// Four different answers to the capstone, none of which is best in everything, and the table that compares them with a
// learner's design.
import type { CapstoneBrief, Proposal, ProposedSite } from "./capstone.js";
import type { DesignRegion } from "../design.js";
import type { ScoredPart } from "./points.js";
import { scoreDesign, type DesignScore } from "./score-design.js";

const site = (city: string, capacity: number): ProposedSite => ({ city, capacity, providers: 2 });

/** The same six sites for three designs: they differ only in how a site is chosen. */
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
  /** All users use one site, a single point of failure. The cheapest. */
  "one big site": {
    sites: { A: { city: "London", capacity: 100, providers: 2 } },
    design: { kind: "unicast", site: "A" },
  },
  /** BGP alone: few prefixes, quick to recover; some users are sent far away. */
  "global anycast": { ...six, design: { kind: "global" } },
  /** DNS chooses the part of the world, BGP the site in it; a covering prefix catches the users of a failed region. */
  regional: { ...six, design: { kind: "regional", regions, covering: true } },
  /** DNS alone: most users at the site nearest to them; affected users wait for TTLs. */
  GeoDNS: { ...six, design: { kind: "geodns" } },
} as const satisfies Readonly<Record<string, Proposal>>;

/** A design as a point, for a chart of cost against round-trip time or for a table. */
export interface DesignPoint {
  readonly name: string;
  readonly total: number;
  readonly cost: number;
  readonly medianMs: number;
  /** 95th percentile of the round trip in the part of the world where it is highest. */
  readonly p95Ms: number;
  /** Lowest share of users answered when any one site fails, and when any one carrier fails, 0..1. */
  readonly survival: number;
  readonly carriers: number;
  readonly recoverySeconds: number;
  /** Designs that dominate this one (Pareto): as good in every part and better in one. */
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
      carriers: value("carriers"),
      recoverySeconds: value("recovery"),
      dominatedBy: scores.filter((other) => dominates(other.score, score)).map((other) => other.name),
    };
  });
}

/** By values, not by points: beyond the threshold for full points, a faster design is still better. */
function dominates(one: DesignScore, other: DesignScore): boolean {
  const gains = one.parts.map(({ part, value }, i) => {
    const against = other.parts[i].value;
    if (value === against || Math.abs(value - against) <= 1e-9 * Math.abs(value)) return 0; // equal up to rounding in the order
    // of a sum
    return part === "survival" || part === "carriers" ? value - against : against - value;
  });
  return gains.every((gain) => gain >= 0) && gains.some((gain) => gain > 0);
}
