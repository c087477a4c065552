// Anycast RP, ready to run: rendezvous points of PIM-SM that share one address (RFC 4610; with MSDP, RFC 3618). A stateful
// anycast service: the state is soft, and each rendezvous point informs the others. Without this, receivers at one point do not
// receive sources of another.
import {
  type Host,
  type Program,
  checkTime,
  TrafficError,
  ladder,
  type Ladder,
  firstHopRouter,
  type FirstHopState,
  lastHopRouter,
  ROUTE_CHANGED,
  type LastHopState,
  multicastFidelity,
  rendezvousPoint,
  rendezvousRoutes,
  simulate,
  type Run,
} from "anycast-kit/traffic";
import { networkOfCities, type Network } from "anycast-kit/routing";

export interface AnycastRpOptions {
  /** Whether the rendezvous points announce their sources to each other. */
  readonly msdp: boolean;
  /** Defaults to Seattle, Denver, Chicago, New York in a row. */
  readonly network?: Network;
  /** Routers of the network with a rendezvous point each, called A, B, .... Defaults to Seattle and New York. */
  readonly points?: readonly string[];
  /** Routers with a source each, and a group for each. Defaults to those of the points. */
  readonly sources?: readonly string[];
  /** Routers with a receiver each, of all groups. Defaults to Denver and Chicago. */
  readonly receivers?: readonly string[];
  /** "source": receivers switch to each source's own tree, which is the default of most routers. Defaults to "shared". */
  readonly trees?: "shared" | "source";
  /** When point A fails, ms; Infinity for never. Defaults to 6000. */
  readonly diesAtMs?: number;
  /** When it recovers, with empty state, after routes have moved away. Defaults to never. */
  readonly returnsAtMs?: number;
  /** From then until all routers have new routes, ms. Defaults to 1500: a choice, not a measurement. */
  readonly convergenceMs?: number;
  /** Interval of each source's packets, ms; the first is sent after a second. Defaults to 2000. */
  readonly everyMs?: number;
  /** Duration of the story, ms. Defaults to 12,000. */
  readonly untilMs?: number;
}

/** The packets of one group at one receiver. */
export interface Reception {
  readonly receiver: string;
  readonly source: string;
  /** Packets that the source sent, and the numbers of packets received, without duplicates. */
  readonly sent: number;
  readonly heard: readonly number[];
  /** Their origin, in order, without repetition: points, or the source itself. */
  readonly by: readonly string[];
  /** The longest gap between packets, until the end of the story, ms; Infinity if none arrived. */
  readonly longestSilenceMs: number;
}

export interface AnycastRpStory {
  readonly run: Run;
  readonly ladder: Ladder;
  readonly receptions: readonly Reception[];
  /** Pairs of a receiver and a source without any packet, and all pairs. */
  readonly deaf: number;
  readonly pairs: number;
  readonly fidelity: typeof multicastFidelity;
}

const RENDEZVOUS = "192.0.2.1";
const LETTERS = "ABCDEFGH";
const uniqueOf = (i: number) => `198.51.100.${i + 1}`;
const sourceOf = (i: number) => `203.0.113.${i + 1}`;
const receiverOf = (i: number) => `203.0.113.${i + 101}`;
/** Multicast addresses for examples (RFC 6676). */
const groupOf = (i: number) => `233.252.0.${i + 1}`;

