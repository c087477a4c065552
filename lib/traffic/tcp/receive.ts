// The receiving side: a segment arrives at a connection that knows it (RFC 9293, section 3.10.7.4, in its order of checks).
import { note, send, setTimer, stopTimer, type Action } from "../endpoint.js";
import {
  endOffset,
  rtoTimer,
  segmentPacket,
  sequence,
  timeWaitTimer,
  type TcpConnection,
  type TcpReaction,
  type TcpState,
} from "./connection.js";
import { afterRoundTrip } from "./rto.js";
import { resetFor } from "./reset.js";
import { advance, distance, segmentLength, type TcpSegment } from "./segment.js";
import { transmit } from "./transmit.js";

/** Bytes ahead of what is wanted that are kept. */
const RECEIVE_WINDOW = 65_535;
/** The most segments in flight: as many as fill that window. */
const MOST_SEGMENTS = 44;
/** How long the closing side remembers a connection, ms (Linux: 60 s). */
const TIME_WAIT_MS = 60_000;

export function receive(connection: TcpConnection, segment: TcpSegment, nowMs: number): TcpReaction {
  if (connection.state === "CLOSED") return { connection, actions: [] };
  if (connection.state === "SYN-SENT") return receiveInSynSent(connection, segment, nowMs);
  // First, the sequence number: is any of it wanted?
  const ahead = distance(segment.seq, connection.wanted!);
  const isOld = ahead < 0 && ahead + segmentLength(segment) <= 0;
  if (isOld || ahead > RECEIVE_WINDOW) {
    if (segment.rst) return { connection, actions: [] };
    // Its SYN again: our SYN ACK was lost.
    if (connection.state === "SYN-RECEIVED" && segment.syn) return transmit({ ...connection, next: 0 }, nowMs);
    return transmit(connection, nowMs, true);
  }
  // Second, RST: believed only at exactly the number wanted (RFC 5961, section 3.2).
  if (segment.rst) return ahead === 0 ? aborted(connection) : transmit(connection, nowMs, true);
  if (segment.syn) return transmit(connection, nowMs, true); // RFC 5961, section 4.2: a challenge ACK
  if (segment.ack === undefined) return { connection, actions: [] };
  const acknowledged = acknowledge(connection, segment.ack, nowMs);
  if (!acknowledged) {
    const reset = connection.state === "SYN-RECEIVED" ? resetFor(segment) : undefined;
    return reset
      ? { connection, actions: [send(segmentPacket(connection, reset))] }
      : transmit(connection, nowMs, true);
  }
  const taken = takeData(acknowledged.connection, segment);
  const isOwedAck = segmentLength(segment) > 0;
  const sent = transmit(taken, nowMs, isOwedAck);
  const actions: Action[] = [...acknowledged.actions, ...sent.actions];
  if (sent.connection.state === "TIME-WAIT") actions.push(setTimer(timeWaitTimer(sent.connection), TIME_WAIT_MS));
  return { connection: sent.connection, actions };
}

/** The answer to our SYN (3.10.7.3). */
function receiveInSynSent(connection: TcpConnection, segment: TcpSegment, nowMs: number): TcpReaction {
  const isForUs = segment.ack !== undefined && distance(segment.ack, sequence(connection, 1)) === 0;
  if (segment.ack !== undefined && !isForUs) {
    const reset = resetFor(segment);
    return { connection, actions: reset ? [send(segmentPacket(connection, reset))] : [] };
  }
  if (segment.rst) return isForUs ? aborted(connection, "refused") : { connection, actions: [] };
  if (!segment.syn || !isForUs) return { connection, actions: [] };
  const synchronized: TcpConnection = {
    ...connection,
    ...{ wanted: advance(segment.seq, 1), mss: Math.min(connection.mss, segment.mss ?? 536), state: "ESTABLISHED" },
  };
  const { connection: open, actions } = acknowledge(synchronized, segment.ack, nowMs)!;
  const sent = transmit(open, nowMs, true);
  return { connection: sent.connection, actions: [...actions, ...sent.actions] };
}

function aborted(connection: TcpConnection, end: "reset" | "refused" = "reset"): TcpReaction {
  const text = end === "reset" ? "connection reset by the other end" : "connection refused";
  return {
    connection: { ...connection, state: "CLOSED", end },
    actions: [stopTimer(rtoTimer(connection)), note(text, "bad")],
  };
}

/** The other end has everything up to here; undefined where it acknowledges what was never sent. */
function acknowledge(connection: TcpConnection, ack: number, nowMs: number): TcpReaction | undefined {
  const upTo = distance(ack, connection.iss);
  const { una, furthest, timed, options } = connection;
  if (upTo > furthest || (connection.state === "SYN-RECEIVED" && upTo < 1)) return undefined;
  if (upTo <= una) return { connection, actions: [] };
  const rto =
    timed && upTo >= timed.offset ? afterRoundTrip(connection.rto, nowMs - timed.sentMs, options.rto) : connection.rto;
  const moved: TcpConnection = {
    ...connection,
    ...{ una: upTo, next: Math.max(connection.next, upTo), rto, retransmissions: 0, waitsSinceMs: nowMs },
    timed: timed && upTo < timed.offset ? timed : undefined,
    window: Math.min(connection.window + 1, MOST_SEGMENTS), // slow start, without congestion avoidance
  };
  const isFinAcknowledged = moved.closing && upTo === endOffset(moved);
  const state = stateAfterAck(moved.state, isFinAcknowledged);
  const after: TcpConnection = { ...moved, state, ...(state === "CLOSED" && { end: "closed" as const }) };
  const timer = after.next > after.una ? setTimer(rtoTimer(after), rto.timeoutMs) : stopTimer(rtoTimer(after));
  return { connection: after, actions: [timer] };
}

function stateAfterAck(state: TcpState, isFinAcknowledged: boolean): TcpState {
  if (state === "SYN-RECEIVED") return "ESTABLISHED";
  if (!isFinAcknowledged) return state;
  return state === "FIN-WAIT-1"
    ? "FIN-WAIT-2"
    : state === "CLOSING"
      ? "TIME-WAIT"
      : state === "LAST-ACK"
        ? "CLOSED"
        : state;
}

/** Gives the application what is in order now, and keeps what is early. */
function takeData(before: TcpConnection, segment: TcpSegment): TcpConnection {
  if (segmentLength(segment) === 0 || before.finished) return before;
  let connection = before;
  let waiting: readonly TcpSegment[] = [...before.early, segment];
  for (let progress = true; progress && !connection.finished;) {
    progress = false;
    for (const piece of waiting) {
      const skip = -distance(piece.seq, connection.wanted!);
      if (skip < 0 || skip >= segmentLength(piece)) continue; // there is a gap before it, or it is known already
      const wanted = advance(piece.seq, segmentLength(piece));
      connection = { ...connection, wanted, received: connection.received + piece.data.slice(skip) };
      if (piece.fin) connection = { ...connection, finished: true, state: stateAfterFin(connection.state) };
      progress = true;
    }
  }
  waiting = waiting.filter((piece) => distance(piece.seq, connection.wanted!) > 0);
  return { ...connection, early: waiting };
}

const stateAfterFin = (state: TcpState): TcpState =>
  state === "ESTABLISHED"
    ? "CLOSE-WAIT"
    : state === "FIN-WAIT-1"
      ? "CLOSING"
      : state === "FIN-WAIT-2"
        ? "TIME-WAIT"
        : state;
