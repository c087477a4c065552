// A client that downloads a file over QUIC. It may change its own address during a connection; the server may not, except once
// at the start, by a preferred address: the client validates that path and moves (RFC 9000, section 9.6).
import { answerHead, isWholeAnswer, requestFrom, type AnswerHead } from "../download.js";
import { note, send, setTimer, type Action, type Program, type Reaction } from "../endpoint.js";
import { checkTime } from "../error.js";
import type { Packet } from "../packet.js";
import type { SocketAddress } from "../tcp/index.js";
import {
  emit,
  newQuicConnection,
  over,
  probe,
  quicDatagram,
  take,
  writeStream,
  type QuicConnection,
  type QuicEnd,
  type QuicReaction,
} from "./connection.js";
import type { QuicPacket } from "./packet.js";

export interface QuicClientOptions {
  readonly address: string;
  readonly to: SocketAddress;
  /** Defaults to 50000. */
  readonly port?: number;
  readonly startMs?: number;
  /** Idle timeout, ms. Defaults to 30 s. */
  readonly idleTimeoutMs?: number;
  /** Whether it follows a preferred address. Defaults to true. */
  readonly followsPreferred?: boolean;
}

export interface QuicClientState {
  readonly quic?: QuicConnection;
  /** The first line of the answer, once received. */
  readonly head?: AnswerHead;
  /** The file so far. */
  readonly file: string;
  readonly server?: string;
  /** The preferred address that it is about to move to. */
  readonly preferred?: SocketAddress;
  readonly outcome?: "complete" | QuicEnd;
  readonly endedMs?: number;
}

/**
 * The signal "migrate" gives the client a new port during the connection; the client sends a packet from it immediately.
 * @example quicClient({ address: "203.0.113.7", to: { address: "192.0.2.53", port: 443 } }).initial // { file: "" }
 */
export function quicClient(options: QuicClientOptions): Program<QuicClientState> {
  const { address, to, port = 50_000, startMs = 0, idleTimeoutMs = 30_000, followsPreferred = true } = options;
  checkTime(startMs, "startMs");

  function keep(state: QuicClientState, reaction: QuicReaction, nowMs: number): Reaction<QuicClientState> {
    const { connection } = reaction;
    const head = state.head ?? answerHead(connection.received);
    // Appends the new bytes to the file. Slicing them out of `received` each time would copy everything each time.
    const grown = state.head ? state.file + (reaction.delivered ?? "") : head && connection.received.slice(head.at);
    const after = {
      ...{ ...state, quic: connection, file: grown ?? "" },
      ...(head && { head, server: head.server }),
    };
    if (state.outcome !== undefined) return { state: after, actions: reaction.actions };
    if (isWholeAnswer(head, connection.received.length)) {
      const closed = over(connection, "closed");
      const actions = [...reaction.actions, ...closed.actions, note(`has the file, from ${head!.server}`, "good")];
      return { state: { ...after, quic: closed.connection, outcome: "complete", endedMs: nowMs }, actions };
    }
    if (!connection.end) return { state: after, actions: reaction.actions };
    return { state: { ...after, outcome: connection.end, endedMs: nowMs }, actions: reaction.actions };
  }
  function connect(state: QuicClientState, nowMs: number): Reaction<QuicClientState> {
    const sides = {
      local: { address, port },
      remote: to,
      dcid: `first.${address}:${port}`,
      scid: `client.${address}:${port}`,
    };
    const fresh = newQuicConnection(sides, idleTimeoutMs);
    return keep(state, emit(fresh, { type: "initial", scid: fresh.scid }, nowMs), nowMs);
  }
  function opened(
    state: QuicClientState,
    quic: QuicConnection,
    handshake: QuicPacket,
    nowMs: number,
  ): Reaction<QuicClientState> {
    const known = take({ ...quic, dcid: handshake.scid!, token: handshake.token }, handshake, nowMs);
    const asked = writeStream({ ...known.connection, isOpen: true }, requestFrom(0), nowMs);
    const actions: Action[] = [...known.actions, ...asked.actions];
    const preferred = followsPreferred ? handshake.preferred : undefined;
    if (preferred) {
      const challenge = { type: "path challenge", dcid: handshake.scid!, acks: [] } as const;
      actions.push(
        note(`is offered ${preferred.address}, and asks there`),
        send(quicDatagram({ ...quic, remote: preferred }, challenge)),
      );
    }
    const reaction = { connection: asked.connection, actions, delivered: known.delivered };
    return keep({ ...state, ...(preferred && { preferred }) }, reaction, nowMs);
  }
  function hear(state: QuicClientState, packet: Packet, nowMs: number): Reaction<QuicClientState> {
    const { payload } = packet;
    const { quic, preferred } = state;
    if (payload.kind !== "quic" || !quic || quic.end || packet.dstPort !== quic.local.port) return { state };
    if (payload.type === "stateless reset") {
      if (payload.token === quic.token) return keep(state, over(quic, "stateless reset"), nowMs);
      return { state, actions: [note("ignores a reset with a token that it was not given", "bad")] };
    }
    if (payload.type === "path response") {
      if (!preferred || packet.src !== preferred.address) return { state };
      const moved = { ...state, quic: { ...quic, remote: preferred } };
      return { state: moved, actions: [note(`moves to ${preferred.address}, which is one server's own`, "good")] };
    }
    if (payload.dcid !== quic.scid) return { state };
    if (payload.type === "path challenge") {
      const response = { type: "path response", dcid: quic.dcid, acks: [] } as const;
      return { state, actions: [send(quicDatagram(quic, response))] };
    }
    if (payload.type === "handshake" && !quic.isOpen) return opened(state, quic, payload, nowMs);
    // Another server that also received the Initial: its ID is not the chosen one (RFC 9000, section 7.2).
    if (payload.scid !== undefined && payload.scid !== quic.dcid) return { state };
    return keep(state, take(quic, payload, nowMs), nowMs);
  }
  function migrate(state: QuicClientState, nowMs: number): Reaction<QuicClientState> {
    if (!state.quic || state.quic.end) return { state };
    const { local } = state.quic;
    return keep(
      state,
      emit({ ...state.quic, local: { ...local, port: local.port + 1 } }, { type: "1-RTT" }, nowMs),
      nowMs,
    );
  }
  return {
    initial: { file: "" },
    label: ({ quic, outcome }) => outcome ?? (quic?.isOpen ? "open" : quic ? "handshake" : "idle"),
    step(state, input, nowMs) {
      if (input.kind === "start") return { state, actions: [setTimer("connect", startMs)] };
      if (input.kind === "packet") return hear(state, input.packet, nowMs);
      if (input.kind === "signal") return input.signal === "migrate" ? migrate(state, nowMs) : { state };
      if (input.timer === "connect") return connect(state, nowMs);
      const { quic } = state;
      if (!quic || quic.end) return { state };
      return keep(state, input.timer.startsWith("PTO") ? probe(quic, nowMs) : over(quic, "idle timeout"), nowMs);
    },
  };
}
