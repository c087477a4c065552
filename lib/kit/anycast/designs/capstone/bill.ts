// What a proposal of the capstone costs, item by item.
import { findAs, neighbourIndices } from "../../../topology/index.js";
import type { InternetDeployment } from "../../internet/index.js";
import { servicesOf } from "../design.js";
import type { CapstoneBrief, Proposal, ProposedSite } from "./capstone.js";
import { carriersOf } from "./carrier-loss.js";

export interface CostItem {
  readonly what: string;
  readonly count: number;
  readonly cost: number;
}

/** The bill, item by item. @throws DeploymentError for a design that does not fit its sites */
export function costOf(
  { sites, design, detection = "hold timer", ttlSeconds = 300, dnsChooses }: Proposal,
  deployment: InternetDeployment,
  { prices }: CapstoneBrief,
): readonly CostItem[] {
  const count = (met: number | readonly number[]) => (typeof met === "number" ? met : met.length);
  const all = Object.values(sites);
  const sum = (of: (site: ProposedSite) => number) => all.reduce((total, site) => total + of(site), 0);
  const announced = servicesOf(deployment, design).flatMap((each) => each.deployment.announcements);
  const prefixes = new Set(announced.map(({ prefix }) => prefix)).size + (design.kind === "hybrid" ? 1 : 0);
  const sessions = sum(({ providers = 1 }) => count(providers));
  const { providers: above } = deployment.topology;
  const isGlobal = (asn: number) => neighbourIndices(above, findAs(deployment.topology, asn)).length === 0;
  const carriers = new Set(carriersOf(deployment).filter(isGlobal));
  const met = deployment.announcements.flatMap(({ neighbours = [] }) => neighbours);
  const global = met.filter((asn) => carriers.has(asn)).length;
  const items: readonly (readonly [string, number, number])[] = [
    ["sites", all.length, prices.site],
    ["capacity, per cent of all users", sum(({ capacity }) => capacity), prices.capacity],
    ["transit", sessions, prices.provider],
    ["transit from global carriers, in addition", global, prices.globalCarrier],
    [`detection: ${detection}`, sessions, prices.detection[detection]],
    ["peering", sum(({ peers = 0 }) => count(peers)), prices.peer],
    ["prefixes", prefixes, prices.prefix],
    [`DNS, TTL of ${ttlSeconds} s`, 1, prices.dns / ttlSeconds],
    ["measured latency for DNS", dnsChooses === "latency" ? 1 : 0, prices.measuring],
  ];
  return items.map(([what, many, price]) => ({ what, count: many, cost: many * price }));
}
