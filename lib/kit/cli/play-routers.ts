// `anycast routers --play`: what clients saw on each daemon while the events were played, beside the model's timeline.
import type { Daemon } from "../routers/index.js";
import type { PlayRow, Played, Stretch, Tolerance } from "../routers/play/index.js";
import type { Scenario } from "../routing/scenario/index.js";
import { runSteps } from "./terminal/index.js";

export interface PlayCommand {
  readonly json: boolean;
  readonly scale: number;
  readonly queries: number;
  readonly signal: AbortSignal;
}

interface Shown {
  readonly daemon: Daemon;
  readonly rows: readonly PlayRow[];
  readonly tolerances: readonly Tolerance[];
  readonly played: Played;
}

/** Plays and prints. @returns whether every client saw what the model says */
export async function playOnRouters(
  scenario: Scenario,
  daemons: readonly Daemon[],
  command: PlayCommand,
): Promise<boolean> {
  const { comparePlay, preparePlay, QUIET_MS, runPlay, tolerancesOf } = await import("../routers/play/index.js");
  const { json, scale, queries, signal } = command;
  const play = preparePlay(scenario, { scale });
  let shown: readonly Shown[] = [];
  // Both daemons at the same time: a play mostly waits. If one fails, the other is stopped before the error is reported.
  const run = async (onProgress: (text: string) => void) => {
    const failed = new AbortController();
    const runs = await Promise.allSettled(
      daemons.map(async (daemon): Promise<Shown> => {
        const options = { perSecond: queries, signal: AbortSignal.any([signal, failed.signal]), onProgress };
        const [played] = await runPlay(daemon, [play], options).catch((error: unknown) => {
          failed.abort(error);
          throw error;
        });
        return { daemon, played, rows: comparePlay(play, played), tolerances: tolerancesOf(play, played) };
      }),
    );
    failed.signal.throwIfAborted();
    shown = runs.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
  };
  if (json || !process.stdout.isTTY) await run(() => undefined);
  else await runSteps([{ title: `Play ${scenario.name} on ${daemons.map(({ title }) => title).join(" and ")}`, run }]);
  const agrees = shown.every(({ rows }) => rows.every((row) => row.agrees));
  if (json)
    console.log(
      JSON.stringify({
        name: scenario.name,
        agrees,
        scale,
        played: shown.map(({ daemon, rows, tolerances, played }) => ({
          daemon: daemon.name,
          fromMs: play.fromMs,
          toMs: played.toMs,
          settled: played.settled,
          events: played.steps,
          tolerances: tolerances.map(({ text, earlierMs, laterMs, because }) => ({
            text,
            earlierMs,
            laterMs,
            because,
          })),
          clients: rows,
        })),
      }),
    );
  else {
    console.log(
      `${scenario.name}${scale === 1 ? "" : `, times divided by ${scale}`}: ${queries} queries a second from each client`,
    );
    for (const each of shown) print(each, play.fromMs, QUIET_MS);
  }
  return agrees;
}

const seconds = (ms: number) => (ms / 1000).toFixed(2);
const timeline = (stretches: readonly Stretch[]): string =>
  stretches
    .map(({ site, fromMs }, i) => `${site ?? "nobody"}${i === 0 ? "" : ` from ${seconds(fromMs)} s`}`)
    .join(", ");

function print({ daemon, rows, tolerances, played }: Shown, fromMs: number, quietMs: number): void {
  console.log(`\nOn ${daemon.title}:`);
  for (const { text, event, earlierMs, laterMs, because } of tolerances)
    console.log(
      `  ${seconds(event.at)} s  ${text}. Tolerance: ${seconds(earlierMs)} s earlier (${because}), ${seconds(laterMs)} s later.`,
    );
  for (const {
    agrees,
    router,
    prefix,
    sent,
    lost,
    predictedLost,
    least,
    most,
    answered,
    predicted,
    unexplained,
  } of rows) {
    console.log(
      `${agrees ? "✔" : "✖"} ${router} asks ${prefix}: lost ${lost} of ${sent}; the model ${predictedLost}, between ${least} and ${most} with the tolerances${agrees ? "" : `; ${unexplained} answers differ from the model`}`,
    );
    console.log(`    ${daemon.title.padEnd(5)} ${timeline(answered)}\n    model ${timeline(predicted)}`);
  }
  const end = played.settled
    ? `until every client had had the model's last answer for ${seconds(quietMs)} s`
    : "and not every client has the model's last answer";
  console.log(`  Played from ${seconds(fromMs)} s to ${seconds(played.toMs)} s, ${end}.`);
  if (played.stalledMs > 200)
    console.log(
      `  This machine was busy: the clients could not run for up to ${seconds(played.stalledMs)} s. The tolerances include it.`,
    );
}
