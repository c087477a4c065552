// A scenario file that is played, not only solved: the project's scenario JSON, with every kind of event, and under
// "convergence" how long things take. See event-schema.ts for the fields.
import { z } from "zod";
import { compile } from "../../topology/compile-graph.js";
import { DEFAULT_PREFIX } from "../bgp/announcement.js";
import { readScenario, ScenarioError, type Scenario } from "../bgp/scenario.js";
import { parsePrefix } from "../prefix.js";
import { converge, type ConvergenceProblem } from "./converge.js";
import type { RoutingEvent } from "./events.js";
import { convergenceSchema, eventSchema } from "./event-schema.js";
import type { History } from "./history.js";

export interface ConvergenceScenario extends Omit<Scenario, "events"> {
  readonly events: readonly RoutingEvent[];
  readonly convergence: Pick<ConvergenceProblem, "timing" | "health" | "insides" | "start" | "maxSteps"> & {
    readonly order?: "time" | "fifo" | "random";
  };
}

const schema = z.looseObject({ events: z.array(eventSchema).default([]), convergence: convergenceSchema.default({}) });

/**
 * Reads a scenario with its events.
 * @param options.file the name that errors give
 * @throws ScenarioError that names the file and the field
 */
export function readConvergenceScenario(
  text: string,
  { file = "scenario" }: { readonly file?: string } = {},
): ConvergenceScenario {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new ScenarioError(`${file} is no JSON: ${(error as Error).message}.`);
  }
  const isObject = typeof json === "object" && json !== null && !Array.isArray(json);
  // What is ours is checked here, the rest by the reader of scenarios.
  const theirs = isObject ? JSON.stringify({ ...(json as object), events: undefined, convergence: undefined }) : text;
  const scenario = readScenario(theirs, { file });
  const parsed = schema.safeParse(json);
  if (!parsed.success) throw new ScenarioError(`${file}: ${describeIssue(parsed.error.issues[0], json)}`);
  const { health, ...convergence } = parsed.data.convergence;
  const bySite = health && "bySite" in health ? health.bySite : health;
  const events: readonly RoutingEvent[] = parsed.data.events;
  const sites = new Set(scenario.announcements.map(({ site }) => site));
  events.forEach((event, i) => {
    if ("site" in event && event.site !== undefined && !sites.has(event.site))
      throw new ScenarioError(`${file}: events[${i}].site: there is no site ${event.site}.`);
  });
  const read = { ...scenario, events, convergence: { ...convergence, ...(bySite && { health: bySite }) } };
  return read;
}

/**
 * Plays a scenario: a history for each of its prefixes, the longest first. Sites announce one prefix each; an event that names a
 * site is part of that prefix's history, an event on a link or session of all.
 * @throws ConvergenceError for an event that cannot be
 */
export function playScenario(scenario: ConvergenceScenario): History[] {
  const { topology, announcements, policies, tieBreak, without, seed, convergence } = scenario;
  const compiled = compile(topology);
  const { order = "time", ...options } = convergence;
  const prefixes = new Map<string, typeof announcements>();
  for (const each of announcements) {
    const prefix = parsePrefix(each.prefix ?? DEFAULT_PREFIX).text;
    prefixes.set(prefix, [...(prefixes.get(prefix) ?? []), each]);
  }
  const longestFirst = [...prefixes].sort(([a], [b]) => parsePrefix(b).length - parsePrefix(a).length);
  return longestFirst.map(([, own]) => {
    const isOurs = (event: RoutingEvent) =>
      !("site" in event) || event.site === undefined || own.some(({ site }) => site === event.site);
    const events = scenario.events.filter(isOurs);
    const question = { topology: compiled, announcements: own, policies, tieBreak, without };
    return converge({ ...question, ...options, events, seed, order: { kind: order } });
  });
}

/** The field at fault, and what is wrong with it. */
function describeIssue({ path, message }: z.core.$ZodIssue, json: unknown): string {
  const field = path.map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`)).join("");
  const [list, i] = path;
  const event = list === "events" && typeof i === "number" ? (json as { events: unknown[] }).events[i] : undefined;
  const kind = (event as { kind?: unknown } | undefined)?.kind;
  return `${field.replace(/^\./, "") || "the whole"}${typeof kind === "string" ? ` (${kind})` : ""}: ${message}.`;
}
