// The decision process as two ordered lists (RFC 4271, 9.1.2.2): the rules that leave a tied set, and the rules that break the tie.
import type { MedOptions } from "../policy.js";
import { asPathLength } from "./as-path-length.js";
import { ebgpOverIbgp } from "./ebgp-over-ibgp.js";
import { igpCost } from "./igp-cost.js";
import { localPref } from "./local-pref.js";
import { lowestAsn } from "./lowest-asn.js";
import { medOfAll, med } from "./med.js";
import { origin } from "./origin.js";
import { peerAddress } from "./peer-address.js";
import { routerId } from "./router-id.js";
import type { Rule, RuleName } from "./rule.js";

/** How a tie is broken. `all` decides as `lowest-asn` does, but forwards over the whole tied set, as BGP multipath does. */
export type TieBreak = "lowest-asn" | "all" | "router";

/** The rules that look at the route alone, the same for every router of an AS. The routes that remain are the tied set. */
export const attributeRules: readonly Rule[] = [localPref, asPathLength, origin, med];

/** The same where MED is compared between all neighbours. */
export const attributeRulesWith = ({ always = false }: MedOptions): readonly Rule[] =>
  always ? attributeRules.map((rule) => (rule === med ? medOfAll : rule)) : attributeRules;

/** Whether the rules in force compare MED between all neighbours. */
export const alwaysMed = ({ attributeRules: inForce }: { readonly attributeRules: readonly Rule[] }): boolean =>
  inForce.includes(medOfAll);

/** The rules that break a tie. */
export const tieRules: Readonly<Record<TieBreak, readonly Rule[]>> = {
  "lowest-asn": [lowestAsn, peerAddress],
  all: [lowestAsn, peerAddress],
  router: [ebgpOverIbgp, igpCost, routerId, peerAddress],
};

export type { Rule, RuleName };
export { withOlderRoute } from "./older-route.js";
export { originRank } from "./origin.js";
