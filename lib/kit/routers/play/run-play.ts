// Plays the events of scenarios on a routing daemon, all in parallel, while a client at each router asks at a steady rate.
import { setTimeout as sleep } from "node:timers/promises";
import { forwardingAt, momentAt, walkAt, type RoutingEvent } from "../../routing/convergence/index.js";
import { contains, parsePrefix } from "../../routing/index.js";
import type { Daemon, DaemonName } from "../daemon.js";
import type { Namespaces } from "../namespaces.js";
import { here, namespaceOf } from "../network-script.js";
import type { PlannedRouter } from "../plan.js";
import { RoutersError } from "../routers-error.js";
import { withRouters, type DaemonRoutes, type RunOptions } from "../run-routers.js";
import {
  addAddress,
  insideOf,
  returnNetwork,
  runProgram,
  servedBy,
  startServer,
  untilListening,
} from "../traffic/index.js";
import { clientAddress, clientNetwork } from "./client-network.js";
import { playSteps, type PlayStep } from "./events-script.js";
import { checkOf, ownRoutes, PROBED, startHealthCheck } from "./health.js";
import { historiesOf, type Play } from "./play.js";
import { stateAtStart } from "./site-state.js";

export interface PlayClient {
  readonly router: PlannedRouter;
  /** The prefix it asks: a state of the plan. */
  readonly state: number;
  /** Its queries: the time of the scenario, ms, and the site that answered; null if none did. */
  readonly asked: readonly (readonly [atMs: number, site: string | null])[];
}

export interface Played {
  readonly daemon: DaemonName;
  readonly clients: readonly PlayClient[];
  /** Until when the clients asked, in the scenario's time, ms. */
  readonly toMs: number;
  /** Whether every client had had the model's last answer for QUIET_MS then. */
  readonly settled: boolean;
  /** The events, with the time of the scenario at which their last command had run, ms. */
  readonly steps: readonly { readonly text: string; readonly atMs: number; readonly doneMs: number }[];
  /** The longest time for which the clients could not run, ms. */
  readonly stalledMs: number;
  /** The longest time that a health check of the play was late: it could not run, and its commands took time, ms. */
  readonly checksLateMs: number;
}

export interface PlayOptions extends RunOptions {
  /** Queries per second of each client. Defaults to 20. */
  readonly perSecond?: number;
}

/** @throws RoutersError if the daemon cannot run, or refuses a change; the signal's reason */
export async function runPlay(daemon: Daemon, plays: readonly Play[], options: PlayOptions = {}): Promise<Played[]> {
  const { onProgress = () => undefined, perSecond = 20 } = options;
  const plans = plays.map(({ plan }) => plan);
  const states = new Map(plays.flatMap((play) => play.plan.routers.map((each) => [each, stateAtStart(play, each)])));
  const stateOf = (router: PlannedRouter) => states.get(router)!;
  const isExpected = (i: number, routes: DaemonRoutes) => isAsInModel(plays[i], routes);
  return withRouters(
    daemon,
    plans,
    { ...options, isExpected, forwards: true, stateOf },
    async ({ namespaces, first }) => {
      const count = plans.reduce((sum, { routers }) => sum + routers.length, 0);
      await namespaces.run(returnNetwork(count) + clientNetwork(count));
      await namespaces.run(startSites(daemon, plays, first, stateOf));
      const clients = plays.map((play) => clientsOf(play));
      const durationMs = Math.max(...plays.map(({ fromMs, toMs }) => toMs - fromMs));
      const asking = clients.flatMap((own, i) =>
        own.map(({ router, state }) => ({
          from: clientAddress(first[i] + router.number, plans[i].states[state].problem.prefix.family),
          to: plays[i].addresses[state],
          last: lastAnswer(plays[i], router, state),
        })),
      );
      const stream = { perSecond, durationMs, quietMs: QUIET_MS, mostMs: durationMs + MOST_LONGER_MS, clients: asking };
      const startedAt = await startClients(namespaces, stream);
      const steps = plays.map((play, i) => playSteps(daemon, play, first[i]));
      const done = await runSteps(namespaces, timetable(plays, steps, startedAt), onProgress);
      const { asked, longestMs, endedMs, settled } = await answers(namespaces, startedAt + durationMs);
      const late: number[] = [];
      for (const [i, play] of plays.entries()) late.push(await checksLate(namespaces, play, first[i]));
      let next = 0;
      return plays.map(({ fromMs, toMs }, i) => ({
        daemon: daemon.name,
        toMs: toMs + endedMs - durationMs,
        settled,
        stalledMs: longestMs,
        checksLateMs: late[i],
        steps: steps[i].map((step) => ({
          text: step.text,
          atMs: step.event.at,
          doneMs: done.get(step)! - startedAt + fromMs,
        })),
        clients: clients[i].map(({ router, state }) => ({
          router,
          state,
          asked: asked[next++]
            .map(([ms, site]) => [ms + fromMs, site] as const)
            .filter(([atMs]) => atMs < toMs + endedMs - durationMs),
        })),
      }));
    },
  );
}

