// The origin ASNs of a deployment before the RPKI: one ASN for all sites, or one for each so that the AS path identifies the
// site (RFC 6382). Each needs a ROA; without it, validating ASes drop the site's route (RFC 6811).
import { originValidity, type Validity } from "../../routing/bgp/index.js";
import { parsePrefix } from "../../routing/index.js";
import type { InternetDeployment } from "./deployment.js";

export interface OriginCheck {
  readonly site: string;
  readonly prefix: string;
  readonly origin: number;
  readonly validity: Validity;
}

/**
 * Validates the origin of each announcement of a deployment against the policies' ROAs (RFC 6811).
 * @example checkOrigins(worldwide).map(({ validity }) => validity) // ["not-found","not-found"]
 */
export function checkOrigins({ announcements, policies }: InternetDeployment): readonly OriginCheck[] {
  return announcements.map(({ site, origin, prefix: text }) => {
    const prefix = parsePrefix(text!);
    return { site, prefix: prefix.text, origin, validity: originValidity(prefix, origin, policies.roas ?? []) };
  });
}
