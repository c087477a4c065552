// A fault of a lab, as data: in the scenario, or in the network, with its diagnosis.
import type { Scenario } from "../../routing/scenario/index.js";

/** A fault that the scenario cannot say. */
export type NetworkFault =
  | { readonly kind: "mtu"; readonly link: number; readonly bytes: number }
  | { readonly kind: "reverse-path"; readonly router: number }
  | { readonly kind: "no-health-check"; readonly router: number };

export interface BrokenScenario {
  readonly scenario: Scenario;
  readonly fault:
    | "wrong LOCAL_PREF"
    | "leaked more-specific prefix"
    | "missing export"
    | "route leak"
    | "MTU too small"
    | "strict reverse path filter"
    | "static route without health check";
  /** Present for a fault of the network: then the scenario is as it was. */
  readonly network?: NetworkFault;
  /** For a leaked prefix: the site that leaks. */
  readonly of?: string;
  /** The fault, in a sentence. */
  readonly diagnosis: string;
  /** Routers whose best path changes or, for a fault of the network, whose packets are lost. */
  readonly moved: readonly string[];
}
