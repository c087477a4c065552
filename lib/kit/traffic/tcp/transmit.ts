// The sending side: what to send now, and what to do without an acknowledgement (RFC 6298, section 5).
import { send, setTimer, stopTimer, type Action } from "../endpoint.js";
import { writtenPart } from "../written.js";
import {
  endOffset,
  RECEIVE_WINDOW,
  rtoTimer,
  segmentPacket,
  sequence,
  type TcpConnection,
  type TcpReaction,
} from "./connection.js";
import { backedOff, givesUpAfterMs } from "./rto.js";
import type { TcpSegment } from "./segment.js";

/**
 * MTU probing: base size and minimum size, bytes, and the number of doublings before it starts (tcp_base_mss, tcp_min_snd_mss,
 * tcp_retries1).
 */
const PROBE = { mss: 1024, least: 48, retries: 3 } as const;
/** The header bytes around a segment's data. */
const OVERHEAD = 40;

/** Sends what the window allows. `acknowledge`: an ACK is due, so a segment is sent even without data. */
export function transmit(before: TcpConnection, nowMs: number, acknowledge = false): TcpReaction {
  let connection = before;
  const segments: TcpSegment[] = [];
  while (connection.next < endOffset(connection) && inFlight(connection) < connection.window * connection.mss) {
    const segment = segmentAt(connection, connection.next);
    if (!segment || inFlight(connection) + segment.data.length > RECEIVE_WINDOW) break;
    const next = connection.next + segment.data.length + (segment.syn || segment.fin ? 1 : 0);
    const isNew = next > connection.furthest;
    const timed = connection.timed ?? (isNew ? { offset: next, sentMs: nowMs } : undefined);
    connection = { ...connection, next, timed, furthest: Math.max(next, connection.furthest) };
    if (segment.fin) connection = { ...connection, state: afterFin(connection.state) };
    segments.push(segment);
  }
  if (segments.length === 0 && acknowledge) segments.push(bareAck(connection));
  const actions: Action[] = segments.map((segment) => send(segmentPacket(connection, segment)));
  // The timer starts with the first segment in flight, and runs until it is acknowledged.
  const starts = before.next === before.una && connection.next > connection.una;
  if (starts) actions.push(setTimer(rtoTimer(connection), connection.rto.timeoutMs));
  return { connection, actions };
}

const inFlight = ({ next, una }: TcpConnection) => next - una;
/**
 * Its number is SND.NXT, which a retransmission does not reset: with an older number it would be out of window and be answered
 * (RFC 9293, 3.4).
 */
const bareAck = (connection: TcpConnection): TcpSegment => ({
  seq: sequence(connection, connection.furthest),
  ack: connection.wanted,
  data: "",
});
const afterFin = (state: TcpConnection["state"]): TcpConnection["state"] =>
  state === "ESTABLISHED" ? "FIN-WAIT-1" : state === "CLOSE-WAIT" ? "LAST-ACK" : state;

/** The segment that starts at an offset; undefined if it must not be sent yet. */
function segmentAt(connection: TcpConnection, offset: number): TcpSegment | undefined {
  const { written, closing, mss, state, options, wanted } = connection;
  const seq = sequence(connection, offset);
  const ack = wanted === undefined ? {} : { ack: wanted };
  if (offset === 0) return { seq, ...ack, syn: true, data: "", mss: options.mss };
  if (state === "SYN-SENT" || state === "SYN-RECEIVED") return undefined;
  const data = writtenPart(written, offset - 1, offset - 1 + mss);
  const isLast = closing && offset - 1 + data.length === written.length;
  return { seq, ...ack, data, ...(isLast && { fin: true as const }) };
}

/** Retransmission timeout: go back to the oldest byte, one segment at a time, and double the timeout; or give up. */
export function retransmissionTimeout(connection: TcpConnection, nowMs: number): TcpReaction {
  const { options, retransmissions, rto, mss, waitsSinceMs } = connection;
  if (isHopeless(connection, nowMs))
    return {
      connection: { ...connection, state: "CLOSED", end: "timed out" },
      actions: [stopTimer(rtoTimer(connection))],
    };
  const probes = options.mtuProbing && hasWaited(connection, PROBE.retries, nowMs);
  return transmit(
    {
      ...connection,
      waitsSinceMs: retransmissions > 0 ? waitsSinceMs : nowMs,
      ...{ next: connection.una, window: 1, timed: undefined, mss: probes ? smaller(mss) : mss },
      ...{ rto: backedOff(rto, options.rto), retransmissions: retransmissions + 1, timeouts: connection.timeouts + 1 },
    },
    nowMs,
  );
}

/** The next size to probe: the base, then half as much each time. */
const smaller = (mss: number) => Math.min(mss, mss > PROBE.mss ? PROBE.mss : Math.max(mss >> 1, PROBE.least));

function isHopeless(connection: TcpConnection, nowMs: number): boolean {
  const { state, options, retransmissions } = connection;
  if (state === "SYN-SENT") return retransmissions >= options.synRetries;
  if (state === "SYN-RECEIVED") return retransmissions >= options.synAckRetries;
  return hasWaited(connection, options.retries, nowMs);
}

/** Linux counts from the first retransmission (retransmits_timed_out), in time rather than in tries. */
function hasWaited({ options, retransmissions, waitsSinceMs }: TcpConnection, retries: number, nowMs: number): boolean {
  const { minMs, maxMs } = options.rto;
  const waitedMs = retransmissions > 0 ? nowMs - waitsSinceMs : 0;
  return waitedMs >= givesUpAfterMs(retries, { firstMs: minMs, maxMs }) - 1e-6;
}

/** A router reported the path MTU (RFC 1191): send the oversized data again in smaller segments. */
export function learnMtu(connection: TcpConnection, mtu: number, nowMs: number): TcpReaction {
  const mss = mtu - OVERHEAD;
  if (mss >= connection.mss || connection.state === "CLOSED") return { connection, actions: [] };
  const { connection: after, actions } = transmit(
    { ...connection, mss, next: connection.una, timed: undefined, retransmissions: 0 },
    nowMs,
  );
  return { connection: after, actions: [stopTimer(rtoTimer(after)), ...actions] };
}