/** Who answers a client at the end, by the model; null if nobody does. */
function lastAnswer(play: Play, { asn, pop }: PlannedRouter, state: number): string | null {
  const { fate } = walkAt({ history: historiesOf(play, state), from: asn, pop, at: play.toMs });
  return fate.kind === "delivered" ? fate.site : null;
}

/** Whether each router's path is the model's before the first event: then it need not be watched for long. */
function isAsInModel({ histories, plan: { routers }, fromMs }: Play, routes: DaemonRoutes): boolean {
  return histories.every((history) => {
    const { prefix, origins } = history.problem;
    const used = forwardingAt(history, momentAt(history, Math.max(0, fromMs)));
    return routers
      .filter(({ announces, index }) => !announces && !origins.has(index))
      .every(({ number, asn, city }) => {
        const found = routes[number].find((route) => parsePrefix(route.prefix).text === prefix.text);
        const own = used.filter((each) => each.asn === asn);
        const model = own.length === 1 ? own[0] : own.find((each) => each.city === city);
        return model?.path?.join(" ") === found?.path.join(" ");
      });
  });
}

/**
 * A client at each router that is no site, for each prefix that its AS does not originate. If its AS originates one that covers the
 * prefix, its site may not go dark, because the static route to the site does not notice; nor may the site's announcement change if
 * another AS originates that prefix too, because the AS's router takes that prefix from nobody.
 */
const clientsOf = ({ plan, events }: Play) =>
  plan.routers
    .filter(({ announces }) => !announces)
    .flatMap((router) =>
      plan.states.flatMap(({ problem: { prefix } }, state) => {
        if (plan.states[state].problem.origins.has(router.index)) return [];
        const own = plan.states.flatMap(({ problem }) =>
          contains(problem.prefix, prefix)
            ? (problem.origins.get(router.index) ?? []).map(({ site }) => ({ site, several: problem.origins.size > 1 }))
            : [],
        );
        const spoils = (event: RoutingEvent) =>
          own.some(({ site, several }) => site === event.site && (several || /^site-/.test(event.kind)));
        return events.some(spoils) ? [] : [{ router, state }];
      }),
    );

/** All servers start side by side, and before the first health check, which would report a server that is not yet there. */
function startSites(
  daemon: Daemon,
  plays: readonly Play[],
  first: readonly number[],
  stateOf: (router: PlannedRouter) => ReturnType<typeof stateAtStart>,
): string {
  const sites = plays.flatMap((play, i) =>
    play.plan.routers
      .filter(({ announces }) => announces)
      .map((site) => ({ play, site, at: first[i], serves: servedBy(play.plan, site, play.addresses) })),
  );
  return [
    ...sites.flatMap(({ site, at, serves }) => serves.map((address) => addAddress(site, at, address))),
    ...sites.map(({ site, at, serves }) => startServer(site, at, [...serves, PROBED])),
    ...sites.map(({ site, at }) => untilListening(site, at)),
    ...sites.map(({ play, site, at }) => ownRoutes(play, site, at, stateOf(site))),
    ...sites.map(({ play, site, at }) => startHealthCheck(daemon, play, site, at, stateOf(site))),
  ].join("\n");
}

/** A play ends when every client has had the model's last answer for this long. */
export const QUIET_MS = 2000;
/** But not later than this after the end of the model's effects. */
const MOST_LONGER_MS = 15_000;

const STREAM = "/run/anycast/stream";
const LOOK_MS = 100;

