// The data of "the decision process, rule by rule": an AS graph small enough to be drawn, announcements, and the initial view.
import { isSiteLetter } from "anycast-kit/figures";
import * as z from "zod/mini";
import { announcementSchema, graphSchema, policiesSchema, ruleNameSchema } from "anycast-kit/routing/scenario";
import { defineAsGraph } from "anycast-kit/topology";
import { ExplorerError, named, readWith } from "../core/index.js";
import { contractsOf, MOST_CONTRACTS } from "./contracts.js";
import { readDecisionScenario, routersOf, rulesOf, type DecisionJson } from "./data.js";

const explorer = "decision";

const schema = z.strictObject({
  topology: graphSchema,
  announcements: z.array(announcementSchema).check(z.minLength(1), z.maxLength(8)),
  policies: z.optional(policiesSchema),
  tieBreak: z._default(z.enum(["router", "lowest-asn", "all"]), "router"),
  asn: z.optional(z.int()),
  city: z.optional(z.string()),
  off: z._default(z.array(ruleNameSchema), []),
  edit: z.optional(z.boolean()),
});

/** @throws ExplorerError that names the field, the AS or the site */
export function prepareDecision(json: unknown): DecisionJson {
  const fail = (text: string) => new ExplorerError(`Explorer "${explorer}": ${text}`);
  if ((json as { topology?: { asns?: unknown } } | null)?.topology?.asns !== undefined)
    throw fail("topology: expected an AS graph from defineAsGraph; it is compiled in the page.");
  const { topology: graph, asn, city, policies, ...rest } = readWith(schema, explorer, json);
  const topology = named(explorer, "topology", () => defineAsGraph(graph));
  if (topology.ases.length > 40)
    throw fail(`topology: must have at most 40 ASes to be drawn (got ${topology.ases.length}).`);
  const odd = rest.announcements.find(({ site }) => !isSiteLetter(site));
  if (odd) throw fail(`announcements: site "${odd.site}" has no mark; sites must be named by the letters A to H.`);
  const routers = routersOf({ topology, ...rest });
  if (routers.length === 0) throw fail("topology: at least one AS must not announce the prefix.");
  const chosen = asn ?? busiest(topology.links, new Set(routers.map((each) => each.asn)));
  if (!routers.some((each) => each.asn === chosen && (city === undefined || each.city === city)))
    throw fail(
      `asn: unknown router AS${chosen}${city ? ` in ${city}` : ""}; routers that decide are ${routers.map(({ label }) => label).join("; ")}.`,
    );
  const rules = rulesOf(rest.tieBreak);
  const idle = rest.off.find((rule) => !rules.includes(rule));
  if (idle) throw fail(`off: unknown rule ${idle}; rules here are ${rules.join(", ")}.`);
  const contracts = rest.edit ? contractsOf({ topology, ...rest }).length : 0;
  if (contracts > MOST_CONTRACTS)
    throw fail(`edit: the topology must have at most ${MOST_CONTRACTS} links between other ASes (got ${contracts}).`);
  const data: DecisionJson = {
    ...rest,
    topology,
    asn: chosen,
    ...(city === undefined ? {} : { city }),
    ...(policies && { policies }),
  };
  named(explorer, "announcements", () => readDecisionScenario(data));
  return data;
}

/** The AS with most neighbours; the lowest ASN between equals. */
function busiest(links: DecisionJson["topology"]["links"], among: ReadonlySet<number>): number {
  const neighbours = new Map([...among].sort((a, b) => a - b).map((asn) => [asn, 0]));
  for (const link of links)
    for (const end of "peers" in link ? link.peers : [link.provider, link.customer])
      if (neighbours.has(end)) neighbours.set(end, neighbours.get(end)! + 1);
  return [...neighbours].reduce((best, each) => (each[1] > best[1] ? each : best))[0];
}
