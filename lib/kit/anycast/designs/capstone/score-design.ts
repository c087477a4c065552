// Marks a capstone proposal: median, tail of every part of the world, users still answered when any one site or carrier fails,
// their waiting time, and cost. Each part has a value that earns full points and one that earns none, linear in between.
import type { WorldRegion } from "../../../geo/index.js";
import { DeploymentError } from "../../deployment.js";
import type { InternetDeployment } from "../../internet/index.js";
import { quantilesOf } from "../../quantile.js";
import { outcomesOnce, type FindOutcomes } from "../catchments-once.js";
import { forEachPart, clientsOf, evaluate, type Evaluation } from "../evaluate.js";
import { afterLoss, loseSites } from "../site-loss.js";
import { costOf, type CostItem } from "./bill.js";
import { deployProposal, detectionSeconds, type CapstoneBrief, type Proposal } from "./capstone.js";
import { carriersOf, loseCarrier } from "./carrier-loss.js";
import { carriersPart, costPart, latencyPart, recoveryPart, survivalPart, tailPart, type FailureCase } from "./feedback.js"; // prettier-ignore
import type { ScorePart } from "./points.js";

export interface DesignScore {
  /** 0 .. 100; 0 for a proposal over the budget, whatever the points of its parts. */
  readonly total: number;
  readonly withinBudget: boolean;
  readonly parts: readonly ScorePart[];
  readonly cost: number;
  readonly bill: readonly CostItem[];
  readonly failures: readonly FailureCase[];
  /** 95th percentile of the round trip in each part of the world, ms; Infinity if more than 5 % have no answer. */
  readonly p95Ms: Readonly<Record<WorldRegion, number>>;
  readonly evaluation: Evaluation;
  readonly deployment: InternetDeployment;
}

/**
 * Marks a proposal against a brief.
 * @example scoreDesign(referenceDesigns.regional, capstoneBrief({ ases: 300 })).total // 49.44
 * @throws DeploymentError for a proposal that cannot be built; it names the site, the city or the region, and what to do
 */
export function scoreDesign(proposal: Proposal, brief: CapstoneBrief): DesignScore {
  const { clients, demand, budget } = brief;
  const deployment = deployProposal(proposal, brief);
  const { ttlSeconds = brief.dns.ttlSeconds, dnsChooses = "distance" } = proposal;
  const dns = { ...brief.dns, ttlSeconds, choice: dnsChooses };
  const bill = costOf(proposal, deployment, brief);
  const cost = bill.reduce((sum, item) => sum + item.cost, 0);
  const evaluation = evaluate({ deployment, design: proposal.design, clients, dns, demand });
  if (!(evaluation.answered > 0)) throw new DeploymentError("The proposal cannot be marked: no user is answered.");
  const find = outcomesOnce({ clients });
  const recovery = { dns, bgpSeconds: detectionSeconds[proposal.detection ?? "hold timer"] };
  const alone = { ...endOf(evaluation.load), waitSeconds: 0 };
  const bySite = deployment.sites.map(({ name }) => siteFailure(evaluation, deployment, name, { recovery, find }));
  const byCarrier = carriersOf(deployment).map((asn) => carrierFailure(evaluation, asn, { recovery, find }));
  const p95Ms = tails(evaluation, brief);
  const parts = [
    latencyPart(evaluation.rttMs.p50),
    tailPart(p95Ms),
    survivalPart([alone, ...bySite], proposal.design),
    carriersPart(byCarrier),
    recoveryPart([...bySite, ...byCarrier]),
    costPart(cost, budget),
  ];
  const withinBudget = cost <= budget;
  const total = withinBudget ? parts.reduce((sum, { points }) => sum + points, 0) : 0;
  const failures = [alone, ...bySite, ...byCarrier];
  return { total, withinBudget, parts, cost, bill, failures, p95Ms, evaluation, deployment };
}

const endOf = ({ legitimateAnswered, overloaded }: Evaluation["load"]) => ({
  answered: legitimateAnswered,
  overloaded,
});

interface FailureOptions {
  readonly recovery: { readonly bgpSeconds: number; readonly dns: { readonly ttlSeconds?: number } };
  readonly find: FindOutcomes;
}

function siteFailure(
  evaluation: Evaluation,
  deployment: InternetDeployment,
  dead: string,
  { recovery, find }: FailureOptions,
): FailureCase {
  if (deployment.sites.length === 1) return { dead, answered: 0, overloaded: [], waitSeconds: Infinity };
  const after = afterLoss(evaluation, [dead], find);
  const { hit, movedByBgp, movedByDns, meanSeconds, load } = loseSites(evaluation, deployment, {
    dead: [dead],
    after,
    ...recovery,
  });
  return { dead, ...endOf(load), waitSeconds: hit > 0 && movedByBgp + movedByDns === 0 ? Infinity : meanSeconds };
}

function carrierFailure(
  evaluation: Evaluation,
  carrier: number,
  { recovery: { bgpSeconds, dns }, find }: FailureOptions,
): FailureCase {
  const { load, movedByBgp, movedByDns } = loseCarrier(evaluation, carrier, find);
  const end = { carrier, ...endOf(load) };
  if (end.answered === 0) return { ...end, waitSeconds: Infinity };
  // Users who stay at their site over another carrier wait for BGP as well.
  const dnsSeconds = DNS_CHECK_SECONDS + (dns.ttlSeconds ?? 300) / 2;
  const byBgp = Math.max(movedByBgp, 1e-9);
  return { ...end, waitSeconds: (byBgp * bgpSeconds + movedByDns * dnsSeconds) / (byBgp + movedByDns) };
}

/** As the default of loseSites: from the failure until DNS returns another address, s. */
const DNS_CHECK_SECONDS = 30;

function tails(evaluation: Evaluation, { parts, users }: CapstoneBrief): DesignScore["p95Ms"] {
  const names = Object.keys(users) as WorldRegion[];
  const columns = new Map(names.map((name) => [name, { ms: [] as number[], weights: [] as number[] }]));
  forEachPart(evaluation, clientsOf(evaluation), (weight, client, service) => {
    const { site, rttMs } = evaluation.catchments[service].landings;
    const { ms, weights } = columns.get(parts[client])!;
    ms.push(site[client] < 0 ? Infinity : rttMs[client]);
    weights.push(weight);
  });
  const p95 = (name: WorldRegion) => {
    const { ms, weights } = columns.get(name)!;
    return quantilesOf(Float64Array.from(ms), Float64Array.from(weights), [0.95])[0];
  };
  return Object.fromEntries(names.map((name) => [name, p95(name)])) as Record<WorldRegion, number>;
}
