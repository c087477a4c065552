// Marks a capstone proposal: median, tail, users still answered when any one site fails, their waiting time, and cost. Each
// part has a value that earns full points and one that earns none, with linear interpolation between them.
import { DeploymentError } from "../../deployment.js";
import type { InternetDeployment } from "../../internet/index.js";
import { costOf, deployProposal, type CapstoneBrief, type CostItem, type Proposal } from "./capstone.js";
import type { Design } from "../design.js";
import { evaluate, type Evaluation } from "../evaluate.js";
import { loseSites, type SiteLoss } from "../site-loss.js";

export type ScoredPart = "median" | "tail" | "survival" | "recovery" | "cost";

/** Points, and the values that earn full points and none. In ms, share of users, s, share of the budget. */
export const scoring: Readonly<
  Record<ScoredPart, { readonly of: number; readonly full: number; readonly none: number }>
> = {
  median: { of: 20, full: 30, none: 100 },
  tail: { of: 25, full: 100, none: 300 },
  survival: { of: 25, full: 1, none: 0.8 },
  recovery: { of: 10, full: 90, none: 300 },
  cost: { of: 20, full: 0.6, none: 1 },
};

export interface ScorePart {
  readonly part: ScoredPart;
  /** In the unit of `scoring`. */
  readonly value: number;
  readonly points: number;
  readonly of: number;
  /** The result and, if points are missing, a hint. */
  readonly feedback: string;
}

/** The result when one site fails; `dead` is absent for the case without failure. */
export interface FailureCase {
  readonly dead?: string;
  /** Share of all users answered after all have moved, 0..1: neither without a route nor dropped by an overloaded site. */
  readonly answered: number;
  readonly overloaded: readonly string[];
  /** How long users of the failed site wait on average, s; Infinity if no site ever answers them. */
  readonly waitSeconds: number;
}

export interface DesignScore {
  /** 0 .. 100; 0 for a proposal over the budget, whatever the points of its parts. */
  readonly total: number;
  readonly withinBudget: boolean;
  readonly parts: readonly ScorePart[];
  readonly cost: number;
  readonly bill: readonly CostItem[];
  readonly failures: readonly FailureCase[];
  readonly evaluation: Evaluation;
  readonly deployment: InternetDeployment;
}

/**
 * Marks a proposal against a brief.
 * @example scoreDesign(referenceDesigns.regional, capstoneBrief()).total
 * @throws DeploymentError for a proposal that cannot be built; it names the site, the city or the region, and what to do
 */
export function scoreDesign(proposal: Proposal, brief: CapstoneBrief): DesignScore {
  const { clients, dns, demand, budget } = brief;
  const deployment = deployProposal(proposal, brief);
  const bill = costOf(proposal, deployment, brief);
  const cost = bill.reduce((sum, item) => sum + item.cost, 0);
  const evaluation = evaluate({ deployment, design: proposal.design, clients, dns, demand });
  const failures = [
    { ...endOf(evaluation.load), waitSeconds: 0 },
    ...deployment.sites.map(({ name }) => failureOf(evaluation, deployment, brief, name)),
  ];
  const parts = [
    latencyPart("median", evaluation.rttMs.p50),
    latencyPart("tail", evaluation.rttMs.p95),
    survivalPart(failures, proposal.design),
    recoveryPart(failures),
    costPart(cost, budget),
  ];
  const withinBudget = cost <= budget;
  const total = withinBudget ? parts.reduce((sum, { points }) => sum + points, 0) : 0;
  return { total, withinBudget, parts, cost, bill, failures, evaluation, deployment };
}

const endOf = ({ legitimateAnswered, overloaded }: Evaluation["load"]) => ({
  answered: legitimateAnswered,
  overloaded,
});

function failureOf(
  evaluation: Evaluation,
  deployment: InternetDeployment,
  { dns }: CapstoneBrief,
  dead: string,
): FailureCase {
  if (deployment.sites.length === 1) return { dead, answered: 0, overloaded: [], waitSeconds: Infinity };
  const loss: SiteLoss = loseSites(evaluation, deployment, { dead: [dead], dns });
  const { hit, movedByBgp, movedByDns, meanSeconds, load } = loss;
  return { dead, ...endOf(load), waitSeconds: hit > 0 && movedByBgp + movedByDns === 0 ? Infinity : meanSeconds };
}

/** The share of points that a value earns: all at `full`, none at `none`, linear in between. */
export function pointsFor(part: ScoredPart, value: number): number {
  const { full, none } = scoring[part];
  if (Number.isNaN(value)) throw new DeploymentError(`The ${part} cannot be marked: no user is answered.`);
  return Math.min(1, Math.max(0, (value - none) / (full - none)));
}

function scored(part: ScoredPart, value: number, feedback: string): ScorePart {
  const { of } = scoring[part];
  return { part, value, points: of * pointsFor(part, value), of, feedback };
}

function latencyPart(part: "median" | "tail", ms: number): ScorePart {
  const who = part === "median" ? "Half of the users wait" : "One user in twenty waits";
  const whom = part === "median" ? "or less" : "or more";
  const cure =
    part === "median"
      ? "Look where most users are, and how far their nearest site is."
      : "Check who they are: detours() says whether BGP or DNS sent them away; otherwise no site is near them.";
  const found = `${who} ${Math.round(ms)} ms ${whom} for a round trip.`;
  return scored(part, ms, pointsFor(part, ms) === 1 ? found : `${found} ${cure}`);
}

/** The mean of the points over all cases: no failure, and the failure of each site. */
function survivalPart(failures: readonly FailureCase[], design: Design): ScorePart {
  const { of } = scoring.survival;
  const worst = failures.reduce((least, each) => (each.answered < least.answered ? each : least));
  const marks = failures.map(({ answered }) => pointsFor("survival", answered));
  const points = (of * marks.reduce((sum, mark) => sum + mark, 0)) / marks.length;
  const when = ({ dead }: FailureCase) => (dead === undefined ? "With all sites alive" : `When site ${dead} fails`);
  const percent = (part: number) => `${(100 * part).toFixed(part > 0.99 ? 1 : 0)} %`;
  const isOne = worst.overloaded.length === 1;
  const why =
    worst.overloaded.length > 0
      ? `${worst.overloaded.join(" and ")} ${isOne ? "gets more than it" : "get more than they"} can serve. You do not ` +
        "choose where moved users go. Add capacity there, or another site nearby."
      : design.kind === "hybrid" && worst.dead === design.origin
        ? "the edges have no content, because all content comes from there."
        : "no other site announces their address.";
  const feedback =
    worst.answered > 1 - 1e-9
      ? "Whichever site fails, all users are answered and no site is overloaded."
      : `${when(worst)}, ${percent(worst.answered)} of the users are answered: ${why}`;
  return { part: "survival", value: worst.answered, points, of, feedback };
}

function recoveryPart(failures: readonly FailureCase[]): ScorePart {
  const worst = failures.reduce((most, each) => (each.waitSeconds > most.waitSeconds ? each : most));
  const seconds = worst.waitSeconds;
  const found = `When site ${worst.dead} fails, its users wait ${seconds === Infinity ? "indefinitely" : `${Math.round(seconds)} s on average`}.`;
  const isFull = pointsFor("recovery", seconds) > 1 - 1e-9;
  return scored(
    "recovery",
    seconds,
    isFull
      ? found
      : `${found} ${seconds === Infinity ? "They need another site that can answer them." : "They wait until the old answer expires in resolvers; BGP would be faster."}`,
  );
}

function costPart(cost: number, budget: number): ScorePart {
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
