// Anycast RP, ready to run: rendezvous points of PIM-SM that share one address (RFC 4610; with MSDP, RFC 3618). A service with state,
// and anycast all the same: the state is soft, and each tells the others. Without that, who meets at one point is deaf to the others.
import {
  type Host,
  type Program,
  checkMs,
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
  /** Whether the rendezvous points tell each other of their sources. */
  readonly msdp: boolean;
  /** Defaults to Seattle, Denver, Chicago, New York in a row. */
  readonly network?: Network;
  /** Routers of the network with a rendezvous point each, called A, B, .... Defaults to Seattle and New York. */
  readonly points?: readonly string[];
  /** Routers with a source each, and a group for each. Defaults to those of the points. */
  readonly sources?: readonly string[];
  /** Routers with a receiver each, of all groups. Defaults to Denver and Chicago. */
  readonly receivers?: readonly string[];
  /** "source": receivers go on to each source's own tree, as most routers do unless told otherwise. Defaults to "shared". */
  readonly trees?: "shared" | "source";
  /** When point A dies, ms. Defaults to 6000, never for Infinity. */
  readonly diesAtMs?: number;
  /** And when it is back, with nothing in its memory, after routes have moved away. Defaults to never. */
  readonly returnsAtMs?: number;
  /** From then until all routers have other routes, ms; 1500 unless given: a choice, not a measurement. */
  readonly convergenceMs?: number;
  /** Each source sends a packet so often, ms, and the first one after a second. Defaults to 2000. */
  readonly everyMs?: number;
  /** How long the story is told, ms. Defaults to 12,000. */
  readonly untilMs?: number;
}

/** What one receiver got of one group. */
export interface Reception {
  readonly receiver: string;
  readonly source: string;
  /** Packets that the source sent, and the numbers of those that came, each once. */
  readonly sent: number;
  readonly heard: readonly number[];
  /** Where they came from, in order, without repetition: points, or the source itself. */
  readonly by: readonly string[];
  /** The longest time without a packet once there had been one, to the end of the story, ms; Infinity where none ever came. */
  readonly longestSilenceMs: number;
}

export interface AnycastRpStory {
  readonly run: Run;
  readonly ladder: Ladder;
  readonly receptions: readonly Reception[];
  /** Pairs of a receiver and a source of which nothing was ever heard, and all pairs. */
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

/** @throws TrafficError for times that cannot be, and for numbers of points, sources or receivers; NetworkError for a router that is not there */
export function anycastRp(options: AnycastRpOptions): AnycastRpStory {
  const { msdp, trees, everyMs = 2000, untilMs = 12_000, network = inARow() } = options;
  const { points = ["Seattle", "New York"], sources = points, receivers = ["Denver", "Chicago"] } = options;
  const { diesAtMs = 6000, returnsAtMs = Infinity, convergenceMs = 1500 } = options;
  count("points", points, 2, LETTERS.length);
  count("sources", sources, 1, 100);
  count("receivers", receivers, 1, 100);
  if (diesAtMs !== Infinity) checkMs(diesAtMs, "diesAtMs");
  checkMs(convergenceMs, "convergenceMs");
  // Sooner than that no route would tell of the restart, and real routers learn of it by the Hello's GenID, which is not modelled.
  if (returnsAtMs !== Infinity && !(returnsAtMs > diesAtMs + convergenceMs))
    throw new TrafficError(
      `Point A is back at ${returnsAtMs} ms: that must be after its death at ${diesAtMs} ms and ${convergenceMs} ms of convergence.`,
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
    // That the next packet is due, and that a router looks into its own table, needs no words.
    ladder: {
      ...drawn,
      remarks: drawn.remarks.filter(({ kind, label }) => kind !== "timer" && !label.includes(ROUTE_CHANGED)),
    },
  };
}

/** Rails as their routers lie in the network, sources and receivers to the outside and inside of the points: arrows are short then. */
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
    throw new TrafficError(`${list.length} ${what} cannot be: give ${least} to ${most} routers of the network.`);
}
