// The effect of the knobs, in one sentence: the changes, the moves between sites, and the current shares.
import { type State, capitalised, percent } from "../core/index.js";
import { movesBetween, sharesOf, type KnobsCatchment } from "./catchment.js";
import { EVERYBODY, knobsOf } from "./controls.js";
import type { KnobsScenario } from "./data.js";

export function knobsSummary(scenario: KnobsScenario, state: State, now: KnobsCatchment): string {
  const { deployment, users, before } = scenario;
  const letters = deployment.sites.map(({ name }) => name);
  const shares = sharesOf(now, users);
  const divided = [...letters.map((name, i) => `${name} ${percent(shares[i])}`), ...unanswered(shares[letters.length])];
  const turned = letters.flatMap((name) => turnedAt(scenario, state, name));
  if (turned.length === 0) return `The users divide as ${divided.join(", ")}. Turn a knob.`;
  // "Prepending 3 at A and withdrawing C".
  const did = capitalised(listed(turned.length > 3 ? [`turning ${turned.length} knobs`] : turned));
  return `${did} ${moved(letters, movesBetween(before(now.deployment), now, users))} Now: ${divided.join(", ")}.`;
}

const unanswered = (share: number) => (share > 0 ? [`nobody ${percent(share)}`] : []);

const listed = (parts: readonly string[]) =>
  parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts[parts.length - 1]}`;

/** The differences from the first state at a site. */
function turnedAt({ initial }: KnobsScenario, state: State, site: string): string[] {
  const [was, is] = [knobsOf(initial, site), knobsOf(state, site)];
  const words: string[] = [];
  if (is.announced === "withdrawn") return was.announced === "withdrawn" ? [] : [`withdrawing ${site}`];
  if (was.announced === "withdrawn" && is.announced === "to everybody") words.push(`announcing ${site}`);
  else if (is.announced !== was.announced) words.push(`announcing ${site} ${is.announced}`);
  if (is.prepend !== was.prepend) words.push(`prepending ${is.prepend === 0 ? "nothing" : is.prepend} at ${site}`);
  if (is.neighbours !== was.neighbours)
    words.push(
      `announcing ${site} to ${is.neighbours === EVERYBODY ? "all neighbours" : `${is.neighbours.split(",")[0]} only`}`,
    );
  return words;
}

/** The three largest moves, and the sum of the others. */
function moved(letters: readonly string[], moves: Float64Array): string {
  const width = letters.length + 1;
  const all = Array.from(moves, (share, i) => ({ share, from: Math.floor(i / width), to: i % width }))
    .filter(({ share, from, to }) => from !== to && share > 0)
    .sort((a, b) => b.share - a.share);
  if (all.length === 0) return "moves nobody.";
  const name = (number: number) => letters[number] ?? "nobody";
  const shown = all.slice(0, 3).map(({ share, from, to }) => `${percent(share)} from ${name(from)} to ${name(to)}`);
  const rest = all.slice(3).reduce((sum, { share }) => sum + share, 0);
  const parts = rest > 0 ? [...shown, `${percent(rest)} elsewhere`] : shown;
  if (all.length === 1)
    return `moves ${percent(all[0].share)} of the users from ${name(all[0].from)} to ${name(all[0].to)}.`;
  return `moves ${percent(all.reduce((sum, { share }) => sum + share, 0))} of the users: ${listed(parts)}.`;
}
