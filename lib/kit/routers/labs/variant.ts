// The stages of a lab over one network: base (no sessions yet), broken (one fault), solved. Nodes, cables and addresses are the same
// in all, so that a running lab can be brought from one to another.
import type { Scenario } from "../../routing/scenario/index.js";
import { birdConfig } from "../bird/index.js";
import { dotted } from "../daemon.js";
import { frrConfig } from "../frr/index.js";
import { planRouters } from "../plan-routers.js";
import type { PlannedRouter, RoutersPlan } from "../plan.js";
import { plannedState, type RouterState } from "../router-state.js";
import type { BrokenScenario, NetworkFault } from "./fault.js";

/** What the nodes are configured with. */
export interface Variant {
  /** The same routers and links in all variants; the states and policies are the variant's. */
  readonly plan: RoutersPlan;
  readonly stateOf: (router: PlannedRouter) => RouterState;
  readonly fault?: NetworkFault;
}

export interface Variants {
  readonly solved: Variant;
  readonly broken?: Variant;
  /** The plan of the scenario itself, whose predictions count. */
  readonly predicted: RoutersPlan;
  /** Announcements that only the broken variant makes: their site, and whose servers they reach. */
  readonly extra: ReadonlyMap<string, string>;
}

export const plannedVariant = (plan: RoutersPlan): Variants => ({
  solved: { plan, stateOf: plannedState },
  predicted: plan,
  extra: new Map(),
});

/**
 * Plans the stages of a lab over one network: base (no sessions yet), broken (one fault) and solved.
 * @example variantsOf(scenario).solved.plan.routers.length // 3
 * @throws RoutersError as planRouters
 */
export function variantsOf(scenario: Scenario, broken?: BrokenScenario): Variants {
  const predicted = planRouters(scenario);
  if (!broken) return plannedVariant(predicted);
  if (broken.network)
    return {
      ...plannedVariant(predicted),
      broken: { plan: predicted, stateOf: plannedState, fault: broken.network },
    };
  const plan = planRouters(broken.scenario);
  const sites = new Set(scenario.announcements.map(({ site }) => site));
  const extra = new Map(
    broken.scenario.announcements.filter(({ site }) => !sites.has(site)).map(({ site }) => [site, broken.of ?? site]),
  );
  if (extra.size > 0) {
    // The router that leaks is there in all stages, and silent in the solved one.
    const stateOf = (router: PlannedRouter): RouterState =>
      router.announces && extra.has(router.announces.announcement.site) ? SILENT : plannedState(router);
    return { solved: { plan, stateOf }, broken: { plan, stateOf: plannedState }, predicted, extra };
  }
  // Sites keep their sessions with the neighbours that they no longer announce to.
  const stateOf = ({ announces }: PlannedRouter): RouterState =>
    announces
      ? {
          announcement: plan.states[announces.state].problem.announcements[announces.announcement.number],
          closed: new Set(),
        }
      : SILENT;
  return { ...plannedVariant(predicted), broken: { plan: { ...predicted, states: plan.states }, stateOf } };
}

const SILENT: RouterState = { closed: new Set() };

/** A router's configuration in a variant. */
export const configIn = (daemon: "frr" | "bird", { plan, stateOf }: Variant, router: PlannedRouter): string =>
  daemon === "frr"
    ? frrConfig(plan, router, stateOf(router))
    : birdConfig(plan, router, { forwards: true, state: stateOf(router) });

/** Where a learner starts: the router has its ASN and identifier, and no session. */
export const baseConfig = (daemon: "frr" | "bird", { asn, name, singleId, routerId }: PlannedRouter): string =>
  daemon === "frr"
    ? `! ${plain(name)}: add its sessions and filters\nfrr defaults traditional\nrouter bgp ${asn}\n bgp router-id ${dotted(singleId)}\n no bgp default ipv4-unicast\n no bgp network import-check\n`
    : `# ${plain(name)} (AS${asn}): add its sessions and filters\nrouter id ${dotted(routerId)};\nprotocol device { }\n`;

const plain = (text: string): string => text.replace(/[^\x20-\x7e]/g, "?");
