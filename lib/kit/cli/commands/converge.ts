// `anycast converge`: plays a scenario of routing events and reports how the routes settle, or that they never do.
import { InvalidArgumentError, type Command } from "commander";
import type { Ending, Forwarding, History, QueryStream } from "../../routing/convergence/index.js";
import type { OtherEnding, Scenario } from "../../routing/scenario/index.js";
import { number, plural } from "../terminal/index.js";
import { readText } from "../../files/index.js";
import { Failure } from "../failure.js";
import { inFile } from "../in-file.js";

interface Options {
  readonly json?: boolean;
  readonly log?: boolean;
  readonly at?: number;
  readonly queries?: number;
  readonly until?: number;
}

/** The exit code when routes do not settle. */
const UNSETTLED = 2;

export function register(program: Command): void {
  program
    .command("converge")
    .description("play a scenario's events (messages, timers, failures) until the routes settle")
    .argument("<scenario>", "a scenario file (JSON) with events; see lib/kit/routing/scenario/schema.ts")
    .option("--json", "print JSON")
    .option("--log", "print everything that happens, message by message")
    .option("--at <ms>", "show the forwarding state at this time instead of at the end", milliseconds)
    .option("--queries <per second>", "queries per second per client; count which site answers", rate)
    .option("--until <ms>", "how long clients send queries (default: until 10 s after the last change)", milliseconds)
    .addHelpText(
      "after",
      "\nExit code: 0 if the routes settle, 2 if they do not, 1 on an error." +
        "\n\nExample:\n  npx anycast-kit converge failover.json --log --queries 1000\n",
    )
    .action(play);
}

function milliseconds(text: string): number {
  const ms = Number(text);
  if (text.trim() !== "" && ms >= 0 && ms < Infinity) return ms;
  throw new InvalidArgumentError("Expected a time in ms, 0 or more.");
}

function rate(text: string): number {
  const perSecond = Number(text);
  if (perSecond > 0 && perSecond < Infinity) return perSecond;
  throw new InvalidArgumentError("Expected a number of queries per second above 0.");
}

async function play(file: string, options: Options): Promise<void> {
  const { describeEnding } = await import("../../routing/convergence/index.js");
  const { otherEndings, playScenario, readScenario } = await import("../../routing/scenario/index.js");
  const scenario = readScenario(await readText(file, { what: "a scenario" }), { file });
  const histories = await inFile(file, () => playScenario(scenario));
  if (options.queries !== undefined && scenario.clients.length === 0)
    throw new Failure(
      `${file}: --queries needs clients, and the scenario has none.`,
      'Add "clients": [{ "asn": ... }].',
    );
  const others = await inFile(file, () => otherEndings(scenario, histories));
  const results = await Promise.all(
    histories.map(async (history, i): Promise<Result> => {
      const result = await resultOf(scenario, history, options);
      return others[i].length > 0 ? { ...result, otherEndings: others[i] } : result;
    }),
  );
  if (options.json) console.log(JSON.stringify({ name: scenario.name, seed: scenario.seed, prefixes: results }));
  else results.forEach((result) => print(scenario.name, result, describeEnding(result.ending)));
  if (histories.some(({ ending }) => ending.kind !== "converged")) process.exitCode = UNSETTLED;
}

interface Result {
  readonly prefix: string;
  readonly ending: Ending;
  readonly messages: History["messages"];
  /** ms; absent at the end. */
  readonly at?: number;
  readonly forwarding: readonly Forwarding[];
  readonly log?: readonly { readonly atMs: number; readonly kind: string; readonly text: string }[];
  readonly queries?: Omit<QueryStream, "intervals">;
  /** Other states in which the routes may settle, with another order of messages; absent if none was found. */
  readonly otherEndings?: readonly OtherEnding[];
  readonly fidelity: History["fidelity"];
}

async function resultOf(scenario: Scenario, history: History, options: Options): Promise<Result> {
  const { describeEntry, forwardingAt, momentAfter, momentAt } = await import("../../routing/convergence/index.js");
  const moment = options.at === undefined ? momentAfter(history, history.log.length) : momentAt(history, options.at);
  return {
    prefix: history.problem.prefix.text,
    ending: history.ending,
    messages: history.messages,
    ...(options.at !== undefined && { at: options.at }),
    forwarding: forwardingAt(history, moment),
    ...(options.log && {
      log: history.log.map((entry) => ({
        atMs: round(entry.atMs),
        kind: entry.kind,
        text: describeEntry(history, entry),
      })),
    }),
    ...(options.queries !== undefined && { queries: await queriesOf(scenario, history, options) }),
    fidelity: history.fidelity,
  };
}

async function queriesOf({ clients }: Scenario, history: History, { queries = 1, until }: Options) {
  const { queryStream } = await import("../../routing/convergence/index.js");
  const lastMs = history.log.length > 0 ? history.log[history.log.length - 1].atMs : 0;
  const asked = { history, clients, perSecond: queries, fromMs: 0, toMs: until ?? lastMs + 10_000 };
  const { sent, answered, lost, lostTo } = queryStream(asked);
  return { sent, answered, lost, lostTo };
}

const round = (ms: number) => Math.round(ms * 1000) / 1000;

function print(name: string, result: Result, ending: string): void {
  const { prefix, messages, at, forwarding, log, queries, otherEndings = [] } = result;
  const sent = `${plural(messages.updates, "update")} and ${plural(messages.withdrawals, "withdrawal")}`;
  console.log(`${name}, ${prefix}: ${ending} ${sent}.`);
  if (log) for (const { atMs, text } of log) console.log(`${number(atMs).padStart(12)} ms  ${text}`);
  console.log(`\nForwarding ${at === undefined ? "in the end" : `at ${number(at)} ms`}`);
  for (const { asn, city, nextHop, path, site } of forwarding) {
    const where = `AS${asn}${city === undefined ? "" : ` ${city}`}`;
    console.log(
      `  ${where.padEnd(14)} ${nextHop ? `${describeHop(nextHop, site)}, path ${path!.join(" ") || "(own)"}` : "no route"}`,
    );
  }
  if (otherEndings.length > 0)
    console.log(
      `! These routes have ${otherEndings.length + 1} stable states or more. Which one is reached depends on the order of messages (RFC 4264).`,
    );
  for (const other of otherEndings)
    console.log(
      `  With another order: ${other.map(({ asn, city, site }) => `AS${asn}${city === undefined ? "" : ` ${city}`} ${site === undefined ? "no route" : `site ${site}`}`).join(", ")}`,
    );
  if (!queries) return;
  const counts = (of: Readonly<Record<string, number>>) =>
    Object.entries(of).map(([what, count]) => `${what} ${number(count)}`);
  console.log(
    `\nQueries: ${number(queries.sent)} sent; answered by ${counts(queries.answered).join(", ") || "nobody"}; lost ${number(queries.lost)}${queries.lost > 0 ? ` (${counts(queries.lostTo).join(", ")})` : ""}.`,
  );
}

function describeHop(hop: NonNullable<Forwarding["nextHop"]>, site: string | undefined): string {
  if (hop.kind === "site") return `to site ${hop.site}`;
  return `${hop.kind === "as" ? `to AS${hop.asn}` : `to the router in ${hop.city}`}, site ${site ?? "?"}`;
}
