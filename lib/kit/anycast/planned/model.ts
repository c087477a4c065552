// An engineer's own deployment as JSON: one AS, its sites, and whom each site is connected to. Read and checked as far as the
// file alone shows it.
import * as z from "zod/mini";
import { announcementSchema, asn } from "../../routing/scenario/index.js";
import type { BgpAnnouncement } from "../../routing/bgp/index.js";
import { describePlainly, JsonTextError, parseOwnFormat, safeParseLong } from "../../topology/index.js";
import { DeploymentError } from "../deployment.js";

export interface PlannedSite {
  /** A city of the kit's table, or its IATA code. Each site has its own. */
  readonly city: string;
  /** ASNs of its providers there. */
  readonly upstreams: readonly number[];
  /** ASNs of its peers there. Defaults to none. */
  readonly peers?: readonly number[];
  readonly prepend?: number;
  readonly prependTo?: Readonly<Record<number, number>>;
  readonly communities?: BgpAnnouncement["communities"];
  /** In the unit of the demand. Defaults to unlimited. */
  readonly capacity?: number;
}

export interface PlannedDeployment {
  readonly name?: string;
  /** The AS that announces at all sites; it must not be in the AS graph. */
  readonly asn: number;
  readonly sites: Readonly<Record<string, PlannedSite>>;
  /** Total demand, in the unit of the capacities. */
  readonly demand?: number;
  /** Each seed draws the places of the networks and users of the AS graph again. */
  readonly seeds: readonly number[];
}

const site = z.strictObject({
  city: z.string(),
  upstreams: z.array(asn),
  peers: z.optional(z.array(asn)),
  prepend: announcementSchema.shape.prepend,
  prependTo: announcementSchema.shape.prependTo,
  communities: announcementSchema.shape.communities,
  capacity: z.optional(z.number().check(z.positive())),
});

const schema = z.strictObject({
  format: z.literal("anycast-deployment"),
  version: z.literal(1),
  name: z.optional(z.string()),
  asn: z._default(asn, 64500),
  sites: z.record(z.string(), site),
  demand: z.optional(z.number().check(z.positive())),
  seeds: z._default(z.array(z.int()).check(z.minLength(1), z.maxLength(20)), [1, 2, 3]),
});

/** Limit on sites: each is taken away once, and each of its neighbours, on every seed. */
const mostSites = 200;

/**
 * Reads a deployment file.
 * @throws DeploymentError that names the file and the field
 */
export function readPlannedDeployment(text: string, file = "deployment"): PlannedDeployment {
  const fail = (problem: string) => new DeploymentError(`${file}: ${problem}`);
  let json: unknown;
  try {
    json = parseOwnFormat(text);
  } catch (error) {
    if (!(error instanceof JsonTextError)) throw error;
    throw fail(`${(error.twice ?? error.field) === undefined ? "invalid JSON. " : ""}${error.message}`);
  }
  const parsed = safeParseLong(schema, json);
  if (!parsed.success) throw fail(describePlainly(parsed.error.issues[0], json));
  const deployment = parsed.data as PlannedDeployment;
  const sites = Object.entries(deployment.sites);
  if (sites.length === 0) throw fail("sites: must have at least one.");
  if (sites.length > mostSites) throw fail(`sites: has ${sites.length}, at most ${mostSites} are read.`);
  if (new Set(deployment.seeds).size < deployment.seeds.length) throw fail("seeds: duplicate seed. Remove one.");
  for (const [name, { upstreams, peers = [], prependTo = {} }] of sites) {
    const all = [...upstreams, ...peers];
    if (all.length === 0) throw fail(`sites.${name}: needs an upstream or a peer.`);
    const twice = all.find((each, i) => all.indexOf(each) < i);
    if (twice !== undefined) throw fail(`sites.${name}: duplicate AS${twice}. Remove one.`);
    const other = Object.keys(prependTo).find((each) => !all.includes(Number(each)));
    if (other !== undefined)
      throw fail(`sites.${name}.prependTo: AS${other} is not an upstream or a peer of the site.`);
  }
  return deployment;
}
