// Runs a comparison: for every seed an Internet, for every design the same measures, as rows of plain numbers.
import type { Coordinates } from "../../../geo/index.js";
import type { CompiledAsGraph } from "../../../topology/index.js";
import { type InternetDeployment, internetClients, unicastRtts } from "../../internet/index.js";
import type { Load } from "../../load.js";
import { quantilesOf } from "../../quantile.js";
import { answersByCity, roundTrips, type CityAnswers } from "../answers.js";
import { catchmentsOnce, outcomesOnce } from "../catchments-once.js";
import { deployCompared } from "./internet.js";
import type { DesignComparison } from "./model.js";
import { connectionsBrokenByRoutes } from "../connections-broken.js";
import { designRoutes, evaluate, type Evaluation } from "../evaluate.js";
import { afterLoss, loseSites } from "../site-loss.js";

/** One design on one Internet, without failure or after the loss of sites. Times in ms, shares 0..1. */
export interface ComparisonRow {
  readonly seed: number;
  readonly design: string;
  readonly answered: number;
  readonly meanMs: number;
  readonly p50Ms: number;
  readonly p90Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  readonly userP50Ms: number;
  readonly userP95Ms: number;
  readonly aboveBestP95Ms: number;
  readonly atBestSite: number;
  readonly highestUtilisation: number;
  readonly prefixes: number;
  readonly addresses: number;
  readonly blastRadius: number;
  /** Share of users for whom BGP chooses among sites, and share of all connections broken by route changes. */
  readonly exposed: number;
  readonly connectionsBroken: number;
  /** Round trip of the answered users from the 0th to the 100th percentile; empty if no user is answered. */
  readonly rttPercentilesMs: readonly number[];
  /** Load of each site, in the unit of the demand. */
  readonly sites: readonly { readonly site: string; readonly demand: number }[];
  readonly failures: readonly FailureRow[];
  /** The sites and the site that answers each city, if requested. */
  readonly picture?: ComparisonPicture;
}

export interface ComparisonPicture {
  readonly sites: readonly ({ readonly name: string; readonly place: string } & Coordinates)[];
  readonly cities: readonly CityAnswers[];
}

export interface FailureRow {
  readonly dead: readonly string[];
  readonly hit: number;
  readonly lost: number;
  readonly bystanders: number;
  readonly meanSeconds: number;
  readonly worstSeconds: number;
  /** Demand over capacity at the most loaded site after all users have moved. */
  readonly highestUtilisation: number;
  readonly overloaded: readonly string[];
}

export interface RunOptions {
  /** Names of the designs to run. Defaults to all. */
  readonly designs?: readonly string[];
  /** An AS graph instead of a generated Internet; see deployCompared. */
  readonly graph?: CompiledAsGraph;
  /** Whether rows have a picture. Defaults to false. */
  readonly picture?: boolean;
  /** Called with each row as soon as it is computed. */
  readonly onRow?: (row: ComparisonRow) => void;
}

/**
 * The designs of a comparison on the Internet of one seed. A row depends on the comparison, the seed and its own design only,
 * whichever designs run together.
 * @example runDesignComparison(comparison, 1).map(({ design }) => design) // ["global","regional"]
 * @throws DeploymentError for sites or designs that do not fit
 */
export function runDesignComparison(
  comparison: DesignComparison,
  seed: number,
  { designs = Object.keys(comparison.designs), graph, picture = false, onRow }: RunOptions = {},
): readonly ComparisonRow[] {
  const { dns, demand, failures, bgpSeconds, dnsSeconds, connections, transaction } = comparison;
  const deployment = deployCompared(comparison, { seed, ...(graph && { graph }) });
  const clients = internetClients(deployment.topology);
  const catchmentOf = catchmentsOnce({ clients });
  const landingsOf = outcomesOnce({ clients });
  const unicast = unicastRtts(deployment, { clients, catchmentOf });
  return designs.map((design) => {
    const same = { deployment, design: comparison.designs[design], clients };
    const evaluation = evaluate({
      ...same,
      routes: designRoutes({ ...same, catchmentOf }),
      dns,
      unicast,
      ...(transaction && { transaction }),
      ...(demand !== undefined && { demand }),
    });
    const lossOf = (dead: readonly string[]): FailureRow => {
      const { hit, lost, bystanders, meanSeconds, worstSeconds, load } = loseSites(evaluation, deployment, {
        dead,
        dns,
        after: afterLoss(evaluation, dead, landingsOf),
        ...(bgpSeconds !== undefined && { bgpSeconds }),
        ...(dnsSeconds !== undefined && { dnsSeconds }),
      });
      const highestUtilisation = fullest(load);
      return {
        dead,
        hit,
        lost,
        bystanders,
        meanSeconds,
        worstSeconds,
        highestUtilisation,
        overloaded: load.overloaded,
      };
    };
    const broken = connectionsBrokenByRoutes(evaluation, { ...(connections && { connections }) });
    const row: ComparisonRow = {
      seed,
      design,
      ...measuresOf(evaluation),
      exposed: broken.exposed,
      connectionsBroken: broken.dayToDay.part,
      failures: failures.map(lossOf),
      ...(picture && { picture: pictureOf(deployment, evaluation) }),
    };
    onRow?.(row);
    return row;
  });
}

const fullest = ({ sites }: Load) => Math.max(...sites.map(({ utilisation }) => utilisation));

/** Number of steps of the distribution of round trips, from the 0th to the 100th percentile. */
const PERCENTILES = Array.from({ length: 101 }, (_none, i) => i / 100);

function measuresOf(
  evaluation: Evaluation,
): Omit<ComparisonRow, "seed" | "design" | "exposed" | "connectionsBroken" | "failures" | "picture"> {
  const { rttMs, userMs, aboveBestMs, load } = evaluation;
  const trips = roundTrips(evaluation);
  return {
    answered: evaluation.answered,
    meanMs: rttMs.mean,
    p50Ms: rttMs.p50,
    p90Ms: rttMs.p90,
    p95Ms: rttMs.p95,
    p99Ms: rttMs.p99,
    userP50Ms: userMs.p50,
    userP95Ms: userMs.p95,
    aboveBestP95Ms: aboveBestMs.p95,
    atBestSite: evaluation.atBestSite,
    highestUtilisation: fullest(load),
    prefixes: evaluation.prefixes,
    addresses: Number(evaluation.addresses),
    blastRadius: evaluation.blastRadius,
    rttPercentilesMs: trips.weights.some((weight) => weight > 0)
      ? quantilesOf(trips.rttMs, trips.weights, PERCENTILES)
      : [],
    sites: load.sites.map(({ site, demand }) => ({ site, demand })),
  };
}

function pictureOf({ sites }: InternetDeployment, evaluation: Evaluation): ComparisonPicture {
  return {
    sites: sites.map(({ name, city, lat, lon }) => ({ name, place: city, lat, lon })),
    cities: answersByCity(evaluation),
  };
}
