// One end of a QUIC connection as a value: one stream each way, acknowledgements, and the probe timeout (RFC 9002, section 6.2).
// The model includes what decides whether a connection survives a route change. Of congestion control it has slow start, as TCP's
// model; it has no encryption.
import { note, send, setTimer, stopTimer, type Action } from "../endpoint.js";
import { HEADER, type PacketDraft } from "../packet.js";
import type { SocketAddress } from "../tcp/index.js";
import { append, NOTHING_WRITTEN, writtenPart, type Written } from "../written.js";
import { QUIC_DATAGRAM, QUIC_OVERHEAD, type QuicPacket } from "./packet.js";

export type QuicEnd = "closed" | "stateless reset" | "idle timeout";

interface Sent {
  readonly packet: QuicPacket;
  readonly sentMs: number;
}

export interface QuicConnection {
  readonly local: SocketAddress;
  readonly remote: SocketAddress;
  /** Connection IDs of the other end and of this end. */
  readonly dcid: string;
  readonly scid: string;
  readonly isOpen: boolean;
  readonly nextNumber: number;
  /** Sent and not acknowledged. */
  readonly flying: ReadonlyMap<number, Sent>;
  /** Packet numbers received last, to acknowledge. */
  readonly seen: readonly number[];
  /** Packets allowed in flight. */
  readonly window: number;
  readonly written: Written;
  readonly sentUpTo: number;
  readonly received: string;
  readonly early: readonly { readonly offset: number; readonly data: string }[];
  readonly srttMs: number;
  readonly rttvarMs: number;
  /** Whether a round trip was measured: the first sample counts in full (RFC 9002, section 5.3). */
  readonly isMeasured: boolean;
  /** Probe timeouts in a row. */
  readonly probes: number;
  /** Whether it has sent an ack-eliciting packet since it last received one: the first restarts the idle timer (RFC 9000, 10.1). */
  readonly hasAsked: boolean;
  readonly idleTimeoutMs: number;
  /** What a stateless reset for this connection must carry. */
  readonly token?: string;
  readonly end?: QuicEnd;
}

export interface QuicReaction {
  readonly connection: QuicConnection;
  readonly actions: readonly Action[];
  /** New bytes of the stream. */
  readonly delivered?: string;
}

/** Round-trip time before one is measured (RFC 9002, 6.2.2), and the maximum delay of an acknowledgement (RFC 9000, 18.2), ms. */
const INITIAL_RTT_MS = 333;
const MAX_ACK_DELAY_MS = 25;
/** Initial window (RFC 9002, 7.2), and the most that the receiver allows (flow control, RFC 9000, 4.1): TCP's 64 kB, packets. */
const INITIAL_WINDOW = 10;
const MAX_WINDOW = 56;
/** Packet numbers that an acknowledgement names: all that can be in flight. A real one names ranges. */
const ACKNOWLEDGED = 64;

export function newQuicConnection(
  sides: Pick<QuicConnection, "local" | "remote" | "dcid" | "scid">,
  idleTimeoutMs = 30_000,
): QuicConnection {
  return {
    ...sides,
    ...{ isOpen: false, nextNumber: 0, flying: new Map<number, Sent>(), seen: [], probes: 0 },
    window: INITIAL_WINDOW,
    ...{ isMeasured: false, hasAsked: false },
    ...{ written: NOTHING_WRITTEN, sentUpTo: 0, received: "", early: [], idleTimeoutMs },
    ...{ srttMs: INITIAL_RTT_MS, rttvarMs: INITIAL_RTT_MS / 2 },
  };
}

/** Probe timeout, ms: srtt + max(4 rttvar, 1) + max_ack_delay, doubled for each in a row (RFC 9002, 6.2.1). */
export const probeTimeoutMs = ({ srttMs, rttvarMs, probes, isOpen }: QuicConnection): number =>
  (srttMs + Math.max(4 * rttvarMs, 1) + (isOpen ? MAX_ACK_DELAY_MS : 0)) * 2 ** probes;

export const quicTimer = (name: "PTO" | "idle", { scid }: QuicConnection) => `${name} ${scid}`;

/** Packets padded to 1200 bytes, to verify that the path carries them (RFC 9000, sections 8.2 and 14.1). */
const PADDED: readonly QuicPacket["type"][] = ["initial", "handshake", "path challenge", "path response"];
/** A reset is smaller than the packet it answers; otherwise two hosts could reset each other endlessly (section 10.3.3). */
const RESET_BYTES = QUIC_OVERHEAD - 1;

export function quicDatagram(
  { local, remote }: Pick<QuicConnection, "local" | "remote">,
  packet: QuicPacket,
): PacketDraft {
  const needed = QUIC_OVERHEAD + (packet.stream?.data.length ?? 0);
  const bytes = packet.type === "stateless reset" ? RESET_BYTES : PADDED.includes(packet.type) ? QUIC_DATAGRAM : needed;
  return {
    src: local.address,
    srcPort: local.port,
    dst: remote.address,
    dstPort: remote.port,
    protocol: "udp",
    df: true,
    size: HEADER.ip + HEADER.udp + bytes,
    payload: { kind: "quic", ...packet },
  };
}

