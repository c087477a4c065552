// The data of the player, which may come from an untrusted file: checks motions, draws their stages once, and keeps where places
// and lines are.
import * as z from "zod/mini";
import type { StagePicture } from "anycast-kit/figures";
import { moveLooks, type Motion } from "../../motion/index.js";
import { ExplorerError, named, readWith } from "../core/index.js";
import { clockOf } from "./clock.js";
import type { DrawnPicture, PlayerJson } from "./props.js";
import { stageOf } from "./stage.js";

const explorer = "player";
const words = z.string().check(z.maxLength(240));
const ms = z.number().check(z.minimum(0), z.maximum(3_600_000));
const entry = z.int().check(z.minimum(0));
const site = z.optional(z.enum(["A", "B", "C", "D", "E", "F", "G", "H"]));
const list = <T extends z.core.SomeType>(of: T, most: number) => z.array(of).check(z.maxLength(most));
const things = list(z.looseObject({}), 200);

const stage = z.discriminatedUnion("kind", [
  z.looseObject({
    kind: z.literal("map"),
    sites: z.optional(things),
    clients: z.optional(things),
    network: z.optional(z.looseObject({ routers: things, links: things })),
  }),
  z.looseObject({ kind: z.literal("as-graph"), ases: things, links: things }),
  z.looseObject({ kind: z.literal("rows"), rows: list(list(z.looseObject({ name: words }), 40), 12), links: list(z.tuple([words, words]), 400) }), // prettier-ignore
]);

const motion = z.strictObject({
  title: words,
  stage,
  moves: list(
    z.strictObject({ entry, from: words, to: words, startMs: ms, endMs: ms, look: z.enum(moveLooks), site, mark: z.optional(z.string().check(z.maxLength(2))), label: words }), // prettier-ignore
    2000,
  ),
  events: list(z.strictObject({ entry, atMs: ms, text: words, place: z.optional(words), mark: z.optional(z.literal("lost")) }), 4000), // prettier-ignore
  holds: list(
    z.strictObject({ atMs: ms, place: words, lines: list(words, 4), site, tone: z.optional(z.enum(["good", "bad"])) }), // prettier-ignore
    4000,
  ),
  counters: list(z.strictObject({ label: words, site, isLoss: z.optional(z.boolean()), atMs: list(ms, 20_000) }), 12), // prettier-ignore
  phases: z.optional(list(z.strictObject({ atMs: ms, text: words }), 40)),
});

const schema = z.strictObject({
  motions: z.array(motion).check(z.minLength(1), z.maxLength(8)),
  show: z._default(z.enum(["choose", "beside"]), "choose"),
  choice: z.optional(z.strictObject({ label: words, options: list(words, 8) })),
  pace: z._default(z.enum(["time", "steps"]), "time"),
  pictures: z.optional(z.unknown()),
  clocks: z.optional(z.unknown()),
});

/** @throws ExplorerError that names the field, the motion or the place */
export function preparePlayer(json: unknown): PlayerJson {
  const { motions: checked, show, choice, pace } = readWith(schema, explorer, json);
  const motions = (checked as unknown as Motion[]).map(inMicroseconds);
  const fail = (text: string) => new ExplorerError(`Explorer "${explorer}": ${text}`);
  for (const [i, each] of motions.entries()) {
    if (each.moves.length + each.events.length === 0)
      throw fail(`motions.${i}: must have at least one move or one event.`);
    const wrong = each.moves.find(({ startMs, endMs }) => endMs < startMs);
    if (wrong) throw fail(`motions.${i}: move ${wrong.entry} must not end (${wrong.endMs} ms) before it starts (${wrong.startMs} ms).`); // prettier-ignore
  }
  const options = choice?.options ?? motions.map(({ title }) => title);
  if (options.length !== motions.length)
    throw fail(`choice.options: expected one for each of the ${motions.length} motions, got ${options.length}.`);
  const pictures = motions.map((each, i) =>
    named(explorer, `motions.${i}.stage`, () =>
      stageOf(each.stage).pictures.map((picture) => drawn(picture, each, (text) => fail(`motions.${i}: ${text}`))),
    ),
  );
  const together = show === "beside" ? clockOf(motions, pace) : undefined;
  const clocks = motions.map((each) => together ?? clockOf([each], pace));
  return { motions, show, choice: { label: choice?.label ?? "Show", options }, pace, pictures, clocks };
}

/** Times of a run have 17 digits, and a page holds thousands of them: three decimals of a millisecond are enough. */
function inMicroseconds(motion: Motion): Motion {
  const rounded = (value: number) => Number(value.toFixed(3));
  const at = <T extends { readonly atMs: number }>(each: T): T => ({ ...each, atMs: rounded(each.atMs) });
  return {
    ...motion,
    moves: motion.moves.map((move) => ({ ...move, startMs: rounded(move.startMs), endMs: rounded(move.endMs) })),
    events: motion.events.map(at),
    holds: motion.holds.map(at),
    counters: motion.counters.map((counter) => ({ ...counter, atMs: counter.atMs.map(rounded) })),
    ...(motion.phases && { phases: motion.phases.map(at) }),
  };
}

const tenth = (value: number) => Number(value.toFixed(1));

function drawn(
  { className, width, height, font, at, reach, line }: StagePicture,
  motion: Motion,
  fail: (text: string) => Error,
): DrawnPicture {
  // prettier-ignore
  const { moves, events, holds } = motion;
  const used = [...moves.flatMap(({ from, to }) => [from, to]), ...[...events, ...holds].flatMap(({ place }) => place ?? [])]; // prettier-ignore
  const places = Object.fromEntries(
    [...new Set(used)].map((place) => {
      const pixel = at(place);
      if (!pixel) throw fail(`unknown place "${place}" on its stage.`);
      return [place, [...pixel, ...reach(place)].map(tenth) as unknown as readonly [number, number, number, number]];
    }),
  );
  const lines = Object.fromEntries(
    moves.map(({ from, to }) => [
      `${from}|${to}`,
      line(from, to).map((piece) => thinned(piece).flat().map(Math.round)),
    ]),
  );
  return { className, width, height, font, places, lines };
}

/** At most 9 points: a dot does not need more, and every one is in the page. */
function thinned<T>(points: readonly T[]): readonly T[] {
  const most = 9;
  if (points.length <= most) return points;
  return Array.from({ length: most }, (_, i) => points[Math.round((i * (points.length - 1)) / (most - 1))]);
}
