// A QUIC server at one site. It finds a connection by its ID, not by addresses, so a client may move; but only on a server that
// has the connection. Others answer with a stateless reset (RFC 9000, section 10.3), which is valid if they share the token's
// key.
import { answersTo, checkDrip, fileServer, type Drip, type Respond } from "../download.js";
import { hash32 } from "../ecmp/index.js";
import { note, send, setTimer, type Action, type Program, type Reaction } from "../endpoint.js";
import { reversed, type FlowKey, type Packet } from "../packet.js";
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
  type QuicReaction,
} from "./connection.js";
import type { QuicPacket } from "./packet.js";

export interface QuicServerOptions {
  readonly identity: string;
  /** Defaults to 443. */
  readonly port?: number;
  /** Its preferred unicast address for open connections. */
  readonly preferredAddress?: string;
  /** The key of reset tokens: sites that share it can reset each other's connections. Defaults to "shared". */
  readonly resetKey?: string;
  /** How to treat a packet of an unknown connection. Defaults to "reset". */
  readonly strangers?: "reset" | "silence";
  readonly respond?: Respond;
  readonly drip?: Drip;
}

interface QuicServed {
  readonly quic: QuicConnection;
  readonly read: number;
  readonly held: string;
}

export interface QuicServerState {
  /** By the connection ID that this server chose. */
  readonly connections: ReadonlyMap<string, QuicServed>;
  /** Client's first ID -> ours, so that a repeated Initial opens only one connection. */
  readonly firsts: ReadonlyMap<string, string>;
  readonly strangers: number;
  /** Connections whose client moved to a new address. */
  readonly migrations: number;
}

const tokenOf = (key: string, cid: string) => hash32(`${key} ${cid}`).toString(16);

/**
 * A QUIC server, as much of it as routing touches: connection IDs, stateless reset, preferred address (RFC 9000). Throws
 * TrafficError.
 * @example quicServer({ identity: "A" }).initial.strangers // 0
 */
