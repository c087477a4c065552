// Plays the events of scenarios on a routing daemon, all in parallel, while a client at each router asks at a steady rate.
import { forwardingAt, momentAt, walkAt, type RoutingEvent } from "../../routing/convergence/index.js";
import { contains, parsePrefix } from "../../routing/index.js";
import type { Daemon, DaemonName } from "../daemon.js";
import type { Namespaces } from "../namespaces.js";
import { namespaceOf } from "../network-script.js";
import type { PlannedRouter } from "../plan.js";
import { withRouters, type DaemonRoutes, type RunOptions } from "../run-routers.js";
import { addAddress, returnNetwork, servedBy, startServer, untilListening } from "../traffic/index.js";
import { clientAddress, clientNetwork } from "./client-network.js";
import { playSteps } from "./events-script.js";
import { checkOf, ownRoutes, PROBED, startHealthCheck } from "./health.js";
import { historiesOf, type Play } from "./play.js";
import { runSteps, timetable } from "./run-steps.js";
import { stateAtStart } from "./site-state.js";
import { answers, MOST_LONGER_MS, QUIET_MS, startClients } from "./stream.js";

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
