// Servers that forward packets of connections they do not have. Such a packet goes, inside another packet, to a server that may
// have the connection: the next in a balancer's chain, the neighbouring sites, the owner in a table. With this, TCP connections
// survive a route change.
import { note, send, type Action, type Program, type Reaction } from "../endpoint.js";
import { TrafficError } from "../error.js";
import { HEADER, type Packet, type PacketDraft } from "../packet.js";

export interface HandsOnOptions<State> {
  readonly program: Program<State>;
  /** The server's unicast address. */
  readonly address: string;
  /** Whether the program has the state that this packet needs; see knowsConnection. */
  readonly knows: (state: State, packet: Packet) => boolean;
  /** Unicast addresses to try, in order, for a packet that was not forwarded. Defaults to none. */
  readonly to?: (packet: Packet) => readonly string[];
}

/**
 * Makes a server that also forwards packets of connections it does not know, and unpacks packets forwarded by other servers. The
 * first server to get a SYN accepts it; the last of a chain answers, if only with a reset.
 * @example handsOn({ program: tcpServer({ identity: "A" }), address: "198.51.100.1", knows: knowsConnection }).initial.accepted // 0
 * @throws TrafficError, when a packet comes, for a chain that leads in a circle
 */
export function handsOn<State>({ program, address, knows, to }: HandsOnOptions<State>): Program<State> {
  return {
    initial: program.initial,
    ...(program.label && { label: (state: State) => program.label!(state) }),
    step(state, input, nowMs): Reaction<State> {
      if (input.kind !== "packet") return program.step(state, input, nowMs);
      const { payload } = input.packet;
      const packet = payload.kind === "ipip" ? payload.inner : input.packet;
      const chain = payload.kind === "ipip" ? (payload.chain ?? []) : (to?.(packet) ?? []);
      const isNew = packet.payload.kind === "tcp" && packet.payload.syn === true && packet.payload.ack === undefined;
      if (chain.length === 0 || isNew || knows(state, packet))
        return program.step(state, { kind: "packet", packet }, nowMs);
      checkChain(address, chain);
      const actions: Action[] = [
        note("hands on a packet of a connection it does not know"),
        send(encapsulate(address, packet, chain)),
      ];
      return { state, actions };
    },
  };
}

function checkChain(address: string, chain: readonly string[]): void {
  const way = [address, ...chain];
  const again = way.find((each, i) => way.indexOf(each) !== i);
  if (again !== undefined)
    throw new TrafficError(`The chain ${way.join(" > ")} has a cycle: duplicate ${again}. Name each server once.`);
}

/**
 * A packet inside a packet to the first address of a chain; the rest of the chain travels along. If the inner packet must not
 * be fragmented, neither must the outer (RFC 2003, section 3.1).
 */
export function encapsulate(src: string, inner: Packet, chain: readonly string[]): PacketDraft {
  const payload = { kind: "ipip", inner, chain: chain.slice(1) } as const;
  return { src, dst: chain[0], protocol: "ipip", size: inner.size + HEADER.ip, df: inner.df, payload };
}

export interface RebroadcastOptions<State> extends Omit<HandsOnOptions<State>, "to"> {
  /** Unicast addresses of the other servers behind the shared address. */
  readonly others: readonly string[];
}

/**
 * A server that forwards ICMP errors about unknown connections to all others, as Cloudflare's pmtud does: one of them has the
 * connection (RFC 7690, section 3.2).
 * @example rebroadcastsErrors({ program: tcpServer({ identity: "A" }), address: "198.51.100.1", knows: knowsConnection, others: ["198.51.100.2"] }).initial.accepted // 0
 */
export function rebroadcastsErrors<State>({ others, ...rest }: RebroadcastOptions<State>): Program<State> {
  const inner = handsOn(rest);
  return {
    ...inner,
    step(state, input, nowMs): Reaction<State> {
      if (input.kind !== "packet" || !("about" in input.packet.payload) || rest.knows(state, input.packet))
        return inner.step(state, input, nowMs);
      const { packet } = input;
      const copies = others.map((other) => send(encapsulate(rest.address, packet, [other])));
      return { state, actions: [note("passes an ICMP error on to all others"), ...copies] };
    },
  };
}
