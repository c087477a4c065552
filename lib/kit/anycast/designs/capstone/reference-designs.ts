// Four different answers to the capstone, none of which is best in everything, and the table that compares them with a
// learner's design.
import type { CapstoneBrief, Proposal, ProposedSite } from "./capstone.js";
import type { DesignRegion } from "../design.js";
import type { ScoredPart } from "./points.js";
import { scoreDesign, type DesignScore } from "./score-design.js";

/** The same six sites for three designs: they differ in who chooses the site, and in the transit that they can pay. */
const six = (providers: number) => {
  const at = (city: string): ProposedSite => ({ city, capacity: 36, providers });
  return {
    A: at("Sao Paulo"),
    B: at("New York"),
    C: at("London"),
    D: at("Lagos"),
    E: at("Mumbai"),
    F: at("Hong Kong"),
  };
};

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
  /** BGP alone, with the largest networks of each city: one prefix, all users answered; some are sent far away. */
  "global anycast": { sites: six(2), transit: "largest", design: { kind: "global" } },
  /** DNS chooses the part of the world, BGP the site in it; local networks are cheap, and a covering prefix catches the users of a
   * failed region. */
  regional: { sites: six(2), transit: "local", design: { kind: "regional", regions, covering: true } },
  /** DNS alone, by measured latency: most users at their fastest site. It can pay one provider in each city. */
  GeoDNS: {
    sites: six(1),
    transit: "largest",
    design: { kind: "geodns" },
    dnsChooses: "latency",
    ttlSeconds: 60,
  },
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
