// The data of "move the catchment border": a network, sites on it, a link. Sites become a deployment.
import * as z from "zod/mini";
import { deploy } from "anycast-kit/anycast";
import { link as linkOf, router as routerOf } from "anycast-kit/routing";
import { embedJson } from "anycast-kit/figures";
import { ExplorerError, readDeployment, readNetwork, type DeploymentJson, named, readWith } from "../core/index.js";
import { EDITS, type CatchmentBorderJson } from "./data.js";
import { MOST_EDITABLE } from "./editing.js";

const explorer = "catchment-border";
const name = z.string().check(z.minLength(1), z.maxLength(80));

const network = z.object({
  name,
  routers: z.array(z.object({ id: name, lat: z.number(), lon: z.number() })).check(z.minLength(2), z.maxLength(500)),
  links: z.array(z.object({ ends: z.tuple([name, name]), cost: z.number(), km: z.number() })).check(z.maxLength(2000)),
});

const deployment = z.object({
  address: name,
  prefix: name,
  sites: z.array(z.object({ name, router: name, unique: name, identity: name })).check(z.minLength(1), z.maxLength(8)),
  announcements: z
    .array(z.object({ prefix: name, router: name, site: name, metric: z.optional(z.number()) }))
    .check(z.maxLength(500)),
});

const cost = z.optional(z.int().check(z.minimum(1), z.maximum(65535)));
const client = z.object({ name, router: name, weight: z.optional(z.number().check(z.positive())) });

const schema = z.strictObject({
  network,
  sites: z.optional(z.record(z.string(), z.string())),
  deployment: z.optional(deployment),
  link: z.optional(z.tuple([z.string(), z.string()])),
  min: cost,
  max: cost,
  step: cost,
  router: z.optional(z.string()),
  clients: z.optional(z.array(client).check(z.minLength(1), z.maxLength(500))),
  edit: z.optional(z.enum(EDITS)),
});

/** @throws ExplorerError that names the field, the router or the link */
export function prepareCatchmentBorder(json: unknown): CatchmentBorderJson {
  const { sites, deployment: given, ...read } = readWith(schema, explorer, json);
  const network = named(explorer, "network", () => readNetwork(read.network));
  // An explorer without costs has no slider, so any link will do.
  const link = read.link ?? (read.edit === "sites" ? network.links[0]?.ends : undefined);
  if (link === undefined) throw new ExplorerError(`Explorer "${explorer}": link: expected the two ends of a link.`);
  const rest = { ...read, link };
  named(explorer, "link", () => linkOf(network, ...rest.link));
  for (const { router } of rest.clients ?? []) named(explorer, "clients", () => routerOf(network, router));
  named(explorer, "router", () => routerOf(network, rest.router ?? rest.link[0]));
  const { links, routers } = network;
  if (rest.edit && (links.length > MOST_EDITABLE.links || routers.length > MOST_EDITABLE.routers))
    throw new ExplorerError(
      `Explorer "${explorer}": edit: the network must have at most ${MOST_EDITABLE.links} links and ${MOST_EDITABLE.routers} routers (got ${links.length} and ${routers.length}).`,
    );
  if ((sites === undefined) === (given === undefined))
    throw new ExplorerError(`Explorer "${explorer}": expected either sites or a deployment.`);
  if (given) named(explorer, "deployment", () => readDeployment(network, given));
  const made = () => embedJson(deploy({ network, address: "192.0.2.53", sites: sites! }));
  return { ...rest, deployment: given ?? (JSON.parse(named(explorer, "sites", made)) as DeploymentJson) };
}
