// What a proposal of the capstone costs, item by item.
import type { InternetDeployment } from "../../internet/index.js";
import { servicesOf } from "../design.js";
import type { CapstoneBrief, Proposal, ProposedSite } from "./capstone.js";

export interface CostItem {
  readonly what: string;
  readonly count: number;
  readonly cost: number;
}

/** The bill, item by item. @throws DeploymentError for a design that does not fit its sites */
export function costOf(
  { sites, design, detection = "hold timer", ttlSeconds = 300 }: Proposal,
  deployment: InternetDeployment,
  { prices }: CapstoneBrief,
): readonly CostItem[] {
  const count = (met: number | readonly number[]) => (typeof met === "number" ? met : met.length);
  const all = Object.values(sites);
  const sum = (of: (site: ProposedSite) => number) => all.reduce((total, site) => total + of(site), 0);
  const announced = servicesOf(deployment, design).flatMap((each) => each.deployment.announcements);
  const prefixes = new Set(announced.map(({ prefix }) => prefix)).size + (design.kind === "hybrid" ? 1 : 0);
  const sessions = sum(({ providers = 1 }) => count(providers));
  const items: readonly (readonly [string, number, number])[] = [
    ["sites", all.length, prices.site],
    ["capacity, per cent of all users", sum(({ capacity }) => capacity), prices.capacity],
    ["transit", sessions, prices.provider],
    [`detection: ${detection}`, sessions, prices.detection[detection]],
    ["peering", sum(({ peers = 0 }) => count(peers)), prices.peer],
    ["prefixes", prefixes, prices.prefix],
    [`DNS, TTL of ${ttlSeconds} s`, 1, prices.dns / ttlSeconds],
  ];
  return items.map(([what, many, price]) => ({ what, count: many, cost: many * price }));
}
