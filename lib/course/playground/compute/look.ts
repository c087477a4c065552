// The picture and the numbers of a scenario before any event: the same steady state that `anycast catchment` prints.
import { routesContents, withPositions, type AsGraphContents, type AsNode } from "anycast-kit/figures";
import { asPathOf, siteOf, stableStates, type SteadyState } from "anycast-kit/routing";
import type { Scenario } from "anycast-kit/routing/scenario";
import { endsOf } from "anycast-kit/topology";
import type { Look, SiteRow } from "../protocol.js";
import { lettersOf } from "./letters.js";
import { onMap } from "./map.js";
import { drawnAses } from "./part.js";

/** The site of each AS is listed up to this number of ASes. */
const MOST_LISTED = 200;

/** @param states the steady states of all prefixes, the longest first */
export function lookAt(
  scenario: Scenario,
  states: readonly SteadyState[],
  { prefix, focus }: { readonly prefix?: string; readonly focus?: number } = {},
): Look {
  const state = states.find(({ problem }) => problem.prefix.text === prefix) ?? states[0];
  const { problem, catchments, reached } = state;
  const letters = lettersOf(scenario);
  const drawn = drawnAses(scenario, state, focus);
  const { ases } = scenario.topology;
  const isWhole = drawn.length === ases.length;
  const map = onMap(scenario, state, letters);
  const contents = isWhole ? routesContents(state) : partContents(scenario, state, drawn);
  const names = [...new Set(problem.announcements.map(({ site }) => site))];
  return {
    name: scenario.name,
    ...(scenario.description !== undefined && { description: scenario.description }),
    prefixes: states.map((each) => each.problem.prefix.text),
    prefix: problem.prefix.text,
    sites: names.map((name): SiteRow => {
      const { origin, city } = problem.announcements.find(({ site }) => site === name)!;
      const letter = letters.get(name);
      return { name, origin, ases: catchments[name] ?? 0, ...(letter && { letter }), ...(city && { city }) };
    }),
    ases: ases.length,
    reached,
    otherStates: stableStates(state).states.length - 1,
    drawn: withPositions(withMarks(contents, letters, scenario, state)),
    ...(map && { map }),
    leftOut: ases.length - drawn.length,
    ...(scenario.policies.preferOlder && { keepsRoutes: true }),
    uses:
      ases.length > MOST_LISTED
        ? []
        : ases.map(({ asn }) => {
            const [site, path] = [siteOf(state, asn), asPathOf(state, asn)];
            return { asn, ...(site !== undefined && { site }), ...(path && { path }) };
          }),
  };
}

/** The same for a part of a large graph: an AS with several routers shows the site of its best route. */
function partContents({ topology }: Scenario, state: SteadyState, drawn: readonly number[]): AsGraphContents {
  const shown = new Set(drawn);
  const ases = topology.ases.filter(({ asn }) => shown.has(asn));
  const links = topology.links.filter((link) => endsOf(link).every((asn) => shown.has(asn)));
  const { announcements } = state.problem;
  return {
    ases: ases.map(({ asn, name }): AsNode => ({ asn, ...(name && { name }), site: siteOf(state, asn) ?? null })),
    links,
    sites: announcements
      .filter(({ site, origin }, i) => shown.has(origin) && announcements.findIndex((each) => each.site === site) === i)
      .map(({ site, origin, city }) => ({ name: site, origin, ...(city && { place: city }) })),
    routes: ases.flatMap(({ asn }) => {
      const next = asPathOf(state, asn)?.[0];
      const site = siteOf(state, asn);
      return next !== undefined && site !== undefined && shown.has(next) ? [{ from: asn, to: next, site }] : [];
    }),
  };
}

/** Letters for names, places for sites that are not named by their letter, and the clients. */
function withMarks(
  contents: AsGraphContents,
  letters: ReadonlyMap<string, string>,
  { clients }: Scenario,
  state: SteadyState,
): AsGraphContents {
  const { ases, sites = [], routes = [], links } = contents;
  const shown = new Set(ases.map(({ asn }) => asn));
  /** A site without a letter is not drawn. */
  const mark = <T extends { readonly site?: string | null }>({ site, ...rest }: T) => {
    if (site === undefined || site === null) return { ...rest, ...(site === null && { site }) };
    const letter = letters.get(site);
    return letter === undefined ? rest : { ...rest, site: letter };
  };
  return {
    ases: ases.map(({ split, ...as }): AsNode => {
      const shares = split?.flatMap(({ site, share }) => (letters.has(site) ? [{ site: letters.get(site)!, share }] : [])); // prettier-ignore
      return { ...(mark(as) as AsNode), ...(shares && { split: shares }) };
    }),
    // Plain links: those of the graph have more fields than a picture needs.
    links: links.map((link) => ("peers" in link ? { peers: link.peers } : { provider: link.provider, customer: link.customer })), // prettier-ignore
    sites: sites.flatMap(({ name, origin, place }) => {
      const letter = letters.get(name);
      if (letter === undefined) return [];
      const label = letter === name ? place : place === undefined || place === name ? name : `${name}, ${place}`;
      return [{ name: letter, origin, ...(label && { place: label }) }];
    }),
    routes: routes.flatMap(({ from, to, site }) => (letters.has(site) ? [{ from, to, site: letters.get(site)! }] : [])),
    clients: clients.flatMap(({ asn }) => {
      if (!shown.has(asn)) return [];
      const site = siteOf(state, asn);
      return [{ asn, ...(site === undefined ? { site: null } : letters.has(site) && { site: letters.get(site)! }) }];
    }),
    ...(contents.fidelity && { fidelity: contents.fidelity }),
  };
}