/** @throws TrafficError for invalid times or numbers of points, sources or receivers; NetworkError for an unknown router */
export function anycastRp(options: AnycastRpOptions): AnycastRpStory {
  const { msdp, trees, everyMs = 2000, untilMs = 12_000, network = inARow() } = options;
  const { points = ["Seattle", "New York"], sources = points, receivers = ["Denver", "Chicago"] } = options;
  const { diesAtMs = 6000, returnsAtMs = Infinity, convergenceMs = 1500 } = options;
  count("points", points, 2, LETTERS.length);
  count("sources", sources, 1, 100);
  count("receivers", receivers, 1, 100);
  if (diesAtMs !== Infinity) checkTime(diesAtMs, "diesAtMs");
  checkTime(convergenceMs, "convergenceMs");
  // Sooner than that no route would tell of the restart, and real routers learn of it by the Hello's GenID, which is not modelled.
  if (returnsAtMs !== Infinity && !(returnsAtMs > diesAtMs + convergenceMs))
    throw new TrafficError(
      `returnsAtMs must be after diesAtMs + convergenceMs (got ${returnsAtMs}, ${diesAtMs}, ${convergenceMs} ms).`,
    );
  const names = points.map((_, i) => LETTERS[i]);
  const hosts = [
    ...sources.map((node, i) => hostOf(`source ${i + 1}`, "client", node, sourceProgram(i))),
    ...points.map((node, i) => hostOf(names[i], "site", node, pointProgram(i))),
    ...receivers.map((node, i) => hostOf(`receiver ${i + 1}`, "client", node, receiverProgram(i))),
  ];
  function sourceProgram(i: number): Program<FirstHopState> {
    return firstHopRouter({ address: sourceOf(i), group: groupOf(i), rendezvous: RENDEZVOUS, everyMs });
  }
  function pointProgram(i: number): Program {
    const peers = msdp ? points.map((_, k) => uniqueOf(k)).filter((_, k) => k !== i) : [];
    return rendezvousPoint({ address: uniqueOf(i), peers });
  }
  function receiverProgram(i: number): Program<LastHopState> {
    const groups = sources.map((_, k) => groupOf(k));
    return lastHopRouter({ address: receiverOf(i), groups, rendezvous: RENDEZVOUS, ...(trees && { trees }) });
  }
  const routes = rendezvousRoutes({
    ...{ network, shared: RENDEZVOUS, diesAtMs, returnsAtMs, convergenceMs },
    points: points.map((router, i) => ({ name: names[i], router, address: uniqueOf(i) })),
    sources: sources.map((router, i) => ({ name: `source ${i + 1}`, router, address: sourceOf(i) })),
    receivers: receivers.map((router, i) => ({ name: `receiver ${i + 1}`, router, address: receiverOf(i) })),
  });
  const run = simulate({ network: routes.network, hosts, happenings: routes.happenings, untilMs });
  const receptions = receivers.flatMap((_, r) => sources.map((_source, s) => receptionOf(r, s)));
  function receptionOf(r: number, s: number): Reception {
    const { sent } = run.states.get(`source ${s + 1}`) as FirstHopState;
    const heard = (run.states.get(`receiver ${r + 1}`) as LastHopState).heard.filter(
      ({ group }) => group === groupOf(s),
    );
    const by = heard.map(({ from }) => routes.nameOf.get(from)!).filter((each, i, list) => each !== list[i - 1]);
    const times = [...heard.map(({ atMs }) => atMs), untilMs];
    const silences = times.slice(1).map((atMs, i) => atMs - times[i]);
    return {
      ...{ receiver: `receiver ${r + 1}`, source: `source ${s + 1}`, sent, by },
      heard: heard.map(({ number }) => number),
      longestSilenceMs: heard.length === 0 ? Infinity : Math.max(...silences),
    };
  }
  const drawn = ladder({ trace: run.trace, rails: inOrder(hosts, network) });
  const deaf = receptions.filter(({ heard }) => heard.length === 0).length;
  return {
    ...{ run, receptions, deaf, pairs: receptions.length, fidelity: multicastFidelity },
    // Entries that need no label: the next packet is due, a router reads its own table.
    ladder: {
      ...drawn,
      remarks: drawn.remarks.filter(({ kind, label }) => kind !== "timer" && !label.includes(ROUTE_CHANGED)),
    },
  };
}

/** Rails in the order of routers in the network, with sources outside and receivers inside of the points, to keep arrows short. */
function inOrder(hosts: readonly Host[], { routers }: Network): Ladder["rails"] {
  const place = ({ node, role, name }: Host) => {
    const index = routers.findIndex(({ id }) => id === node);
    const inner = role === "site" ? 0 : name.startsWith("source") ? -1 : 1;
    return 4 * index + (index < routers.length / 2 ? inner : -inner);
  };
  return [...hosts].sort((a, b) => place(a) - place(b)).map(({ name, role }) => ({ name, role }));
}

const inARow = () =>
  networkOfCities("in a row", [
    ["Seattle", "Denver", 10],
    ["Denver", "Chicago", 10],
    ["Chicago", "New York", 10],
  ]);

const hostOf = (name: string, role: Host["role"], node: string, program: Program): Host => ({
  ...{ name, role, node, program },
});

function count(what: string, list: readonly string[], least: number, most: number): void {
  if (list.length < least || list.length > most)
    throw new TrafficError(`${what}: expected ${least} to ${most} routers of the network, got ${list.length}.`);
}
