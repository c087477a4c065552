// Puts plans on BIRD and reads what every router uses once nothing changes any more. Many plans run beside each other in one boot.
import { setTimeout as sleep } from "node:timers/promises";
import { parseRoutes, sessionsDown, type BirdRoute } from "./bird-output.js";
import { openNamespaces, type Namespaces } from "./namespaces.js";
import { namespaceOf, networkScript, startScript } from "./network-script.js";
import type { RoutersPlan } from "./plan.js";
import { RoutersError } from "./routers-error.js";

/** The best routes of each of a plan's routers. */
export type BirdRoutes = readonly (readonly BirdRoute[])[];

export interface RunOptions {
  /** Told what is going on. */
  readonly onProgress?: (text: string) => void;
  /** Ends the run; what was started is gone when the promise is rejected. */
  readonly signal?: AbortSignal;
  /** Whether a plan's routes are what was expected: then they need not be watched for long. */
  readonly isExpected?: (plan: number, routes: BirdRoutes) => boolean;
}

/** How often is looked, ms. */
const LOOK_MS = 200;
/** So many looks in a row must show the same: BIRD has no MRAI, an update goes on within milliseconds. */
const QUIET_LOOKS = 2;
/** And so many where it is not what was expected: a slow machine is not to be taken for a difference. */
const QUIET_LOOKS_IN_DOUBT = 15;
const PATIENCE_MS = 60_000;

/** @throws RoutersError where BIRD cannot be run or does not settle; the signal's reason */
export async function runOnBird(plans: readonly RoutersPlan[], options: RunOptions = {}): Promise<BirdRoutes[]> {
  const { onProgress = () => undefined, signal } = options;
  signal?.throwIfAborted();
  const namespaces = await openNamespaces();
  const stop = () => void namespaces.close();
  signal?.addEventListener("abort", stop, { once: true });
  try {
    signal?.throwIfAborted();
    const first = plans.map((_plan, i) => plans.slice(0, i).reduce((sum, { routers }) => sum + routers.length, 0));
    const count = plans.reduce((sum, { routers }) => sum + routers.length, 0);
    onProgress(`${count} routers`);
    for (const [i, plan] of plans.entries()) await namespaces.run(networkScript(plan, first[i]));
    for (const [i, plan] of plans.entries()) await namespaces.run(startScript(plan, first[i]));
    await untilEstablished(namespaces, plans, first, onProgress);
    return await untilQuiet(namespaces, plans, first, options);
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener("abort", stop);
    await namespaces.close();
  }
}

const SEPARATOR = "--------";

/** Asks every router the same. */
async function ask({ run }: Namespaces, names: readonly string[], question: string): Promise<string[]> {
  const each = names.map((name) => `birdc -s /run/anycast/${name}.ctl ${question} && echo ${SEPARATOR}`);
  return (await run(each.join(" && "))).split(SEPARATOR).slice(0, names.length);
}

async function untilEstablished(
  namespaces: Namespaces,
  plans: readonly RoutersPlan[],
  first: readonly number[],
  onProgress: (text: string) => void,
): Promise<void> {
  let waiting = plans.flatMap(({ routers }, i) =>
    routers
      .filter(({ sessions }) => sessions.length > 0)
      .map(({ number, name }) => ({ name, namespace: namespaceOf(number, first[i]), down: [] as string[] })),
  );
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const answers = await ask(
      namespaces,
      waiting.map(({ namespace }) => namespace),
      "show protocols",
    );
    waiting = waiting
      .map((router, i) => ({ ...router, down: sessionsDown(answers[i]) }))
      .filter(({ down }) => down.length > 0);
    if (waiting.length === 0) return;
    onProgress(`sessions of ${waiting.length} routers`);
    if (Date.now() > until)
      throw new RoutersError(
        `After ${PATIENCE_MS / 1000} s sessions are still down: ${waiting.map(({ name, down }) => `${name} ${down.join(" ")}`).join(", ")}.`,
      );
    await sleep(LOOK_MS);
  }
}

async function untilQuiet(
  namespaces: Namespaces,
  plans: readonly RoutersPlan[],
  first: readonly number[],
  { onProgress = () => undefined, isExpected = () => false }: RunOptions,
): Promise<BirdRoutes[]> {
  const names = plans.flatMap(({ routers }, i) => routers.map(({ number }) => namespaceOf(number, first[i])));
  const until = Date.now() + PATIENCE_MS;
  onProgress("routes");
  let last = "";
  for (let same = 0; ;) {
    const answers = (await ask(namespaces, names, "show route primary all")).map(parseRoutes);
    const routes = plans.map(({ routers }, i) => routers.map(({ number }) => answers[first[i] + number]));
    const seen = JSON.stringify(routes);
    same = seen === last ? same + 1 : 0;
    last = seen;
    const enough = routes.every((each, i) => isExpected(i, each)) ? QUIET_LOOKS : QUIET_LOOKS_IN_DOUBT;
    if (same >= enough) return routes;
    if (Date.now() > until) throw new RoutersError(`BIRD's routes still change after ${PATIENCE_MS / 1000} s.`);
    await sleep(LOOK_MS);
  }
}
