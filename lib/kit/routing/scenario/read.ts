// A scenario from JSON and back. Errors name the file and the field; a scenario that passes is complete and can be computed.
import {
  compile,
  defineAsGraph,
  endsOf,
  JsonTextError,
  parseOwnFormat,
  type AsGraph,
  safeParseLong,
} from "../../topology/index.js";
import { steadyStates, type SteadyStateOptions } from "../bgp/index.js";
import { checkPlayed } from "./check-played.js";
import { checkSitesMeet } from "./check-sites.js";
import { describeIssue } from "./issue.js";
import { withRouteServers } from "./route-servers.js";
import { ScenarioError, type Scenario } from "./scenario.js";
import { graphSchema, scenarioSchema } from "./schema.js";
import { seeField } from "./see-field.js";

/**
 * Reads a scenario, or the scenario of a question.
 * @param text the whole file, JSON
 * @param options how errors name the file
 * @param options.file the name that errors give
 * @example readScenario('{"format":"anycast-scenario","version":1,"ases":[{"asn":1},{"asn":2}],"links":[{"provider":1,"customer":2}],"announcements":[{"site":"A","origin":2}]}').announcements.length // 1
 * @throws ScenarioError
 */
export function readScenario(text: string, { file = "scenario" }: { readonly file?: string } = {}): Scenario {
  const parsed = parseWith(scenarioSchema, text, file);
  const { name, description, ases, routeServers, announcements, policies, tieBreak, without } = parsed;
  const { events, convergence, clients, seed } = parsed;
  try {
    const links = withRouteServers(
      parsed.links,
      routeServers ?? [],
      ases.map(({ asn }) => asn),
    );
    const topology = defineAsGraph({ ases, links });
    const question = { topology, announcements, policies, tieBreak, without };
    const played = { events, convergence, clients, seed };
    const said = { ...(description !== undefined && { description }), ...(routeServers && { routeServers }) };
    const scenario = { name, ...said, ...question, ...played };
    check(scenario);
    return scenario;
  } catch (error) {
    throw new ScenarioError(`${file}: ${(error as Error).message}${seeField(error, parsed)}`);
  }
}

/**
 * The AS graph in a JSON text: of a scenario, or of the graph alone, as anycast generate writes it.
 * @example parseAsGraph('{"ases":[{"asn":1},{"asn":2}],"links":[{"provider":1,"customer":2}]}', "graph.json").links.length // 1
 * @throws ScenarioError that names the file and the field
 */
export function parseAsGraph(text: string, file: string): AsGraph {
  const parsed = parseWith(graphSchema, text, file);
  const { ases, links, routeServers = [] } = parsed;
  const asns = ases.map(({ asn }) => asn);
  try {
    return defineAsGraph({ ases, links: withRouteServers(links, routeServers, asns) });
  } catch (error) {
    const parts = { ...parsed, announcements: [], policies: {} };
    throw new ScenarioError(`${file}: ${(error as Error).message}${seeField(error, parts)}`);
  }
}

/**
 * Writes a scenario so that readScenario gives it back.
 * @example readScenario(writeScenario(scenario)).announcements.length // 2
 */
export function writeScenario({ topology, ...rest }: Scenario): string {
  const ases = topology.ases.map(({ routerId, ...as }) => (routerId === as.asn ? as : { ...as, routerId }));
  return (
    JSON.stringify({ format: "anycast-scenario", version: 1, ...rest, ases, links: topology.links }, undefined, 1) +
    "\n"
  );
}

function parseWith<T extends typeof scenarioSchema | typeof graphSchema>(schema: T, text: string, file: string) {
  let json: unknown;
  try {
    json = parseOwnFormat(text);
  } catch (error) {
    if (!(error instanceof JsonTextError)) throw error;
    throw new ScenarioError(
      `${file}${(error.twice ?? error.field) === undefined ? " is not valid JSON" : ""}: ${error.message}`,
    );
  }
  json = scenarioIn(json);
  const parsed = safeParseLong(schema, json);
  if (parsed.success) return parsed.data as ReturnType<T["parse"]>;
  throw new ScenarioError(`${file}: ${describeIssue(parsed.error.issues[0], json)}`);
}

/** A question has its scenario inside. */
function scenarioIn(json: unknown): unknown {
  const { format, scenario } = (json ?? {}) as { readonly format?: unknown; readonly scenario?: unknown };
  return format === "anycast-question" && typeof scenario === "object" ? scenario : json;
}

/** Constraints between the parts. Announcements and policies are checked by resolving them. */
function check(scenario: Scenario): void {
  const { topology, announcements, policies, tieBreak, events, clients, convergence } = scenario;
  const { insides } = convergence;
  const fail = (text: string) => new ScenarioError(text);
  const known = new Set(topology.ases.map(({ asn }) => asn));
  const sites = new Set(announcements.map(({ site }) => site));
  const pair = ([a, b]: readonly [number, number]) => `${Math.min(a, b)} ${Math.max(a, b)}`;
  const pairs = new Set(topology.links.map((link) => pair(endsOf(link))));
  events.forEach((event, i) => {
    if (event.site !== undefined && !sites.has(event.site))
      throw fail(`events[${i}].site: unknown site ${event.site}; sites are ${[...sites].slice(0, 8).join(", ")}.`);
    if ("ends" in event && !pairs.has(pair(event.ends)))
      throw fail(
        `events[${i}].ends: unknown link AS${event.ends[0]} - AS${event.ends[1]}. Name two ASes that "links" joins.`,
      );
  });
  clients.forEach(({ asn }, i) => {
    if (!known.has(asn)) throw fail(`clients[${i}]: unknown AS${asn}. Add it to "ases", or correct the client's asn.`);
  });
  if (announcements.length === 0) throw fail('announcements: must not be empty. Add { "site": ..., "origin": ... }.');
  // An engine that does nothing: only the problem is checked.
  const engine: SteadyStateOptions["engine"] = ({ topology: { asns } }) => ({
    bestOf: () => undefined,
    announcementOf: () => new Int16Array(asns.length).fill(-1),
  });
  const compiled = compile(topology);
  steadyStates({ topology: compiled, announcements, policies, tieBreak, insides, engine });
  checkSitesMeet(scenario);
  checkPlayed(scenario, compiled);
}
