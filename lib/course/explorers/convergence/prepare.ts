// The data of "watch routes settle": an AS graph small enough to be drawn, announcements, and the initial positions of the controls.
import { isSiteLetter } from "anycast-kit/figures";
import * as z from "zod/mini";
import { announcementSchema, graphSchema } from "anycast-kit/routing/scenario";
import { defineAsGraph } from "anycast-kit/topology";
import { asnField, ExplorerError, named, readWith } from "../core/index.js";
import { readConvergenceScenario, usualClients } from "./data.js";
import { ANNOUNCEMENTS, DETECTIONS, HAPPENINGS, MRAIS, type ConvergenceJson } from "./props.js";

const explorer = "convergence";
const ms = z.number().check(z.minimum(0), z.maximum(3_600_000));

const mrai = z.strictObject({
  ebgpMs: z.optional(ms),
  ibgpMs: z.optional(ms),
  jitter: z.optional(z.tuple([z.number(), z.number()])),
  withdrawals: z.optional(z.boolean()),
});

const schema = z.strictObject({
  topology: graphSchema,
  announcements: z.array(announcementSchema).check(z.minLength(1), z.maxLength(8)),
  policies: z.optional(z.looseObject({})),
  clients: z.optional(z.array(asnField).check(z.minLength(1), z.maxLength(12))),
  perSecond: z._default(z.int().check(z.minimum(1), z.maximum(100_000)), 1000),
  linkDelayMs: z._default(z.union([ms, z.tuple([ms, ms])]), [10, 60]),
  mrai: z.optional(mrai),
  seed: z._default(z.int(), 1),
  site: z.optional(z.string()),
  happening: z._default(z.enum(HAPPENINGS), "loses power"),
  detection: z._default(z.enum(DETECTIONS), "BFD, 0.9 s"),
  announcement: z._default(z.enum(ANNOUNCEMENTS), "a static route"),
  mraiIs: z._default(z.enum(MRAIS), "off"),
});

/** @throws ExplorerError that names the field, the AS or the site */
export function prepareConvergence(json: unknown): ConvergenceJson {
  const fail = (text: string) => new ExplorerError(`Explorer "${explorer}": ${text}`);
  const compiled = (json as { topology?: { asns?: unknown } } | null)?.topology?.asns !== undefined;
  if (compiled) throw fail("topology: expected an AS graph from defineAsGraph; it is compiled in the page.");
  const { topology: graph, clients, site, policies, mrai: interval, ...rest } = readWith(schema, explorer, json);
  const topology = named(explorer, "topology", () => defineAsGraph(graph));
  if (topology.ases.length > 40)
    throw fail(`topology: must have at most 40 ASes to be drawn (got ${topology.ases.length}).`);
  const sites = rest.announcements.map((each) => each.site);
  const odd = sites.find((letter) => !isSiteLetter(letter));
  if (odd !== undefined)
    throw fail(`announcements: site "${odd}" has no mark; sites must be named by the letters A to H.`);
  if (site !== undefined && !sites.includes(site))
    throw fail(`site: unknown site ${site}; sites are ${sites.join(", ")}.`);
  const asking = clients ?? usualClients(topology, rest.announcements);
  const unknown = asking.find((asn) => !topology.ases.some((as) => as.asn === asn));
  if (unknown !== undefined) throw fail(`clients: unknown AS${unknown} in the topology.`);
  if (asking.length === 0) throw fail("clients: must not be empty. Name an AS, because every AS here has customers.");
  const data: ConvergenceJson = {
    ...rest,
    topology,
    clients: asking,
    site: site ?? sites[0],
    ...(policies && { policies }),
    ...(interval && { mrai: interval }),
  };
  named(explorer, "announcements", () => readConvergenceScenario(data));
  return data;
}
