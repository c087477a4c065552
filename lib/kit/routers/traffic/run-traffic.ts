// Real packets: name servers at the sites of plans and a client at every router; compares the sites that answer with the
// model's predictions.
import type { Daemon } from "../daemon.js";
import type { RoutersPlan } from "../plan.js";
import { predictedSite, serviceAddresses } from "./traffic-plan.js";
import { askFrom, returnNetwork, startServers } from "./traffic-script.js";
import { withRouters, type RunOptions } from "../run-routers.js";
import { SEPARATOR } from "../vty.js";

/** The site that answers, by query; null if none does. */
export interface Answers {
  /** `hostname.bind` over UDP, and over TCP. */
  readonly udp: string | null;
  readonly tcp: string | null;
  /** `id.server`, and the NSID option. */
  readonly id: string | null;
  readonly nsid: string | null;
}

export interface TrafficRow extends Answers {
  readonly router: string;
  readonly asn: number;
  readonly prefix: string;
  /** The address queried. */
  readonly to: string;
  /** The site predicted by the model; absent if there is no route. */
  readonly predicted?: string;
  readonly agrees: boolean;
}

/**
 * Sends DNS queries over routers in network namespaces, from every router that is not a site and whose AS does not originate the
 * prefix, and compares the answers with the model. It needs root.
 * @example (await runTraffic(bird, [plan]))[0][0].udp // "A"
 * @returns a row for each router and prefix, plan by plan
 * @throws RoutersError if the daemon cannot run or does not settle; the signal's reason
 */
export async function runTraffic(
  daemon: Daemon,
  plans: readonly RoutersPlan[],
  options: RunOptions = {},
): Promise<TrafficRow[][]> {
  const { onProgress = () => undefined } = options;
  return withRouters(daemon, plans, { ...options, forwards: true }, async ({ namespaces, first }) => {
    const count = plans.reduce((sum, { routers }) => sum + routers.length, 0);
    await namespaces.run(returnNetwork(count));
    const addresses = plans.map(serviceAddresses);
    for (const [i, plan] of plans.entries()) await namespaces.run(startServers(plan, first[i], addresses[i]));
    const rows: TrafficRow[][] = [];
    for (const [i, plan] of plans.entries()) {
      onProgress(`packets in ${plan.name}`);
      const clients = plan.routers.filter(({ announces }) => !announces);
      const commands = clients.map((client) => askFrom(client, first[i], addresses[i]));
      const answers: string[] = [];
      for (let c = 0; c < commands.length; c += AT_ONCE) {
        const some = commands.slice(c, c + AT_ONCE);
        const text = await namespaces.run(together(some));
        answers.push(...text.split(SEPARATOR).slice(0, some.length));
      }
      rows.push(
        clients.flatMap((client, c) =>
          parse(answers[c]).flatMap(({ to, ...found }, state) =>
            plan.states[state].problem.origins.has(client.index) ? [] : [rowOf(plan, client, state, to, found)],
          ),
        ),
      );
    }
    return rows;
  });
}

/** Number of clients that query in parallel. */
const AT_ONCE = 8;

/** Runs commands in parallel; their output keeps their order, with SEPARATOR after each. */
function together(commands: readonly string[]): string {
  const file = (i: number) => `/run/anycast/answer-${i}`;
  const run = commands.map((command, i) => `${command} > ${file(i)} &`);
  const show = commands.map((_command, i) => `cat ${file(i)}; echo ${SEPARATOR}`);
  return `( ${run.join("\n")}\nwait )\n${show.join("\n")}`;
}

function rowOf(
  plan: RoutersPlan,
  client: RoutersPlan["routers"][number],
  state: number,
  to: string,
  found: Answers,
): TrafficRow {
  const predicted = predictedSite(plan, client, state);
  const { udp, tcp, id, nsid } = found;
  return {
    router: client.name,
    asn: client.asn,
    prefix: plan.states[state].problem.prefix.text,
    to,
    ...(predicted !== undefined && { predicted }),
    ...found,
    agrees: [udp, tcp, id, nsid].every((each) => each === (predicted ?? null)),
  };
}

const parse = (text: string) =>
  text
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as Answers & { readonly to: string });
