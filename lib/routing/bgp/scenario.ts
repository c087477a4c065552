// A scenario as JSON: the topology, what is announced, the policies, what happens when. One value from which every figure derives.
// Read with errors that name the field; what passes is complete and can be computed.
import { z } from "zod";
import { AsGraphError, defineAsGraph, type AsGraph, type AsGraphInput } from "../../topology/as-graph.js";
import { compile } from "../../topology/compile-graph.js";
import { AnnouncementError, type BgpAnnouncement } from "./announcement.js";
import type { BgpPolicies } from "./policy.js";
import type { RuleName, TieBreak } from "./rules/index.js";
import { steadyStates, type SteadyState, type SteadyStateOptions } from "./steady-state.js";

/** Something that happens at a time, in ms from the start. */
export type ScenarioEvent =
  | { readonly at: number; readonly kind: "announce" | "withdraw"; readonly site: string }
  | {
      readonly at: number;
      readonly kind: "link-down" | "link-up" | "session-down" | "session-up";
      readonly ends: readonly [number, number];
    };

export interface ScenarioClient {
  readonly asn: number;
  readonly city?: string;
  readonly weight?: number;
}

export interface Scenario {
  readonly name: string;
  readonly topology: AsGraph;
  readonly announcements: readonly BgpAnnouncement[];
  readonly policies: BgpPolicies;
  readonly tieBreak: TieBreak;
  readonly without: readonly RuleName[];
  readonly events: readonly ScenarioEvent[];
  readonly clients: readonly ScenarioClient[];
  readonly seed: number;
}

/** Thrown for text that is no scenario; the message names the file, the field, and the AS or link where there is one. */
export class ScenarioError extends Error {
  override readonly name = "ScenarioError";
}

const asn = z.int().min(1).max(0xffffffff);
const count = z.int().min(0).max(255);
const byAsn = <T extends z.ZodType>(value: T) => z.record(z.string().regex(/^[1-9]\d{0,9}$/, "not an ASN"), value);
const pop = z.union([z.string(), z.strictObject({ city: z.string(), lat: z.number(), lon: z.number() })]);
const cities = z.array(z.string()).optional();
const target = z.union([asn, z.enum(["providers", "peers", "customers"])]);
const ruleName = z.enum([
  "local-pref",
  "as-path-length",
  "origin",
  "med",
  "ebgp-over-ibgp",
  "igp-cost",
  "router-id",
  "peer-address",
  "lowest-asn",
]);

const graphShape = {
  ases: z.array(
    z.strictObject({
      asn,
      name: z.string().optional(),
      country: z.string().optional(),
      pops: z.array(pop).optional(),
      weight: z.number().optional(),
      routerId: asn.optional(),
    }),
  ),
  links: z.array(
    z.union([
      z.strictObject({ provider: asn, customer: asn, cities }),
      z.strictObject({ peers: z.tuple([asn, asn]), cities }),
    ]),
  ),
};
const graphSchema = z.object(graphShape);

const schema = z.strictObject({
  format: z.literal("anycast-scenario"),
  version: z.literal(1),
  name: z.string().default("scenario"),
  ...graphShape,
  announcements: z.array(
    z.strictObject({
      prefix: z.string().optional(),
      site: z.string().min(1),
      origin: asn,
      city: z.string().optional(),
      neighbours: z.array(asn).optional(),
      prepend: count.optional(),
      prependTo: byAsn(count).optional(),
      med: z.int().min(0).max(0xffffffff).optional(),
      communities: z
        .array(
          z.discriminatedUnion("kind", [
            z.strictObject({ kind: z.literal("no-export") }),
            z.strictObject({ kind: z.literal("graceful-shutdown") }),
            z.strictObject({ kind: z.literal("no-announce-to"), at: asn, to: target }),
            z.strictObject({ kind: z.literal("prepend-to"), at: asn, to: target, times: count }),
          ]),
        )
        .optional(),
      poison: z.array(asn).optional(),
      originCode: z.enum(["igp", "egp", "incomplete"]).optional(),
    }),
  ),
  policies: z
    .strictObject({
      localPref: z.strictObject({ customer: z.number(), peer: z.number(), provider: z.number() }).optional(),
      ases: byAsn(
        z.strictObject({
          localPref: byAsn(z.number()).optional(),
          rov: z.boolean().optional(),
          leak: z.boolean().optional(),
        }),
      ).optional(),
      roas: z
        .array(z.strictObject({ prefix: z.string(), maxLength: z.int().min(0).max(128).optional(), asn }))
        .optional(),
    })
    .default({}),
  tieBreak: z.enum(["lowest-asn", "all", "router"]).default("lowest-asn"),
  without: z.array(ruleName).default([]),
  events: z
    .array(
      z.discriminatedUnion("kind", [
        z.strictObject({ at: z.number().min(0), kind: z.enum(["announce", "withdraw"]), site: z.string() }),
        z.strictObject({
          at: z.number().min(0),
          kind: z.enum(["link-down", "link-up", "session-down", "session-up"]),
          ends: z.tuple([asn, asn]),
        }),
      ]),
    )
    .default([]),
  clients: z
    .array(z.strictObject({ asn, city: z.string().optional(), weight: z.number().min(0).optional() }))
    .default([]),
  seed: z.int().default(1),
});

