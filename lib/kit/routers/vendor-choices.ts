// The steps of the decision process on which routers differ, or which an operator can switch: what each vendor does by default, the line
// that changes it, where the vendor documents it, and how a scenario tells the model.
import type { DaemonName } from "./daemon.js";

export interface VendorChoice {
  readonly about: "oldest route" | "MED across ASes" | "missing MED" | "router id";
  /** FRR's words for the step (bgp_path_selection_reason2str); BIRD reports none. */
  readonly frrWords: string;
  /** How the model follows the default, and the other choice. */
  readonly model: { readonly byDefault: string; readonly otherwise: string };
  readonly vendors: Readonly<Record<DaemonName, VendorDefault>>;
}

export interface VendorDefault {
  readonly byDefault: string;
  /** The line of a configuration that makes the other choice. */
  readonly otherwise: string;
  /** Whether our configurations have that line. */
  readonly isSet: boolean;
  readonly source: string;
}

const BIRD = "https://bird.network.cz/?get_doc&v=20&f=bird-6.html#ss6.3";
const FRR = "https://docs.frrouting.org/en/stable-8.4/bgp.html";

export const vendorChoices: readonly VendorChoice[] = [
  {
    about: "MED across ASes",
    frrWords: "MED",
    model: {
      byDefault: "compares MED among routes from one neighbouring AS",
      otherwise: '"policies": { "med": { "always": true } }',
    },
    vendors: {
      bird: { byDefault: "among routes from one AS", otherwise: "med metric on;", isSet: false, source: BIRD },
      frr: {
        byDefault: "among routes from one AS",
        otherwise: "bgp always-compare-med",
        isSet: false,
        source: `${FRR}#clicmd-bgp-always-compare-med`,
      },
    },
  },
  {
    about: "missing MED",
    frrWords: "MED",
    model: {
      byDefault: "counts a missing MED as 0, the best",
      otherwise: '"policies": { "med": { "missing": "worst" } }',
    },
    vendors: {
      bird: { byDefault: "counts as 0", otherwise: "default bgp_med 4294967295;", isSet: false, source: BIRD },
      frr: {
        byDefault: "counts as 0; and FRR sends MED 0 with a route of its own, so that its neighbours never miss it",
        otherwise: "bgp bestpath med missing-as-worst",
        isSet: false,
        source:
          "bgp_med_value and bgp_static_update in FRR's bgpd/bgp_route.c, and the help of the command; the manual is silent",
      },
    },
  },
  {
    about: "oldest route",
    frrWords: "Older Path",
    model: {
      byDefault: "has no age: the router id decides, so the result does not depend on history",
      otherwise: '"policies": { "preferOlder": true }, where events give the order (converge, routers --play)',
    },
    vendors: {
      bird: { byDefault: "age does not count", otherwise: "prefer older on;", isSet: false, source: BIRD },
      frr: {
        byDefault: "the route in use stays, if both come from other ASes (RFC 5004)",
        otherwise: "bgp bestpath compare-routerid",
        isSet: true,
        source: `${FRR}#clicmd-bgp-bestpath-compare-routerid`,
      },
    },
  },
  {
    about: "router id",
    frrWords: "Router ID",
    model: {
      byDefault: 'the lowest ASN of the neighbour ("tieBreak": "lowest-asn")',
      otherwise: '"tieBreak": "router": the lowest BGP identifier, for each session',
    },
    vendors: {
      bird: {
        byDefault: "the lowest identifier of the neighbour; each session can have its own",
        otherwise: "router id ...; in the protocol",
        isSet: true,
        source: BIRD,
      },
      frr: {
        byDefault: "the lowest identifier of the neighbour, after age; one for all sessions of a router",
        otherwise: "bgp router-id ...",
        isSet: true,
        source: `${FRR}#clicmd-bgp-router-id-A.B.C.D`,
      },
    },
  },
];
