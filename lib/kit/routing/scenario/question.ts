// A question that operators ask, with a scenario that answers it: read, played, and compared with the stated answer.
import * as z from "zod/mini";
import { describePlainly, JsonTextError, parseOwnFormat, safeParseLong } from "../../topology/index.js";
import { momentAfter, queryStream, walkAt, type History, type QueryStream } from "../convergence/index.js";
import { playScenario } from "./play.js";
import { questionRunSchema, type QuestionRun } from "./question-runs.js";
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
    /** Bounds of the longest time until one client is back at the site that answered it first, ms. */
    awayMs: z.optional(z.tuple([z.number().check(z.minimum(0)), z.number().check(z.minimum(0))])),
    before: sites,
    after: sites,
    after6: sites,
  }),
  scenario: z.looseObject({}),
  runs: z._default(z.array(questionRunSchema), []),
});

export interface Question {
  readonly title: string;
  readonly question: string;
  /** What to look at in the scenario. */
  readonly look: string;
  readonly answer: string;
  readonly expect: z.infer<typeof schema>["expect"];
  readonly scenario: Scenario;
  /** What is asked beyond routing: see answerRuns in anycast/questions. */
  readonly runs: readonly QuestionRun[];
}

export interface Answered {
  /** By client's ASN, the site in the beginning and in the end; absent when no site answers. */
  readonly before: Readonly<Record<number, string | undefined>>;
  readonly after: Readonly<Record<number, string | undefined>>;
  /** The same at the end for IPv6, if the scenario has it. */
  readonly after6: Readonly<Record<number, string | undefined>>;
  /** The longest time for which a client loses its queries, ms. */
  readonly lostMs: number;
  /** The longest time for which a client is answered by another site than at first until it is back there, ms. */
  readonly awayMs: number;
  /** Whether the result agrees with the question's answer. */
  readonly holds: boolean;
}

/**
 * Reads a question.
 * @example readQuestion(questionText).title // "Drain a site without losing a query"
 * @throws ScenarioError that names the file and the field
 */
export function readQuestion(text: string, { file = "question" }: { readonly file?: string } = {}): Question {
  let json: unknown;
  try {
    json = parseOwnFormat(text);
  } catch (error) {
    if (!(error instanceof JsonTextError)) throw error;
    throw new ScenarioError(`${file}: ${error.message}`);
  }
  const parsed = safeParseLong(schema, json);
  if (!parsed.success) throw new ScenarioError(`${file}: ${describePlainly(parsed.error.issues[0], json)}`);
  const { title, question, look, answer, expect, runs } = parsed.data;
  const scenario = readScenario(JSON.stringify(parsed.data.scenario), { file });
  checkExpected(file, { expect, runs, scenario });
  return { title, question, look, answer, expect, scenario, runs };
}

/** An expectation about an AS without a client would never be compared. */
function checkExpected(file: string, { expect, runs, scenario }: Pick<Question, "expect" | "runs" | "scenario">): void {
  const clients = new Set(scenario.clients.map(({ asn }) => String(asn)));
  const { before, after, after6 } = expect;
  const fields = Object.entries({ before, after, after6 }).map(([field, of]) => [`expect.${field}`, of ?? {}] as const);
  const ofRuns = runs.map((run, i) => [`runs[${i}].expect`, run.kind === "download" ? run.expect : {}] as const);
  for (const [field, of] of [...fields, ...ofRuns])
    for (const asn of Object.keys(of))
      if (!clients.has(asn))
        throw new ScenarioError(`${file}: ${field}: AS${asn} has no client. Add it to the scenario's "clients".`);
}

/** Queries per second of a client: one each ms. */
const PER_SECOND = 1000;
/** How long clients send queries after the last event, ms. */
const AFTERWARDS_MS = 50_000;

/**
 * Plays the question's scenario and says what its clients see; without its runs.
 * @example answerQuestion(readQuestion(questionText)).after[64500] // "B"
 * @throws ConvergenceError for an invalid event
 */
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
  const streams = scenario.clients.map((client) =>
    queryStream({ history: main, clients: [client], perSecond: PER_SECOND, fromMs: 0, toMs }),
  );
  const lost = streams.map((stream) => (1000 / PER_SECOND) * stream.lost);
  const after = at(main, toMs);
  const seen = {
    before: at(main, 0),
    after,
    after6: v6.length > 0 ? at(v6, toMs) : {},
    lostMs: Math.max(0, ...lost),
    awayMs: Math.max(0, ...streams.map(awayMs)),
  };
  const same = (expected: Readonly<Record<string, string>> = {}, found: Readonly<Record<string, string | undefined>>) =>
    Object.entries(expected).every(([asn, site]) => found[asn] === site);
  const isWithin = (ms: number, [least, most] = [0, Infinity]) => ms >= least && ms <= most;
  const holds =
    isWithin(seen.lostMs, expect.lostMs) &&
    isWithin(seen.awayMs, expect.awayMs) &&
    same(expect.before, seen.before) &&
    same(expect.after, seen.after) &&
    same(expect.after6, seen.after6);
  return { ...seen, holds };
}

/** The longest stretch of a client's queries that another site answers, between two of the site that answered first, ms. */
function awayMs({ intervals }: QueryStream): number {
  const siteOf = ({ fate }: QueryStream["intervals"][number]) => (fate.kind === "delivered" ? fate.site : undefined);
  const first = intervals.map(siteOf).find((site) => site !== undefined);
  let [longest, current] = [0, 0];
  for (const interval of intervals) {
    const site = siteOf(interval);
    if (site === first) longest = Math.max(longest, current);
    current = site === undefined || site === first ? 0 : current + interval.toMs - interval.fromMs;
  }
  return longest;
}

const lastMs = (history: History): number => momentAfter(history, history.log.length).atMs;
