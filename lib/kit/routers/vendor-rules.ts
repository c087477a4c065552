// The decision process of each vendor, step by step, from its manual, and its differences from the model. Our configurations
// enable RFC 4271's process; without them a router follows the column "by default".
import type { RuleName } from "../routing/bgp/index.js";
import type { RouterAgreement } from "./agreement.js";
import type { DaemonName } from "./daemon.js";
import type { RoutersPlan } from "./plan.js";
import { vendorChoices } from "./vendor-choices.js";

export interface VendorStep {
  /** The corresponding rule of the model; absent for a step that the model does not have. */
  readonly rule?: RuleName;
  readonly step: string;
  /** The router's default, if it differs from the model's rule. */
  readonly byDefault?: string;
  /** The line of our configuration that selects the model's rule. */
  readonly set?: string;
}

export interface VendorRules {
  readonly version: string;
  readonly manual: string;
  readonly steps: readonly VendorStep[];
}

/** The decision process by vendor, first step first. */
export const vendorRules: Readonly<Record<DaemonName, VendorRules>> = {
  bird: {
    version: "BIRD 2.0",
    manual: "https://bird.network.cz/?get_doc&v=20&f=bird-6.html#ss6.3",
    steps: [
      { rule: "local-pref", step: "highest LOCAL_PREF" },
      { rule: "as-path-length", step: "shortest AS path" },
      { rule: "origin", step: "IGP before EGP before INCOMPLETE" },
      {
        rule: "med",
        step: "lowest MED among routes from one AS; a missing MED counts as 0",
        byDefault: "compares MED only with the best route so far, so the order of arrival counts",
        set: "deterministic med on",
      },
      { rule: "ebgp-over-ibgp", step: "eBGP before iBGP" },
      { rule: "igp-cost", step: "lowest IGP cost to the next hop" },
      { rule: "router-id", step: "lowest router id (or ORIGINATOR_ID)" },
      { step: "shortest cluster list" },
      { rule: "peer-address", step: "lowest address of the neighbour" },
    ],
  },
  frr: {
    version: "FRR 8.4",
    manual: "https://docs.frrouting.org/en/stable-8.4/bgp.html#route-selection",
    steps: [
      { step: "highest weight, which only the router itself knows" },
      { rule: "local-pref", step: "highest LOCAL_PREF" },
      { step: "routes of its own before learned ones" },
      { rule: "as-path-length", step: "shortest AS path" },
      { rule: "origin", step: "IGP before EGP before INCOMPLETE" },
      {
        rule: "med",
        step: "lowest MED among routes from one AS; a missing MED counts as 0 (bgp bestpath med missing-as-worst: as 4294967295)",
        byDefault: "compares routes in the order of arrival, newest first",
        set: "bgp deterministic-med",
      },
      { rule: "ebgp-over-ibgp", step: "eBGP before iBGP" },
      { rule: "igp-cost", step: "lowest IGP cost to the next hop" },
      {
        rule: "router-id",
        step: "lowest router id (or ORIGINATOR_ID)",
        byDefault: "keeps the route in use among routes from other ASes (RFC 5004), so that history decides",
        set: "bgp bestpath compare-routerid",
      },
      { step: "shortest cluster list" },
      { rule: "peer-address", step: "lowest address of the neighbour" },
    ],
  },
};

/** What the vendor does by default at a step, and how a scenario makes the model follow it. */
function choiceAt(daemon: DaemonName, rule: RuleName | undefined, frrReason: string | undefined): string {
  const words = daemon === "frr" ? frrReason : Object.entries(frrWords).find(([, name]) => name === rule)?.[0];
  const own = vendorChoices.filter((each) => each.frrWords === words);
  return own
    .map(
      ({ about, vendors, model }) =>
        `; ${about}: ${vendors[daemon].byDefault}, or "${vendors[daemon].otherwise}" (the model: ${model.byDefault}, or ${model.otherwise})`,
    )
    .join("");
}

/** FRR's words for the steps (bgp_path_selection_reason2str). */
const frrWords: Readonly<Record<string, RuleName>> = {
  "Local Pref": "local-pref",
  "AS Path": "as-path-length",
  Origin: "origin",
  MED: "med",
  "Peer Type": "ebgp-over-ibgp",
  "IGP Metric": "igp-cost",
  "Older Path": "older-route",
  "Router ID": "router-id",
  "Neighbor IP": "peer-address",
};

/** A router that differs from the model, and the vendor's rule that explains it. */
export interface NamedDifference {
  readonly router: string;
  readonly prefix: string;
  readonly because: string;
}

/**
 * Names for each difference the documented rule that explains it.
 * @example differences(plan, agreement(plan, plan.routers.map(() => [])))[0].because // "the daemon has no route but the model has one: check its filters"
 */
export function differences(plan: RoutersPlan, rows: readonly RouterAgreement[]): NamedDifference[] {
  const severalIds = new Set(plan.routers.map(({ routerId }) => routerId)).size < plan.routers.length;
  return rows
    .filter(({ agrees }) => !agrees)
    .map((row) => ({ router: row.router, prefix: row.prefix, because: differenceAt(row, severalIds) }));
}

function differenceAt({ ours, bird, frr, frrReason, rule }: RouterAgreement, severalIds: boolean): string {
  const parts: string[] = [];
  for (const [name, used] of Object.entries({ bird, frr }) as [DaemonName, typeof bird][]) {
    if (used === undefined || JSON.stringify(used) === JSON.stringify(ours)) continue;
    const { version, manual, steps } = vendorRules[name];
    const decisive = name === "frr" && frrReason !== undefined ? frrWords[frrReason] : rule;
    const step = steps.find((each) => each.rule !== undefined && each.rule === decisive);
    parts.push(
      `${version} decided by "${step?.step ?? frrReason ?? "a step that the model does not have"}", the model by ${rule ?? "the only route it has"}` +
        `${name === "frr" && severalIds && rule === "router-id" ? "; FRR has one identifier for all sessions of a router" : ""}${choiceAt(name, decisive, frrReason)} (${manual})`,
    );
  }
  return parts.join("; ") || "the daemon has no route but the model has one: check its filters";
}
