// Runs plans on a routing daemon and reads the best routes of every router after convergence. Many plans run in parallel in one
// set of namespaces.
import { setTimeout as sleep } from "node:timers/promises";
import { bird } from "./bird/index.js";
import type { Daemon, DaemonRoute, StartOptions } from "./daemon.js";
import { openNamespaces, type Namespaces } from "./namespaces.js";
import { namespaceOf, networkScript } from "./network-script.js";
import type { RoutersPlan } from "./plan.js";
import { RoutersError } from "./routers-error.js";
import { SEPARATOR } from "./vty.js";

/** The best routes of each of a plan's routers. */
export type DaemonRoutes = readonly (readonly DaemonRoute[])[];

export interface RunOptions {
  /** Receives progress messages. */
  readonly onProgress?: (text: string) => void;
  /** Ends the run; all processes are gone when the promise is rejected. */
  readonly signal?: AbortSignal;
  /** Whether a plan's routes are as expected: if so, fewer polls are needed. */
  readonly isExpected?: (plan: number, routes: DaemonRoutes) => boolean;
}

/** Polling interval, ms. */
const LOOK_MS = 200;
const PATIENCE_MS = 120_000;

/**
 * Runs plans on BIRD in network namespaces and reads the best routes of every router. It needs root.
 * @example (await runOnBird([plan]))[0][0][0].path // [64497]
 * @throws RoutersError if BIRD cannot run or does not settle; the signal's reason
 */
export const runOnBird = (plans: readonly RoutersPlan[], options: RunOptions = {}): Promise<DaemonRoutes[]> =>
  runOn(bird, plans, options);

/**
 * Runs plans on a routing daemon in network namespaces, waits until routes settle, and reads the best routes of every router. It
 * needs root.
 * @example (await runOn(bird, [plan]))[0][0][0].path // [64497]
 * @throws RoutersError if the daemon cannot run or does not settle; the signal's reason
 */
export const runOn = (
  daemon: Daemon,
  plans: readonly RoutersPlan[],
  options: RunOptions = {},
): Promise<DaemonRoutes[]> =>
  withRouters(daemon, plans, { ...options, forwards: false }, ({ routes }) => Promise.resolve(routes));

/** Running routers with stable routes. */
export interface Running extends Booted {
  readonly routes: DaemonRoutes[];
}

/**
 * Starts a daemon for each router, waits until their routes settle, and calls `use`. Always stops everything afterwards.
 * @throws RoutersError if the daemon cannot run or does not settle; the signal's reason
 */
export async function withRouters<T>(
  daemon: Daemon,
  plans: readonly RoutersPlan[],
  options: RunOptions & StartOptions,
  use: (running: Running) => Promise<T>,
): Promise<T> {
  const { onProgress = () => undefined, signal, forwards, stateOf } = options;
  signal?.throwIfAborted();
  const namespaces = await openNamespaces(daemon.programs);
  const stop = () => void namespaces.close();
  signal?.addEventListener("abort", stop, { once: true });
  try {
    signal?.throwIfAborted();
    const first = plans.map((_plan, i) => plans.slice(0, i).reduce((sum, { routers }) => sum + routers.length, 0));
    const count = plans.reduce((sum, { routers }) => sum + routers.length, 0);
    onProgress(`${count} routers`);
    for (const [i, plan] of plans.entries()) await namespaces.run(networkScript(plan, first[i]));
    await namespaces.run(daemon.prepare);
    for (const [i, plan] of plans.entries())
      await namespaces.run(daemon.start(plan, first[i], { forwards, ...(stateOf && { stateOf }) }));
    const booted: Booted = { daemon, namespaces, plans, first };
    await untilEstablished(booted, onProgress);
    return await use({ ...booted, routes: await untilQuiet(booted, options) });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener("abort", stop);
    await namespaces.close();
  }
}

/** A daemon running in all namespaces of some plans. */
export interface Booted {
  readonly daemon: Daemon;
  readonly namespaces: Namespaces;
  readonly plans: readonly RoutersPlan[];
  /** The number of each plan's first namespace. */
  readonly first: readonly number[];
}

/** The answers to queries. */
async function ask({ daemon, namespaces }: Booted, questions: readonly string[]): Promise<string[]> {
  return (await namespaces.run(daemon.ask(questions))).split(SEPARATOR).slice(0, questions.length);
}

async function untilEstablished(booted: Booted, onProgress: (text: string) => void): Promise<void> {
  const { daemon, plans, first } = booted;
  let waiting = plans.flatMap(({ routers }, i) =>
    routers
      .filter(({ sessions }) => sessions.length > 0)
      .map((router) => ({ router, namespace: namespaceOf(router.number, first[i]), down: [] as readonly string[] })),
  );
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const answers = await ask(
      booted,
      waiting.map(({ namespace }) => daemon.askSessions(namespace)),
    );
    waiting = waiting
      .map((each, i) => ({ ...each, down: daemon.sessionsDown(answers[i], each.router) }))
      .filter(({ down }) => down.length > 0);
    if (waiting.length === 0) return;
    onProgress(`sessions of ${waiting.length} routers`);
    if (Date.now() > until)
      throw new RoutersError(
        `Sessions still down after ${PATIENCE_MS / 1000} s: ${waiting.map(({ router, down }) => `${router.name} ${down.join(" ")}`).join(", ")}.`,
      );
    await sleep(LOOK_MS);
  }
}

async function untilQuiet(
  booted: Booted,
  { onProgress = () => undefined, isExpected = () => false }: RunOptions,
): Promise<DaemonRoutes[]> {
  const { daemon, plans, first } = booted;
  const all = plans.flatMap((plan, i) =>
    plan.routers.map((router) => ({ router, question: daemon.askRoutes(namespaceOf(router.number, first[i]), plan) })),
  );
  const until = Date.now() + PATIENCE_MS;
  onProgress("routes");
  let last = "";
  for (let same = 0; ;) {
    const texts = await ask(
      booted,
      all.map(({ question }) => question),
    );
    const answers = texts.map((text, i) => daemon.routes(text, all[i].router));
    const routes = plans.map(({ routers }, i) => routers.map(({ number }) => answers[first[i] + number]));
    const seen = JSON.stringify(routes, (key, value: unknown) => (key === "reason" ? undefined : value));
    same = seen === last ? same + 1 : 0;
    last = seen;
    const enough = routes.every((each, i) => isExpected(i, each)) ? daemon.looks.quiet : daemon.looks.inDoubt;
    if (same >= enough) return routes;
    if (Date.now() > until)
      throw new RoutersError(`Routes of ${daemon.title} still change after ${PATIENCE_MS / 1000} s.`);
    await sleep(LOOK_MS);
  }
}
