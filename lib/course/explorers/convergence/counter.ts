// The counter beside the diagram: queries sent, answered by each site and lost up to an instant, and the current state in words.
import { queryStream, type QueryStream, describeEvent, momentAt, walkAt, type Fate } from "anycast-kit/routing";
import { count } from "../core/index.js";
import type { ConvergenceScenario } from "./data.js";
import { EVENT_MS, type Story } from "./story.js";

/** The queries sent before an instant. */
export function queriesUntil({ json }: ConvergenceScenario, { history }: Story, toMs: number): QueryStream {
  const clients = json.clients.map((asn) => ({ asn }));
  return queryStream({ history, clients, perSecond: json.perSecond, fromMs: 0, toMs });
}

const whole = new WeakMap<Story, QueryStream>();

/** The queries of the whole story. They are the same at every moment of it, so they are counted once. */
export function queriesOf(scenario: ConvergenceScenario, story: Story): QueryStream {
  const known = whole.get(story) ?? queriesUntil(scenario, story, story.frames[story.frames.length - 1]);
  whole.set(story, known);
  return known;
}

/** The fate of a query that each client sends at an instant. */
export function fatesOf(
  { json }: ConvergenceScenario,
  { history }: Story,
  atMs: number,
): { asn: number; fate: Fate }[] {
  const at = momentAt(history, atMs);
  return json.clients.map((asn) => ({ asn, fate: walkAt({ history, from: asn, at }).fate }));
}

/** "0.450 s after site A loses power". */
export function whenText(atMs: number): string {
  const seconds = Math.abs(atMs - EVENT_MS) / 1000;
  if (atMs === EVENT_MS) return "now";
  return `${seconds.toFixed(3)} s ${atMs < EVENT_MS ? "before" : "after"}`;
}

export function counterSummary(scenario: ConvergenceScenario, story: Story, atMs: number): string {
  const { history, frames } = story;
  const { sent, lost } = queriesUntil(scenario, story, atMs);
  const event = history.log.find(({ kind }) => kind === "event");
  const what = event?.kind === "event" ? describeEvent(event.event) : "";
  const when = atMs === EVENT_MS ? `${what}, now` : `${what}: ${whenText(atMs)}`;
  const unlucky = fatesOf(scenario, story, atMs).filter(({ fate }) => fate.kind !== "delivered");
  const isOver = momentAt(history, atMs).step === history.log.length;
  const now =
    unlucky.length === 0
      ? "Now every query is answered"
      : `Now ${listed(unlucky.map(({ asn, fate }) => `AS${asn} loses its queries (${fateName(fate)})`))}`;
  const then =
    isOver && atMs === frames[frames.length - 1]
      ? unlucky.length > 0
        ? ", and nothing will change that."
        : ", and nothing changes any more."
      : ".";
  return `${when}. Of ${count(sent)} queries ${count(lost)} ${lost === 1 ? "is" : "are"} lost so far. ${now}${then}`;
}

export const fateName = (fate: Fate): string =>
  fate.kind === "black hole" ? fate.why : fate.kind === "delivered" ? `site ${fate.site}` : fate.kind;

const listed = (parts: readonly string[]) =>
  parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts[parts.length - 1]}`;
