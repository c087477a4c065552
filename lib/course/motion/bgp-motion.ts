// The motion of converging routes: a move for each BGP message that was delivered, an event for everything in the routers' log.
import { asGraphContents, onlyNeighbour } from "anycast-kit/figures";
import { describeEntry, type History } from "anycast-kit/routing";
import type { Held, Motion, MotionEvent, Move } from "./motion.js";

/** The events that a reader steps to: messages and their consequences. */
const told = new Set(["event", "update", "withdrawal", "best", "session", "site", "link", "reuse"]);

export interface BgpMotionOptions {
  readonly history: History;
  readonly title: string;
  /** Only what happens from this instant on, ms. Defaults to 0: everything. */
  readonly fromMs?: number;
}

/**
 * Places are "AS10" and the letters of sites. Each AS holds the site that its packets use.
 * @returns the motion; its moves and events refer to the entries of `history.log` by number
 */
export function bgpMotion({ history, title, fromMs = 0 }: BgpMotionOptions): Motion {
  const { wiring, log, problem, best } = history;
  const placeOf = (speaker: number) => {
    const { asn, site, router } = wiring.speakers[speaker];
    return site !== undefined && router < 0 ? site : `AS${asn}`;
  };
  const moves: Move[] = [];
  const events: MotionEvent[] = [];
  const holds: Held[] = [];
  const origins = new Set(problem.announcements.map(({ origin }) => origin));
  const hold = (atMs: number, speaker: number, route: (typeof best)[number]["values"][number]) => {
    if (wiring.speakers[speaker].router < 0 || origins.has(wiring.speakers[speaker].asn)) return;
    const lines = [route ? route.path.join(" ") || "own route" : "no route"];
    holds.push({
      atMs: Math.max(0, atMs - fromMs),
      place: placeOf(speaker),
      lines,
      ...(route && { site: route.site }),
    });
  };
  for (const { number } of wiring.speakers) hold(0, number, best[number].values[0]);
  log.forEach((entry, number) => {
    if (entry.kind === "best") hold(entry.atMs, entry.speaker, entry.route);
    if ("sentMs" in entry) {
      const { from, to } = wiring.channels[entry.channel];
      const [a, b] = [placeOf(from), placeOf(to)];
      if (a !== b && entry.atMs >= fromMs) {
        const site = entry.route ? { site: entry.route.site } : {};
        const label = entry.route ? `path ${entry.route.path.join(" ")}` : entry.kind;
        const look = entry.kind === "withdrawal" ? "withdrawal" : "update";
        moves.push({ entry: number, from: a, to: b, startMs: Math.max(0, entry.sentMs - fromMs), endMs: entry.atMs - fromMs, look, ...site, label }); // prettier-ignore
      }
    }
    if (entry.atMs < fromMs || !told.has(entry.kind)) return;
    events.push({ entry: number, atMs: entry.atMs - fromMs, text: describeEntry(history, entry) });
  });
  const { ases, links } = asGraphContents(problem.topology);
  const sites = wiring.sites.flatMap((speaker) => {
    const { site, asn } = wiring.speakers[speaker];
    return site === undefined ? [] : [{ name: site, origin: asn, ...onlyNeighbour(problem.announcements, site) }];
  });
  return { title, stage: { kind: "as-graph", ases, links, sites }, moves, events, holds, counters: [] };
}
