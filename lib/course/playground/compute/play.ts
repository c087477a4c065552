// A scenario's events played: how the routes settle, as `anycast converge` says it, and as motions for the player.
import { describeEnding, describeEntry, type History } from "anycast-kit/routing";
import { playScenario, type Scenario } from "anycast-kit/routing/scenario";
import { withPositions } from "anycast-kit/figures";
import { bgpMotion, type Motion } from "../../motion/index.js";
import type { Played } from "../protocol.js";
import { lettersOf, withLetters } from "./letters.js";
import { MOST_DRAWN } from "./part.js";

/** What the player takes: see explorers/player. */
const MOST_MOVES = 1500;
const LONGEST_MS = 3_600_000;
const LONGEST_TEXT = 240;
/** Entries of the log that the page lists. */
const MOST_ENTRIES = 500;

/** @throws ConvergenceError for an invalid event */
export function playOf(scenario: Scenario, histories: readonly History[]): Played {
  const log = histories
    .flatMap((history) => history.log.map((entry) => ({ atMs: entry.atMs, text: describeEntry(history, entry) })))
    .sort((a, b) => a.atMs - b.atMs);
  return {
    endings: histories.map(endingText),
    ...pictures(scenario, histories),
    log: log.slice(0, MOST_ENTRIES),
    unlisted: Math.max(0, log.length - MOST_ENTRIES),
  };
}

const plural = (count: number, what: string) =>
  `${count.toLocaleString("en", { maximumFractionDigits: 1 })} ${what}${count === 1 ? "" : "s"}`;

const endingText = ({ problem, ending, messages }: History): string =>
  `${problem.prefix.text}: ${describeEnding(ending)} ${plural(messages.updates, "update")} and ${plural(messages.withdrawals, "withdrawal")}.`;

function pictures(scenario: Scenario, histories: readonly History[]): Pick<Played, "motions" | "note"> {
  const { topology } = scenario;
  if (topology.ases.length > MOST_DRAWN)
    return {
      motions: [],
      note: `${topology.ases.length} ASes are too many for a moving picture (at most ${MOST_DRAWN}); the list below has the messages.`,
    };
  const named = withLetters(scenario, lettersOf(scenario));
  if (!named) return { motions: [], note: "More than 8 sites cannot be drawn; the list below has the messages." };
  // Names do not change what happens, so the same run is played again with letters in place of names.
  const isNamed = named.announcements.every(({ site }, i) => site === scenario.announcements[i].site);
  const drawn = isNamed ? histories : playScenario(named);
  const motions = drawn.map((history) =>
    cut(bgpMotion({ history, title: `Routes to ${history.problem.prefix.text}` }), named),
  );
  if (motions.some(({ moves, events }) => moves.length + events.length === 0))
    return { motions: [], note: "Nothing happens: the routes are settled at the start and there is no event." };
  const isCut = motions.some(({ moves }, i) => moves.length < drawn[i].messages.updates + drawn[i].messages.withdrawals && moves.length === MOST_MOVES); // prettier-ignore
  return { motions, ...(isCut && { note: `The picture shows the first ${MOST_MOVES} messages.` }) };
}

/** What fits into a player: texts are shortened, and the motion ends after MOST_MOVES messages. */
function cut(motion: Motion, { clients }: Scenario): Motion {
  const untilMs = Math.min(LONGEST_MS, motion.moves[MOST_MOVES]?.startMs ?? Infinity);
  const short = (text: string) => (text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT - 2)} …` : text);
  const early = ({ atMs }: { readonly atMs: number }) => atMs <= untilMs;
  const { stage } = motion;
  return {
    ...motion,
    stage: stage.kind === "as-graph" ? { kind: stage.kind, ...withPositions({ ...stage, clients: clients.map(({ asn }) => ({ asn })) }) } : stage, // prettier-ignore
    moves: motion.moves
      .filter(({ endMs }) => endMs <= untilMs)
      .slice(0, MOST_MOVES)
      .map((move) => ({ ...move, label: short(move.label) })),
    events: motion.events
      .filter(early)
      .slice(0, 4000)
      .map((event) => ({ ...event, text: short(event.text) })),
    holds: motion.holds
      .filter(early)
      .slice(0, 4000)
      .map((held) => ({ ...held, lines: held.lines.map(short) })),
  };
}