/** Sends one ack-eliciting packet. */
export function emit(
  connection: QuicConnection,
  part: Omit<QuicPacket, "dcid" | "number" | "acks">,
  nowMs: number,
): QuicReaction {
  const { nextNumber: number, dcid, seen } = connection;
  const packet: QuicPacket = { ...part, dcid, number, acks: seen };
  const flying = new Map(connection.flying).set(number, { packet, sentMs: nowMs });
  const after = { ...connection, nextNumber: number + 1, flying, hasAsked: true };
  const idle = connection.hasAsked ? [] : [setTimer(quicTimer("idle", after), after.idleTimeoutMs)];
  return {
    connection: after,
    actions: [send(quicDatagram(after, packet)), setTimer(quicTimer("PTO", after), probeTimeoutMs(after)), ...idle],
  };
}

/** Sends the written data that fits the window, or a bare acknowledgement if one is due. */
export function flush(before: QuicConnection, nowMs: number, acknowledge = false): QuicReaction {
  let connection = before;
  const actions: Action[] = [];
  while (
    connection.isOpen &&
    connection.sentUpTo < connection.written.length &&
    connection.flying.size < connection.window
  ) {
    const offset = connection.sentUpTo;
    const data = writtenPart(connection.written, offset, offset + QUIC_DATAGRAM - QUIC_OVERHEAD);
    const sent = emit(
      { ...connection, sentUpTo: offset + data.length },
      { type: "1-RTT", stream: { offset, data } },
      nowMs,
    );
    connection = sent.connection;
    actions.push(...sent.actions);
  }
  if (actions.length === 0 && acknowledge)
    actions.push(send(quicDatagram(connection, { type: "1-RTT", dcid: connection.dcid, acks: connection.seen })));
  return { connection, actions };
}

export const writeStream = (connection: QuicConnection, data: string, nowMs: number): QuicReaction =>
  flush({ ...connection, written: append(connection.written, data) }, nowMs);

/** Processes a packet: acknowledgements and stream data; restarts the idle timer. */
export function take(connection: QuicConnection, packet: QuicPacket, nowMs: number): QuicReaction {
  const acked = packet.acks.filter((number) => connection.flying.has(number));
  const flying = acked.length > 0 ? new Map(connection.flying) : connection.flying;
  for (const number of acked) (flying as Map<number, Sent>).delete(number);
  const newest = acked.length > 0 ? connection.flying.get(Math.max(...acked)) : undefined;
  const timing = newest ? afterSample(connection, nowMs - newest.sentMs) : {};
  const seen =
    packet.number === undefined ? connection.seen : [...connection.seen.slice(1 - ACKNOWLEDGED), packet.number];
  // Slow start: one packet more for each that is acknowledged (RFC 9002, 7.3.1).
  const window = Math.min(connection.window + acked.length, MAX_WINDOW);
  const { connection: taken, delivered } = assemble(
    { ...connection, ...timing, flying, seen, window, hasAsked: false },
    packet.stream,
  );
  const { connection: after, actions } = flush(taken, nowMs, packet.number !== undefined);
  const timers = [setTimer(quicTimer("idle", after), after.idleTimeoutMs)];
  if (after.flying.size === 0) timers.push(stopTimer(quicTimer("PTO", after)));
  return { connection: after, actions: [...actions, ...timers], delivered };
}

function afterSample({ srttMs, rttvarMs, isMeasured }: QuicConnection, rttMs: number) {
  if (!isMeasured) return { srttMs: rttMs, rttvarMs: rttMs / 2, probes: 0, isMeasured: true };
  return {
    srttMs: (7 / 8) * srttMs + rttMs / 8,
    rttvarMs: (3 / 4) * rttvarMs + Math.abs(srttMs - rttMs) / 4,
    probes: 0,
  };
}

function assemble(connection: QuicConnection, piece: QuicPacket["stream"]) {
  if (!piece) return { connection, delivered: "" };
  const pieces = [...connection.early, piece].sort((a, b) => a.offset - b.offset);
  const before = connection.received.length;
  let delivered = "";
  for (const { offset, data } of pieces) {
    const upTo = before + delivered.length;
    if (offset <= upTo) delivered += data.slice(upTo - offset);
  }
  const upTo = before + delivered.length;
  const early = pieces.filter(({ offset }) => offset > upTo);
  return { connection: { ...connection, received: connection.received + delivered, early }, delivered };
}

/** Probe timeout: two packets of the data in flight are sent again under new numbers, and the timeout doubles. */
export function probe(connection: QuicConnection, nowMs: number): QuicReaction {
  const actions: Action[] = [];
  let after: QuicConnection = { ...connection, probes: connection.probes + 1 };
  for (const [number, { packet }] of [...connection.flying].slice(0, 2)) {
    const flying = new Map(after.flying);
    flying.delete(number);
    const sent = emit({ ...after, flying }, packet, nowMs);
    after = sent.connection;
    actions.push(...sent.actions);
  }
  return { connection: after, actions };
}

/** Ends the connection; both timers stop. */
export function over(connection: QuicConnection, end: QuicEnd): QuicReaction {
  const stops = [stopTimer(quicTimer("PTO", connection)), stopTimer(quicTimer("idle", connection))];
  const actions = end === "closed" ? stops : [...stops, note(`${end}: the connection is over`, "bad")];
  return { connection: { ...connection, end }, actions };
}
