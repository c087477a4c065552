// The data of "watch routes settle": its AS graph, compiled once, and the stories for its options.
import { lruCache, asGraphContents } from "anycast-kit/figures";
import type { BgpAnnouncement } from "anycast-kit/routing";
import { type AsGraph, compile, type CompiledAsGraph } from "anycast-kit/topology";
import type { State } from "../core/index.js";
import type { ConvergenceJson } from "./props.js";
import { storyOf, type Story } from "./story.js";

/** The input of every state. */
export interface ConvergenceScenario {
  readonly json: ConvergenceJson;
  readonly topology: CompiledAsGraph;
  readonly sites: readonly string[];
  readonly initial: State;
  /** The story for the options of a state; cached. */
  readonly story: (state: State) => Story;
}

/** @throws AsGraphError, AnnouncementError or UnknownAsError for invalid data */
export function readConvergenceScenario(json: ConvergenceJson): ConvergenceScenario {
  const topology = compile(json.topology);
  const stories = lruCache<Story>();
  const story = (state: State): Story =>
    stories([state.site, state.happening, state.detection, state.announcement, state.mrai].join("|"), () =>
      storyOf(json, topology, state),
    );
  const { site, happening, detection, announcement, mraiIs: mrai } = json;
  const options = { site, happening, detection, announcement, mrai };
  const moment = story(options).firstShown;
  const sites = json.announcements.map((each) => each.site);
  return { json, topology, sites, initial: { ...options, moment }, story };
}

/** The default clients: the ASes at the bottom that announce nothing. */
export function usualClients(topology: AsGraph, announcements: readonly BgpAnnouncement[]): number[] {
  const { ases, links } = asGraphContents(topology);
  const sells = new Set(links.flatMap((link) => ("provider" in link ? [link.provider] : [])));
  const announces = new Set(announcements.map(({ origin }) => origin));
  return ases.map(({ asn }) => asn).filter((asn) => !sells.has(asn) && !announces.has(asn));
}
