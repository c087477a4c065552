// The data of "move the catchment border": a network, sites on it, a link. Sites become a deployment.
import * as z from "zod/mini";
import { deploy } from "anycast-kit/anycast";
import { link as linkOf, router as routerOf } from "anycast-kit/routing";
import { embedJson } from "anycast-kit/figures";
import { ExplorerError, readDeployment, readNetwork, type DeploymentJson, named, readWith } from "../core/index.js";
import type { CatchmentBorderJson } from "./data.js";

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
  link: z.tuple([z.string(), z.string()]),
  min: cost,
  max: cost,
  step: cost,
  router: z.optional(z.string()),
  clients: z.optional(z.array(client).check(z.minLength(1), z.maxLength(500))),
});

/** @throws ExplorerError that names the field, the router or the link */
export function prepareCatchmentBorder(json: unknown): CatchmentBorderJson {
  const { sites, deployment: given, ...rest } = readWith(schema, explorer, json);
  const network = named(explorer, "network", () => readNetwork(rest.network));
  named(explorer, "link", () => linkOf(network, ...rest.link));
  for (const { router } of rest.clients ?? []) named(explorer, "clients", () => routerOf(network, router));
  named(explorer, "router", () => routerOf(network, rest.router ?? rest.link[0]));
  if ((sites === undefined) === (given === undefined))
    throw new ExplorerError(`Explorer "${explorer}": expected either sites or a deployment.`);
  if (given) named(explorer, "deployment", () => readDeployment(network, given));
  const made = () => embedJson(deploy({ network, address: "192.0.2.53", sites: sites! }));
  return { ...rest, deployment: given ?? (JSON.parse(named(explorer, "sites", made)) as DeploymentJson) };
}
