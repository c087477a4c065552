// The receiving side: a segment arrives at an existing connection (RFC 9293, section 3.10.7.4, in its order of checks).
import { note, send, setTimer, stopTimer } from "../endpoint.js";
import {
  endOffset,
  RECEIVE_WINDOW,
  rtoTimer,
  segmentPacket,
  sequence,
  timeWaitTimer,
  type TcpConnection,
  type TcpReaction,
  type TcpState,
} from "./connection.js";
import { afterRetriedHandshake, afterRoundTrip } from "./rto.js";
import { resetFor } from "./reset.js";
import { advance, distance, segmentLength, type TcpSegment } from "./segment.js";
import { transmit } from "./transmit.js";

/** Duration of TIME-WAIT on the closing side, ms (Linux: 60 s). */
const TIME_WAIT_MS = 60_000;

export function receive(connection: TcpConnection, segment: TcpSegment, nowMs: number): TcpReaction {
  if (connection.state === "CLOSED") return refused(connection, segment);
  if (connection.state === "SYN-SENT") return receiveInSynSent(connection, segment, nowMs);
  // First, the sequence number: is any of it in the window?
  const ahead = distance(segment.seq, connection.wanted!);
  const isOld = ahead < 0 && ahead + segmentLength(segment) <= 0;
  if (isOld || ahead >= RECEIVE_WINDOW) {
    if (segment.rst) return { connection, actions: [] };
    // A repeated SYN: our SYN ACK was lost. A retransmission does not measure a round trip (Karn).
    if (connection.state === "SYN-RECEIVED" && segment.syn)
      return transmit({ ...connection, next: 0, timed: undefined }, nowMs);
    return waiting(transmit(connection, nowMs, true));
  }
  // Second, RST: accepted only at exactly the expected number (RFC 5961, section 3.2).
  if (segment.rst) return ahead === 0 ? aborted(connection) : transmit(connection, nowMs, true);
  if (segment.syn) return transmit(connection, nowMs, true); // RFC 5961, section 4.2: a challenge ACK
  if (segment.ack === undefined) return { connection, actions: [] };
  const acknowledged = acknowledge(connection, segment.ack, nowMs);
  if (!acknowledged) {
    return connection.state === "SYN-RECEIVED" ? refused(connection, segment) : transmit(connection, nowMs, true);
  }
  const taken = takeData(acknowledged.connection, segment);
  const isOwedAck = segmentLength(segment) > 0;
  const sent = waiting(transmit(taken, nowMs, isOwedAck));
  return { connection: sent.connection, actions: [...acknowledged.actions, ...sent.actions] };
}

/** In TIME-WAIT only a repeated FIN of the other end arrives; it restarts the timer. */
function waiting(reaction: TcpReaction): TcpReaction {
  const { connection, actions } = reaction;
  if (connection.state !== "TIME-WAIT") return reaction;
  return { connection, actions: [...actions, setTimer(timeWaitTimer(connection), TIME_WAIT_MS)] };
}

/** A segment that is not of this connection, by what it acknowledges. */
function refused(connection: TcpConnection, segment: TcpSegment): TcpReaction {
  const reset = resetFor(segment);
  return { connection, actions: reset ? [send(segmentPacket(connection, reset))] : [] };
}

/** The answer to our SYN (3.10.7.3). */
function receiveInSynSent(connection: TcpConnection, segment: TcpSegment, nowMs: number): TcpReaction {
  const isForUs = segment.ack !== undefined && distance(segment.ack, sequence(connection, 1)) === 0;
  if (segment.ack !== undefined && !isForUs) return refused(connection, segment);
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
  const stops = [stopTimer(rtoTimer(connection)), stopTimer(timeWaitTimer(connection))];
  // Both ends have closed: the application is not notified (3.10.7.4).
  if (["CLOSING", "LAST-ACK", "TIME-WAIT"].includes(connection.state))
    return { connection: { ...connection, state: "CLOSED", end: "closed" }, actions: stops };
  const text = end === "reset" ? "connection reset by the other end" : "connection refused";
  return {
    connection: { ...connection, state: "CLOSED", end },
    actions: [...stops, note(text, "bad")],
  };
}

/** The other end has everything up to here; undefined if it acknowledges data that was never sent. */
function acknowledge(connection: TcpConnection, ack: number, nowMs: number): TcpReaction | undefined {
  const upTo = distance(ack, connection.iss);
  const { una, furthest, timed, options } = connection;
  if (upTo > furthest || (connection.state === "SYN-RECEIVED" && upTo < 1)) return undefined;
  if (upTo <= una) return { connection, actions: [] };
  const rto =
    timed && upTo >= timed.offset
      ? afterRoundTrip(connection.rto, nowMs - timed.sentMs, options.rto)
      : una === 0
        ? afterRetriedHandshake(connection.rto, options.rto)
        : connection.rto;
  const moved: TcpConnection = {
    ...connection,
    ...{ una: upTo, next: Math.max(connection.next, upTo), rto, retransmissions: 0, waitsSinceMs: nowMs },
    timed: timed && upTo < timed.offset ? timed : undefined,
    window: connection.window + 1, // slow start, without congestion avoidance
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

/** Delivers in-order data to the application and keeps early segments. */
function takeData(before: TcpConnection, segment: TcpSegment): TcpConnection {
  if (segmentLength(segment) === 0 || before.finished) return before;
  let connection = before;
  let waiting: readonly TcpSegment[] = [...before.early, segment];
  for (let progress = true; progress && !connection.finished;) {
    progress = false;
    for (const piece of waiting) {
      const skip = -distance(piece.seq, connection.wanted!);
      if (skip < 0 || skip >= segmentLength(piece)) continue; // there is a gap before it, or it is a duplicate
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
