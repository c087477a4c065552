// A question that operators ask, with a scenario that answers it: read, played, and compared with the stated answer.
import * as z from "zod/mini";
import { describePlainly, JsonTextError, parseOwnFormat } from "../../topology/index.js";
import { momentAfter, queryStream, walkAt, type History } from "../convergence/index.js";
import { playScenario } from "./play.js";
import { readScenario } from "./read.js";
import { ScenarioError, type Scenario } from "./scenario.js";

const sites = z.optional(z.record(z.string().check(z.regex(/^[1-9]\d{0,9}$/, "not an ASN")), z.string()));
const schema = z.strictObject({
  format: z.literal("anycast-question"),
  version: z.literal(1),
  title: z.string().check(z.minLength(1)),
  question: z.string().check(z.minLength(1)),
  look: z.string().check(z.minLength(1)),
  answer: z.string().check(z.minLength(1)),
  expect: z.strictObject({
    /** Bounds of the longest time for which one client loses its queries, ms. */
    lostMs: z.optional(z.tuple([z.number().check(z.minimum(0)), z.number().check(z.minimum(0))])),
    before: sites,
    after: sites,
    after6: sites,
  }),
  scenario: z.looseObject({}),
});

export interface Question {
  readonly title: string;
  readonly question: string;
  /** What to look at in the scenario. */
  readonly look: string;
  readonly answer: string;
  readonly expect: z.infer<typeof schema>["expect"];
  readonly scenario: Scenario;
}

export interface Answered {
  /** By client's ASN, the site in the beginning and in the end; absent when no site answers. */
  readonly before: Readonly<Record<number, string | undefined>>;
  readonly after: Readonly<Record<number, string | undefined>>;
  /** The same at the end for IPv6, if the scenario has it. */
  readonly after6: Readonly<Record<number, string | undefined>>;
  /** The longest time for which a client loses its queries, ms. */
  readonly lostMs: number;
  /** Whether the result agrees with the question's answer. */
  readonly holds: boolean;
}

/** Reads a question. @throws ScenarioError that names the file and the field */
export function readQuestion(text: string, { file = "question" }: { readonly file?: string } = {}): Question {
  let json: unknown;
  try {
    json = parseOwnFormat(text);
  } catch (error) {
    if (!(error instanceof JsonTextError)) throw error;
    throw new ScenarioError(`${file}: ${error.message}`);
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) throw new ScenarioError(`${file}: ${describePlainly(parsed.error.issues[0], json)}`);
  const { title, question, look, answer, expect, scenario } = parsed.data;
  return { title, question, look, answer, expect, scenario: readScenario(JSON.stringify(scenario), { file }) };
}

/** Queries per second of a client: one each ms. */
const PER_SECOND = 1000;
/** How long clients send queries after the last event, ms. */
const AFTERWARDS_MS = 50_000;

/** Plays the question's scenario and says what its clients see. @throws ConvergenceError for an invalid event */
export function answerQuestion({ scenario, expect }: Question): Answered {
  const histories = playScenario(scenario);
  const of = (family: 4 | 6) => histories.filter(({ problem }) => problem.prefix.family === family);
  const [v4, v6] = [of(4), of(6)];
  const main = v4.length > 0 ? v4 : v6;
  const toMs = Math.max(0, ...scenario.events.map(({ at }) => at), ...histories.map(lastMs)) + AFTERWARDS_MS;
  const at = (history: readonly History[], ms: number) =>
    Object.fromEntries(
      scenario.clients.map(({ asn, city }) => {
        const { fate } = walkAt({ history, from: asn, ...(city !== undefined && { city }), at: ms });
        return [asn, fate.kind === "delivered" ? fate.site : undefined];
      }),
    );
  const lost = scenario.clients.map(
    (client) =>
      (1000 / PER_SECOND) *
      queryStream({ history: main, clients: [client], perSecond: PER_SECOND, fromMs: 0, toMs }).lost,
  );
  const after = at(main, toMs);
  const seen = { before: at(main, 0), after, after6: v6.length > 0 ? at(v6, toMs) : {}, lostMs: Math.max(0, ...lost) };
  const same = (expected: Readonly<Record<string, string>> = {}, found: Readonly<Record<string, string | undefined>>) =>
    Object.entries(expected).every(([asn, site]) => found[asn] === site);
  const [least, most] = expect.lostMs ?? [0, Infinity];
  const holds =
    seen.lostMs >= least &&
    seen.lostMs <= most &&
    same(expect.before, seen.before) &&
    same(expect.after, seen.after) &&
    same(expect.after6, seen.after6);
  return { ...seen, holds };
}

const lastMs = (history: History): number => momentAfter(history, history.log.length).atMs;
