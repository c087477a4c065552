// A TCP server at one site. It has only the connections it accepted. It answers a segment of any other connection with a reset,
// or not at all behind a stateful firewall.
import { answersTo, checkDrip, fileServer, type Drip, type Respond } from "../download.js";
import { note, send, setTimer, type Action, type Program, type Reaction } from "../endpoint.js";
import { reversed, type FlowKey, type Packet } from "../packet.js";
import { connectionKey, type TcpConnection, type TcpOptions, type TcpReaction } from "./connection.js";
import { resetPacket } from "./reset.js";
import type { TcpSegment } from "./segment.js";
import { acceptConnection, arrived, expired, write } from "./step.js";

export interface TcpServerOptions {
  /** Its name in answers. */
  readonly identity: string;
  /** Defaults to 80. */
  readonly port?: number;
  /** How to treat a segment that belongs to no connection. Defaults to "reset". */
  readonly strangers?: "reset" | "silence";
  /** The answer to a request. Defaults to a file of 10,000 bytes. */
  readonly respond?: Respond;
  /** Sends an answer slowly: a number of bytes per interval, in ms. Defaults to all at once. */
  readonly drip?: Drip;
  readonly tcp?: Partial<TcpOptions>;
}

/** A connection and the server's progress with it. */
export interface Served {
  readonly tcp: TcpConnection;
  /** Bytes of requests answered. */
  readonly read: number;
  /** Data still to be sent. */
  readonly held: string;
}

export interface TcpServerState {
  readonly connections: ReadonlyMap<string, Served>;
  readonly accepted: number;
  /** Segments of unknown connections. */
  readonly strangers: number;
  /** ICMP errors about unknown connections. */
  readonly strayErrors: number;
}

/**
 * A TCP server (RFC 9293) that answers each request. It answers segments of connections it does not have with a reset, or not at all.
 * @example tcpServer({ identity: "A", strangers: "silence" }).initial.accepted // 0
 */
export function tcpServer(options: TcpServerOptions): Program<TcpServerState> {
  const { identity, port = 80, strangers = "reset", respond = fileServer(10_000), drip, tcp } = options;
  checkDrip(drip);

  /** Stores the new state of a connection and runs the application on it. */
  function keep(state: TcpServerState, served: Served, reaction: TcpReaction, nowMs: number): Reaction<TcpServerState> {
    let { connection } = reaction;
    let { read, held } = served;
    const actions: Action[] = [...reaction.actions];
    const apply = (next: TcpReaction) => {
      connection = next.connection;
      actions.push(...next.actions);
    };
    const wasHeld = held.length > 0;
    const asked = answersTo(connection.received, read, (request) => respond(request, identity, nowMs));
    read = asked.read;
    if (drip) held += asked.answers;
    else if (asked.answers.length > 0) apply(write(connection, asked.answers, nowMs));
    if (held.length > 0 && !wasHeld) actions.push(setTimer(`drip ${connectionKey(connection)}`, 0));
    if (connection.finished && held.length === 0) apply(write(connection, "", nowMs, true));
    const connections = new Map(state.connections);
    if (connection.state === "CLOSED") connections.delete(connectionKey(connection));
    else connections.set(connectionKey(connection), { tcp: connection, read, held });
    return { state: { ...state, connections }, actions };
  }
  function hearSegment(
    state: TcpServerState,
    packet: Packet,
    segment: TcpSegment,
    nowMs: number,
  ): Reaction<TcpServerState> {
    const sides = sidesOf(packet);
    const known = state.connections.get(connectionKey(sides));
    if (known) return keep(state, known, arrived(known.tcp, packet, nowMs), nowMs);
    if (segment.syn && segment.ack === undefined && packet.dstPort === port) {
      const accepted = acceptConnection({ ...sides, nowMs, tcp, secret: identity }, segment);
      const fresh = { tcp: accepted.connection, read: 0, held: "" };
      return keep({ ...state, accepted: state.accepted + 1 }, fresh, accepted, nowMs);
    }
    const stranger = { ...state, strangers: state.strangers + 1 };
    const reset = strangers === "reset" ? resetPacket(packet, segment) : undefined;
    if (!reset)
      return {
        state: stranger,
        actions: segment.rst ? [] : [note("drops a segment of a connection it does not know", "bad")],
      };
    return {
      state: stranger,
      actions: [note("does not know this connection", "bad"), send(reset)],
    };
  }
  function hearError(state: TcpServerState, packet: Packet, about: FlowKey, nowMs: number): Reaction<TcpServerState> {
    const known = state.connections.get(connectionKey(sidesOf(reversed(about))));
    if (known) return keep(state, known, arrived(known.tcp, packet, nowMs), nowMs);
    const actions = [note("ignores the report: unknown flow", "bad")];
    return { state: { ...state, strayErrors: state.strayErrors + 1 }, actions };
  }
  function handOut(state: TcpServerState, key: string, nowMs: number): Reaction<TcpServerState> {
    const served = state.connections.get(key);
    if (!served || !drip) return { state };
    const held = served.held.slice(drip.bytes);
    const reaction = keep(
      state,
      { ...served, held },
      write(served.tcp, served.held.slice(0, drip.bytes), nowMs),
      nowMs,
    );
    const more = held.length > 0 ? [setTimer(`drip ${key}`, drip.everyMs)] : [];
    return { state: reaction.state, actions: [...reaction.actions!, ...more] };
  }
  return {
    initial: { connections: new Map(), accepted: 0, strangers: 0, strayErrors: 0 },
    step(state, input, nowMs) {
      if (input.kind === "packet") {
        const { payload } = input.packet;
        if (payload.kind === "tcp") return hearSegment(state, input.packet, payload, nowMs);
        if ("about" in payload) return hearError(state, input.packet, payload.about, nowMs);
      } else if (input.kind === "timer") {
        const key = input.timer.slice(input.timer.indexOf(" ") + 1);
        if (input.timer.startsWith("drip ")) return handOut(state, key, nowMs);
        const known = state.connections.get(key);
        if (known) return keep(state, known, expired(known.tcp, input.timer, nowMs), nowMs);
      }
      return { state };
    },
  };
}

/**
 * Whether a server has the connection that this packet, or the packet that this error is about, belongs to.
 * @example knowsConnection(tcpServer({ identity: "A" }).initial, packet) // false
 */
export function knowsConnection({ connections }: TcpServerState, packet: Packet): boolean {
  return connections.has(connectionKey(sidesOf("about" in packet.payload ? reversed(packet.payload.about) : packet)));
}

const sidesOf = ({ src, srcPort, dst, dstPort }: FlowKey) => ({
  local: { address: dst, port: dstPort ?? 0 },
  remote: { address: src, port: srcPort ?? 0 },
});