/** Starts all clients. @returns when they began, in ms of the clock */
async function startClients(namespaces: Namespaces, stream: object): Promise<number> {
  await namespaces.run(
    [
      here(`cat > ${STREAM}.json`, [JSON.stringify(stream)]),
      `${insideOf("hub")} ${runProgram("query-stream.mjs")} ${STREAM}.json > ${STREAM}.out 2> ${STREAM}.err &`,
      `until grep -q started ${STREAM}.out; do if [ -s ${STREAM}.err ]; then cat ${STREAM}.err >&2; exit 1; fi; sleep 0.05; done`,
    ].join("\n"),
  );
  return Number(/started ([\d.]+)/.exec(await namespaces.run(`cat ${STREAM}.out`))![1]);
}

interface Due {
  readonly step: PlayStep;
  /** In ms of the clock. */
  readonly atMs: number;
}

const timetable = (plays: readonly Play[], steps: readonly (readonly PlayStep[])[], startedAt: number): Due[] =>
  plays
    .flatMap(({ fromMs }, i) => steps[i].map((step) => ({ step, atMs: startedAt + step.event.at - fromMs })))
    .sort((a, b) => a.atMs - b.atMs);

/** Events as close as this start together. */
const TOGETHER_MS = 20;
/** How long the command of an event may take: a busy machine needs seconds to start a server. A command that fails is reported at once. */
const PATIENCE_MS = 60_000;

/** Runs each step at its time, side by side. @returns when each was done, in ms of the clock */
async function runSteps(namespaces: Namespaces, due: readonly Due[], onProgress: (text: string) => void) {
  const file = (i: number) => `/run/anycast/step-${i}`;
  for (let i = 0; i < due.length;) {
    const together = due.slice(i).filter(({ atMs }) => atMs - due[i].atMs <= TOGETHER_MS);
    await sleep(Math.max(0, due[i].atMs - Date.now()));
    onProgress(together.map(({ step }) => step.text).join(", "));
    const scripts = together.map(({ step }, n) => {
      const own = file(i + n);
      return `( trap '[ -s ${own}.done ] || : > ${own}.failed' EXIT; set -e\n${step.script}\ndate +%s%3N > ${own}.done ) > ${own}.log 2>&1 &`;
    });
    await namespaces.run(scripts.join("\n"));
    i += together.length;
  }
  const done = new Map<PlayStep, number>();
  const until = Date.now() + PATIENCE_MS;
  for (const [i, { step }] of due.entries())
    for (;;) {
      const text = (
        await namespaces.run(`cat ${file(i)}.done 2>/dev/null || { [ ! -e ${file(i)}.failed ] || echo failed; }`)
      ).trim();
      if (/^\d+$/.test(text)) {
        done.set(step, Number(text));
        break;
      }
      if (text === "failed" || Date.now() > until) {
        const said = (await namespaces.run(`cat ${file(i)}.log`)).trim() || "no error message";
        throw new RoutersError(
          `${step.text}: ${text === "failed" ? "the command failed" : `the command still runs after ${PATIENCE_MS / 1000} s`}: ${said}.`,
        );
      }
      await sleep(LOOK_MS);
    }
  return done;
}

/** What the health checks of a play printed about their own delays. */
async function checksLate(namespaces: Namespaces, play: Play, first: number): Promise<number> {
  const checked = play.plan.routers.filter((router) => router.announces && checkOf(play, router));
  if (checked.length === 0) return 0;
  const files = checked.map(({ number }) => `/run/anycast/${namespaceOf(number, first)}.check`);
  const text = await namespaces.run(`grep -h '^{' ${files.join(" ")} || true`);
  const changes = text
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as { readonly tookMs: number; readonly stalledMs: number });
  return Math.max(0, ...changes.map(({ tookMs, stalledMs }) => tookMs + stalledMs));
}

interface Stream {
  readonly asked: readonly (readonly (readonly [number, string | null])[])[];
  readonly longestMs: number;
  readonly endedMs: number;
  readonly settled: boolean;
}

async function answers(namespaces: Namespaces, endsAt: number): Promise<Stream> {
  await sleep(Math.max(0, endsAt - Date.now()));
  for (const until = Date.now() + MOST_LONGER_MS + 20_000; ; await sleep(LOOK_MS)) {
    const line = (await namespaces.run(`grep '^{' ${STREAM}.out || cat ${STREAM}.err`)).trim();
    if (line.startsWith("{") && line.endsWith("}")) return JSON.parse(line) as Stream;
    if (line !== "" && !line.startsWith("{")) throw new RoutersError(`The clients failed: ${line}`);
    if (Date.now() > until) throw new RoutersError("The clients did not end.");
  }
}
