// Compares two catchments: clients that moved and between which sites, clients that were lost, and clients that moved although
// their site is up (bystanders).
import { isAnnouncing } from "../announcing.js";
import { DeploymentError } from "../deployment.js";
import type { InternetCatchment, InternetOutcome } from "./catchment.js";

/** Clients that went from one site to another; "none" if no site answers. */
export interface Move {
  readonly from: string;
  readonly to: string;
  readonly clients: number;
  readonly weight: number;
  /** Share of the whole weight, 0..1. */
  readonly share: number;
}

export interface ClientMove {
  readonly before: InternetOutcome;
  readonly after: InternetOutcome;
  /** It moved although its old site still announces and serves. */
  readonly bystander: boolean;
}

export interface Comparison {
  /** From site to site, including clients that stayed, in the order of the sites. */
  readonly matrix: readonly Move[];
  /** The clients that moved, one by one. */
  readonly moves: readonly ClientMove[];
  /** Sites that answered before and no longer do. */
  readonly gone: readonly string[];
  /** Shares of the whole weight, 0..1. */
  readonly moved: number;
  /** ... of these, clients of sites that no longer serve, */
  readonly displaced: number;
  /** ... and clients that moved although their site is up. */
  readonly bystanders: number;
  /** Clients answered before but not any more. */
  readonly lost: number;
}

/**
 * Compares two catchments of the same clients: who moved between which sites, who was lost, and who moved although their site is
 * up.
 * @example compareCatchments(before, after).gone // ["A"]
 * @throws DeploymentError if the two catchments are not of the same clients
 */
export function compareCatchments(before: InternetCatchment, after: InternetCatchment): Comparison {
  const n = before.clients.length;
  if (n !== after.clients.length || before.clients.some(({ name }, i) => name !== after.clients[i].name))
    throw new DeploymentError("Both catchments must have the same clients. Pass the same list to both.");
  const isServing = ({ deployment }: InternetCatchment, name: string) =>
    isAnnouncing(deployment, name) && deployment.sites.find((each) => each.name === name)?.service === "up";
  const names = [...new Set([...before.deployment.sites, ...after.deployment.sites].map(({ name }) => name))];
  const gone = names.filter((name) => isServing(before, name) && !isServing(after, name));
  const total = before.clients.reduce((sum, { weight }) => sum + weight, 0);
  const cells = new Map<string, { from: string; to: string; clients: number; weight: number }>();
  const moves: ClientMove[] = [];
  const sums = { moved: 0, displaced: 0, bystanders: 0, lost: 0 };
  before.clients.forEach((one, i) => {
    const other = after.clients[i];
    const { site: from = "none", weight } = one;
    const { site: to = "none" } = other;
    const cell = cells.get(`${from} ${to}`) ?? { from, to, clients: 0, weight: 0 };
    cell.clients++;
    cell.weight += weight;
    cells.set(`${from} ${to}`, cell);
    if (from === to) return;
    const bystander = from !== "none" && !gone.includes(from);
    moves.push({ before: one, after: other, bystander });
    sums.moved += weight;
    if (gone.includes(from)) sums.displaced += weight;
    if (bystander) sums.bystanders += weight;
    if (to === "none") sums.lost += weight;
  });
  const order = [...names, "none"];
  const matrix = [...cells.values()]
    .map((cell) => ({ ...cell, share: cell.weight / total }))
    .sort((a, b) => order.indexOf(a.from) - order.indexOf(b.from) || order.indexOf(a.to) - order.indexOf(b.to));
  const part = (sum: number) => (total > 0 ? sum / total : 0);
  return {
    matrix,
    moves,
    gone,
    moved: part(sums.moved),
    displaced: part(sums.displaced),
    bystanders: part(sums.bystanders),
    lost: part(sums.lost),
  };
}
