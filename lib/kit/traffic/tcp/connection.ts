// One end of a TCP connection as a value (RFC 9293, section 3.3), and its inputs. The other files of this folder implement
// them. Sender's offsets count from the initial sequence number: 0 is the SYN, 1 the first byte, then the FIN.
import { hash32 } from "../ecmp/index.js";
import type { Action } from "../endpoint.js";
import { checkTime, checkWhole } from "../error.js";
import { HEADER, type PacketDraft } from "../packet.js";
import { NOTHING_WRITTEN, type Written } from "../written.js";
import { initialRto, LINUX_RTO, type Rto, type RtoLimits } from "./rto.js";
import { advance, type TcpSegment } from "./segment.js";

export type TcpState =
  | "SYN-SENT"
  | "SYN-RECEIVED"
  | "ESTABLISHED"
  | "FIN-WAIT-1"
  | "FIN-WAIT-2"
  | "CLOSING"
  | "TIME-WAIT"
  | "CLOSE-WAIT"
  | "LAST-ACK"
  | "CLOSED";

/** Why a connection ended. */
export type TcpEnd = "closed" | "reset" | "refused" | "timed out";

export interface SocketAddress {
  readonly address: string;
  readonly port: number;
}

export interface TcpOptions {
  /** Maximum segment size it accepts, bytes. Defaults to 1460. */
  readonly mss: number;
  readonly rto: RtoLimits;
  /**
   * Retransmissions of a SYN and of a SYN ACK. Defaults to 6 and 5 (tcp(7)). Since 6.5 Linux sends the SYN four more times
   * before it begins to double the timeout (tcp_syn_linear_timeouts), and gives up after 131 s instead of 127.
   */
  readonly synRetries: number;
  readonly synAckRetries: number;
  /** Retransmissions of data, as doublings of the minimum timeout. Defaults to 15: 924.6 s (tcp_retries2). */
  readonly retries: number;
  /** Segments sent before the first is acknowledged. Defaults to 10 (RFC 6928). */
  readonly initialWindow: number;
  /** Send an IPv6 flow label, and change it after each timeout, as Linux does: routers that hash it see a new flow. */
  readonly flowLabel: boolean;
  /** Try smaller segments when large ones are not acknowledged (RFC 4821; tcp_mtu_probing). Defaults to false. */
  readonly mtuProbing: boolean;
}

export const TCP_DEFAULTS: TcpOptions = {
  mss: 1460,
  rto: LINUX_RTO,
  synRetries: 6,
  synAckRetries: 5,
  retries: 15,
  initialWindow: 10,
  mtuProbing: false,
  flowLabel: false,
};

export interface TcpConnection {
  readonly state: TcpState;
  readonly local: SocketAddress;
  readonly remote: SocketAddress;
  readonly options: TcpOptions;
  /** Initial sequence number. */
  readonly iss: number;
  /** Offset of the oldest byte not acknowledged; of the next to send; one past the highest ever sent. */
  readonly una: number;
  readonly next: number;
  readonly furthest: number;
  /** All data written by the application, and whether it has closed. */
  readonly written: Written;
  readonly closing: boolean;
  /** Segments allowed in flight, and bytes in each. */
  readonly window: number;
  readonly mss: number;
  readonly rto: Rto;
  /** Timeouts so far in the whole connection. */
  readonly timeouts: number;
  /** Retransmissions of the oldest byte so far, and the time of the first. */
  readonly retransmissions: number;
  readonly waitsSinceMs: number;
  /** The segment being timed. */
  readonly timed?: { readonly offset: number; readonly sentMs: number };
  /** The next sequence number expected from the other end; absent before its SYN. */
  readonly wanted?: number;
  /** Segments received out of order. */
  readonly early: readonly TcpSegment[];
  /** All data delivered to the application: in order, without gaps. */
  readonly received: string;
  /** The other end has sent its FIN. */
  readonly finished: boolean;
  readonly end?: TcpEnd;
}

/** The receive window, bytes: the largest window without scaling. */
export const RECEIVE_WINDOW = 65_535;

/** The result of the tcp functions: the new connection and the actions. */
export interface TcpReaction {
  readonly connection: TcpConnection;
  readonly actions: readonly Action[];
}

/** @throws TrafficError for invalid options */
export function newConnection(
  state: TcpState,
  local: SocketAddress,
  remote: SocketAddress,
  iss: number,
  options: Partial<TcpOptions> = {},
): TcpConnection {
  const all = { ...TCP_DEFAULTS, ...options };
  checkWhole(all.mss, "TCP's mss", 1, 65_495);
  checkWhole(all.initialWindow, "TCP's initialWindow", 1, 65_535);
  for (const name of ["retries", "synRetries", "synAckRetries"] as const)
    checkWhole(all[name], `TCP's ${name}`, 0, 255);
  for (const name of ["initialMs", "minMs", "maxMs"] as const) checkTime(all.rto[name], `TCP's rto.${name}`);
  return {
    ...{ state, local, remote, iss, options: all, rto: initialRto(all.rto), mss: all.mss, window: all.initialWindow },
    ...{
      una: 0,
      next: 0,
      furthest: 0,
      written: NOTHING_WRITTEN,
      closing: false,
      timeouts: 0,
      retransmissions: 0,
      waitsSinceMs: 0,
    },
    ...{ early: [], received: "", finished: false },
  };
}

/** One past the last offset to send. */
export const endOffset = ({ written, closing }: TcpConnection) => 1 + written.length + (closing ? 1 : 0);

/** The segment as a packet. TCP sets Don't Fragment, to learn the path's MTU (RFC 1191). */
export function segmentPacket(connection: TcpConnection, segment: TcpSegment): PacketDraft {
  const { local, remote, options, timeouts } = connection;
  const label = options.flowLabel ? { flowLabel: hash32(`${connectionKey(connection)} ${timeouts}`) >>> 12 } : {};
  return {
    src: local.address,
    srcPort: local.port,
    dst: remote.address,
    dstPort: remote.port,
    protocol: "tcp",
    df: true,
    size: HEADER.ip + HEADER.tcp + segment.data.length,
    ...label,
    payload: { kind: "tcp", ...segment },
  };
}

/** The sequence number of an offset. */
export const sequence = ({ iss }: TcpConnection, offset: number) => advance(iss, offset);

/** What distinguishes the timers of one connection from those of another on the same host. */
export const connectionKey = ({ local, remote }: Pick<TcpConnection, "local" | "remote">) =>
  `${local.address}:${local.port}-${remote.address}:${remote.port}`;
export const rtoTimer = (connection: TcpConnection) => `RTO ${connectionKey(connection)}`;
export const timeWaitTimer = (connection: TcpConnection) => `TIME-WAIT ${connectionKey(connection)}`;
