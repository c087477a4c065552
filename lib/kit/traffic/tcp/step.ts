// Operations of an application and its host on a connection: open, accept, write, close, and receive.
import type { Packet } from "../packet.js";
import { append } from "../written.js";
import {
  connectionKey,
  newConnection,
  type SocketAddress,
  type TcpConnection,
  type TcpOptions,
  type TcpReaction,
} from "./connection.js";
import { receive } from "./receive.js";
import { advance, type TcpSegment } from "./segment.js";
import { learnMtu, retransmissionTimeout, transmit } from "./transmit.js";
import { hash32 } from "../ecmp/index.js";

/**
 * Initial sequence numbers differ from flow to flow and from host to host, and move on every 4 microseconds (RFC 6528): a
 * restarted host does not continue old connections. They are the same in every run.
 */
const initialSequence = (local: SocketAddress, remote: SocketAddress, secret: string, nowMs: number) =>
  advance(hash32(`${secret} ${connectionKey({ local, remote })}`), Math.floor(250 * nowMs));

export interface OpenOptions {
  readonly local: SocketAddress;
  readonly remote: SocketAddress;
  readonly nowMs: number;
  readonly tcp?: Partial<TcpOptions>;
}

/** Sends the SYN. */
export function openConnection({ local, remote, nowMs, tcp }: OpenOptions): TcpReaction {
  const iss = initialSequence(local, remote, "open", nowMs);
  return transmit(newConnection("SYN-SENT", local, remote, iss, tcp), nowMs);
}

/** Answers a SYN. `secret` differs per host: two sites with one address choose different numbers. */
export function acceptConnection(
  { local, remote, nowMs, tcp, secret }: OpenOptions & { readonly secret: string },
  syn: TcpSegment,
): TcpReaction {
  const fresh = newConnection("SYN-RECEIVED", local, remote, initialSequence(local, remote, secret, nowMs), tcp);
  const mss = Math.min(fresh.mss, syn.mss ?? 536);
  return transmit({ ...fresh, mss, wanted: advance(syn.seq, 1) }, nowMs);
}

/** The application writes, and closes if there is no more data. */
export function write(connection: TcpConnection, data: string, nowMs: number, close = false): TcpReaction {
  if (connection.state === "CLOSED" || connection.closing) return { connection, actions: [] };
  return transmit({ ...connection, written: append(connection.written, data), closing: close }, nowMs);
}

/** A segment of this connection has arrived, or an error about one. */
export function arrived(connection: TcpConnection, { payload }: Packet, nowMs: number): TcpReaction {
  if (payload.kind === "tcp") return receive(connection, payload, nowMs);
  if (payload.kind === "too big") return learnMtu(connection, payload.mtu, nowMs);
  return { connection, actions: [] };
}

/** One of the connection's timers has expired. */
export function expired(connection: TcpConnection, timer: string, nowMs: number): TcpReaction {
  if (timer.startsWith("RTO ")) return retransmissionTimeout(connection, nowMs);
  return { connection: { ...connection, state: "CLOSED", end: connection.end ?? "closed" }, actions: [] };
}