/**
 * Reads a scenario.
 * @param options.file the name that errors give
 * @throws ScenarioError
 */
export function readScenario(text: string, { file = "scenario" }: { readonly file?: string } = {}): Scenario {
  const json = parseJson(text, file);
  const parsed = schema.safeParse(json);
  if (!parsed.success) throw new ScenarioError(`${file}: ${describeIssue(parsed.error.issues[0], json)}`);
  const { ases, links, name, announcements, policies, tieBreak, without, events, clients, seed } = parsed.data;
  try {
    const topology = defineAsGraph({ ases, links });
    const scenario = { name, topology, announcements, policies, tieBreak, without, events, clients, seed };
    check(scenario);
    return scenario;
  } catch (error) {
    throw new ScenarioError(`${file}: ${(error as Error).message}`);
  }
}

/**
 * The AS graph in a JSON text: of a scenario, or of the graph alone, as anycast generate writes it. To be given to defineAsGraph.
 * @throws ScenarioError
 */
export function parseAsGraph(text: string, file: string): AsGraphInput {
  const json = parseJson(text, file);
  const parsed = graphSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new ScenarioError(`${file}: ${describeIssue(parsed.error.issues[0], json)}`);
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ScenarioError(`${file} is no JSON: ${(error as Error).message}.`);
  }
}

/** What must hold between the parts. The announcements are checked by resolving them. */
function check({ topology, announcements, policies, tieBreak, events, clients }: Scenario): void {
  const known = new Set(topology.ases.map((as) => as.asn));
  const sites = new Set(announcements.map(({ site }) => site));
  const pairs = new Set(
    topology.links.flatMap((link) => ("peers" in link ? [pair(...link.peers)] : [pair(link.provider, link.customer)])),
  );
  events.forEach((event, i) => {
    if ("site" in event && !sites.has(event.site))
      throw new AnnouncementError(`events[${i}]: there is no site ${event.site}.`);
    if ("ends" in event && !pairs.has(pair(...event.ends)))
      throw new AsGraphError(`events[${i}]: there is no link AS${event.ends[0]} - AS${event.ends[1]}.`);
  });
  clients.forEach((client, i) => {
    if (!known.has(client.asn)) throw new AsGraphError(`clients[${i}]: there is no AS${client.asn} in the graph.`);
  });
  if (announcements.length === 0) throw new AnnouncementError("announcements: nothing is announced.");
  // An engine that does nothing: only the question is checked.
  const engine: SteadyStateOptions["engine"] = ({ topology: { asns } }) => ({
    bestOf: () => undefined,
    announcementOf: () => new Int16Array(asns.length).fill(-1),
  });
  steadyStates({ topology: compile(topology), announcements, policies, tieBreak, engine });
}

const pair = (a: number, b: number) => `${Math.min(a, b)} ${Math.max(a, b)}`;

/** Writes a scenario so that readScenario gives it back. */
export function writeScenario({ topology, ...rest }: Scenario): string {
  const ases = topology.ases.map(({ routerId, ...as }) => (routerId === as.asn ? as : { ...as, routerId }));
  return (
    JSON.stringify({ format: "anycast-scenario", version: 1, ...rest, ases, links: topology.links }, undefined, 1) +
    "\n"
  );
}

/** The steady states of a scenario's prefixes before any event, the longest prefix first. @throws NoSteadyStateError */
export function steadyStatesOf({ topology, announcements, policies, tieBreak, without }: Scenario): SteadyState[] {
  return steadyStates({ topology: compile(topology), announcements, policies, tieBreak, without });
}

/** An issue with the way to the field, and the AS, link or site it is in. */
function describeIssue(issue: z.core.$ZodIssue, json: unknown): string {
  const path = issue.path
    .map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`))
    .join("")
    .replace(/^\./, "");
  const [list, at] = issue.path;
  const item =
    typeof at === "number" ? (json as Record<string, Record<string, unknown>[]>)[String(list)]?.[at] : undefined;
  const named = item === undefined || item === null ? "" : nameOf(String(list), item);
  return `${path || "the whole"}${named}: ${issue.message}.`;
}

function nameOf(list: string, item: Record<string, unknown>): string {
  const show = (value: unknown) => (typeof value === "number" || typeof value === "string" ? String(value) : "?");
  if (list === "ases") return ` (AS${show(item.asn)})`;
  if (list === "announcements") return ` (site ${show(item.site)})`;
  if (list !== "links") return "";
  const [a, b] = Array.isArray(item.peers) ? (item.peers as unknown[]) : [item.provider, item.customer];
  return ` (link AS${show(a)} - AS${show(b)})`;
}
