// The effect of the knobs, in one sentence: the changes, the moves between sites, and the current shares.
import { type State, capitalised, percent } from "../core/index.js";
import { movesBetween, sharesOf, type KnobsCatchment } from "./catchment.js";
import { EVERYBODY, knobsOf, type Announced } from "./controls.js";
import type { KnobsScenario } from "./data.js";

export function knobsSummary(scenario: KnobsScenario, state: State, now: KnobsCatchment): string {
  const { deployment, users, before } = scenario;
  const letters = deployment.sites.map(({ name }) => name);
  const shares = sharesOf(now, users);
  const divided = [...letters.map((name, i) => `${name} ${percent(shares[i])}`), ...unanswered(shares[letters.length])];
  const turned = letters.flatMap((name) => turnedAt(scenario, state, name));
  if (turned.length === 0) return `The users divide as ${divided.join(", ")}. Turn a knob.`;
  // "Three prepends at A and withdrawing C move ...".
  const isOne = turned.length > 3 || (turned.length === 1 && !turned[0].includes(" prepends "));
  const did = capitalised(turned.length > 3 ? `turning ${turned.length} knobs` : listed(turned));
  const moves = movesBetween(before(now.deployment), now, users);
  return `${did} ${isOne ? "moves" : "move"} ${moved(letters, moves)} Now: ${divided.join(", ")}.`;
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
  else if (is.announced !== was.announced) words.push(announcing(site, is.announced));
  if (is.prepend !== was.prepend) words.push(prepends(is.prepend, site));
  if (is.neighbours !== was.neighbours)
    words.push(
      is.neighbours === EVERYBODY
        ? `announcing ${site} to all neighbours`
        : `announcing ${site} only to ${is.neighbours.split(",")[0]}`,
    );
  return words;
}

const prepends = (times: number, site: string) =>
  times === 1 ? `one prepend at ${site}` : `${times} prepends at ${site}`;

function announcing(site: string, how: Announced): string {
  if (how.startsWith("not to providers'"))
    return `not announcing ${site} ${how.slice("not ".length).replace("to ", "to its ")}`;
  return how.startsWith("prepended")
    ? `announcing ${site} ${how.replace("to ", "to its ")}`
    : `announcing ${site} ${how}`;
}

/** The three largest moves, and the sum of the others. */
function moved(letters: readonly string[], moves: Float64Array): string {
  const width = letters.length + 1;
  const all = Array.from(moves, (share, i) => ({ share, from: Math.floor(i / width), to: i % width }))
    .filter(({ share, from, to }) => from !== to && share > 0)
    .sort((a, b) => b.share - a.share);
  if (all.length === 0) return "nobody.";
  const name = (number: number) => letters[number] ?? "nobody";
  const shown = all.slice(0, 3).map(({ share, from, to }) => `${percent(share)} from ${name(from)} to ${name(to)}`);
  const rest = all.slice(3).reduce((sum, { share }) => sum + share, 0);
  const parts = rest > 0 ? [...shown, `${percent(rest)} elsewhere`] : shown;
  if (all.length === 1) return `${percent(all[0].share)} of the users from ${name(all[0].from)} to ${name(all[0].to)}.`;
  return `${percent(all.reduce((sum, { share }) => sum + share, 0))} of the users: ${listed(parts)}.`;
}