export function quicServer(options: QuicServerOptions): Program<QuicServerState> {
  const { identity, port = 443, preferredAddress, resetKey = "shared", strangers = "reset", drip } = options;
  const respond = options.respond ?? fileServer(10_000);
  checkDrip(drip);

  function keep(
    state: QuicServerState,
    served: QuicServed,
    reaction: QuicReaction,
    nowMs: number,
  ): Reaction<QuicServerState> {
    const { scid } = reaction.connection;
    const asked = answersTo(reaction.connection.received, served.read, (request) => respond(request, identity, nowMs));
    const written = drip
      ? { connection: reaction.connection, actions: [] }
      : writeStream(reaction.connection, asked.answers, nowMs);
    const held = drip ? served.held + asked.answers : "";
    const actions: Action[] = [...reaction.actions, ...written.actions];
    if (held.length > 0 && served.held.length === 0) actions.push(setTimer(`drip ${scid}`, 0));
    const connections = new Map(state.connections);
    if (written.connection.end) connections.delete(scid);
    else connections.set(scid, { quic: written.connection, read: asked.read, held });
    return { state: { ...state, connections }, actions };
  }
  function open(state: QuicServerState, packet: Packet, initial: QuicPacket, nowMs: number): Reaction<QuicServerState> {
    // The ID names the server that chose it: QUIC-LB's idea, in clear text.
    const scid = `${identity}.${tokenOf("cid", initial.dcid)}`;
    const fresh = newQuicConnection({ ...sidesOf(packet), dcid: initial.scid!, scid });
    const heard = { ...fresh, isOpen: true, seen: [initial.number!] };
    const preferred = preferredAddress === undefined ? {} : { preferred: { address: preferredAddress, port } };
    const reply = emit(heard, { type: "handshake", scid, token: tokenOf(resetKey, scid), ...preferred }, nowMs);
    const firsts = new Map(state.firsts).set(initial.dcid, scid);
    return keep({ ...state, firsts }, { quic: heard, read: 0, held: "" }, reply, nowMs);
  }
  function hear(state: QuicServerState, packet: Packet, quic: QuicPacket, nowMs: number): Reaction<QuicServerState> {
    const known = state.connections.get(quic.dcid) ?? state.connections.get(state.firsts.get(quic.dcid) ?? "");
    if (!known) {
      if (quic.type === "initial" && packet.dstPort === port) return open(state, packet, quic, nowMs);
      return stranger(state, packet, quic);
    }
    const sides = sidesOf(packet);
    if (quic.type === "path challenge") {
      const response = { type: "path response", dcid: known.quic.dcid, acks: [] } as const;
      return { state, actions: [send(quicDatagram(sides, response))] };
    }
    if (quic.type === "path response") return { state, actions: [note("knows that the client is at its new address")] };
    // Only the packet with the highest number gives the client's current address, not a delayed one (RFC 9000, section 9.3).
    const isNewest = quic.number !== undefined && quic.number > Math.max(-1, ...known.quic.seen);
    const remote = isNewest ? sides.remote : known.quic.remote;
    const hasMoved = remote.address !== known.quic.remote.address || remote.port !== known.quic.remote.port;
    const reaction = take({ ...known.quic, local: sides.local, remote }, quic, nowMs);
    const kept = keep(state, known, reaction, nowMs);
    if (!hasMoved) return kept;
    const challenge = { type: "path challenge", dcid: known.quic.dcid, acks: [] } as const;
    const actions = [
      note("knows the connection by its ID, though the client's address is new, and asks there", "good"),
      send(quicDatagram(sides, challenge)),
      ...kept.actions!,
    ];
    return { state: { ...kept.state, migrations: state.migrations + 1 }, actions };
  }
  function stranger(state: QuicServerState, packet: Packet, quic: QuicPacket): Reaction<QuicServerState> {
    if (quic.type === "stateless reset") return { state };
    const after = { ...state, strangers: state.strangers + 1 };
    const text = "does not know this connection ID";
    if (strangers === "silence") return { state: after, actions: [note(`${text}, and says nothing`, "bad")] };
    const reset = { type: "stateless reset", dcid: "", acks: [], token: tokenOf(resetKey, quic.dcid) } as const;
    return { state: after, actions: [note(text, "bad"), send(quicDatagram(sidesOf(packet), reset))] };
  }
  function handOut(state: QuicServerState, scid: string, nowMs: number): Reaction<QuicServerState> {
    const served = state.connections.get(scid);
    if (!served || !drip) return { state };
    const held = served.held.slice(drip.bytes);
    const kept = keep(
      state,
      { ...served, held },
      writeStream(served.quic, served.held.slice(0, drip.bytes), nowMs),
      nowMs,
    );
    const more = held.length > 0 ? [setTimer(`drip ${scid}`, drip.everyMs)] : [];
    return { state: kept.state, actions: [...kept.actions!, ...more] };
  }
  return {
    initial: { connections: new Map(), firsts: new Map(), strangers: 0, migrations: 0 },
    step(state, input, nowMs) {
      if (input.kind === "packet")
        return input.packet.payload.kind === "quic"
          ? hear(state, input.packet, input.packet.payload, nowMs)
          : { state };
      if (input.kind !== "timer") return { state };
      const [name, scid] = input.timer.split(" ");
      if (name === "drip") return handOut(state, scid, nowMs);
      const known = state.connections.get(scid);
      if (!known) return { state };
      return keep(state, known, name === "PTO" ? probe(known.quic, nowMs) : over(known.quic, "idle timeout"), nowMs);
    },
  };
}

/**
 * Whether a server has the connection that this packet's connection ID names. A first packet is always welcome.
 * @example knowsQuicConnection(quicServer({ identity: "A" }).initial, packet) // false
 */
export function knowsQuicConnection({ connections, firsts }: QuicServerState, { payload }: Packet): boolean {
  if (payload.kind !== "quic") return false;
  return payload.type === "initial" || connections.has(payload.dcid) || firsts.has(payload.dcid);
}

const sidesOf = (packet: FlowKey): { local: SocketAddress; remote: SocketAddress } => {
  const { src, srcPort, dst, dstPort } = reversed(packet);
  return { local: { address: src, port: srcPort! }, remote: { address: dst, port: dstPort! } };
};
