// Routes spread, as a motion: sites announce their prefix into an Internet that has no route yet, each AS passes on what its
// contracts allow, and its site changes when a better route arrives.
import { converge, type ConvergenceProblem } from "anycast-kit/routing";
import { compile, type AsGraph, type CompiledAsGraph } from "anycast-kit/topology";
import { bgpMotion } from "../../motion/index.js";

export interface RoutesSpreadOptions extends Pick<ConvergenceProblem, "announcements" | "timing" | "seed"> {
  /** Up to 40 ASes. */
  readonly topology: AsGraph | CompiledAsGraph;
}

/**
 * The data of a player: one motion with all sites, and one for each site alone. Routers do not wait (MRAI) unless `timing` says so.
 * @example explore("player", routesSpread({ topology: blackboard, announcements: announced }))
 * @throws ConvergenceError or AnnouncementError for invalid data
 */
export function routesSpread(options: RoutesSpreadOptions) {
  const { topology: graph, announcements, timing = { mrai: false }, seed } = options;
  const topology = "ases" in graph ? compile(graph) : graph;
  const letters = [...new Set(announcements.map(({ site }) => site))];
  const choices = letters.length > 1 ? [letters, ...letters.map((letter) => [letter])] : [letters];
  const motions = choices.map((sites) => {
    const own = announcements.filter(({ site }) => sites.includes(site));
    const history = converge({ topology, announcements: own, timing, ...(seed !== undefined && { seed }) }); // prettier-ignore
    const all = sites.length > 1 ? `Sites ${sites.join(" and ")} announce` : `Site ${sites[0]} announces`;
    return bgpMotion({ history, title: `${all} the prefix` });
  });
  return { choice: { label: "Who announces", options: choices.map((sites) => sites.join(" and ")) }, motions };
}
