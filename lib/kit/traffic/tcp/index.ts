// TCP: connections, timers, resets.
export { tcpClient, type Attempt, type TcpClientOptions, type TcpClientState } from "./client.js";
export {
  TCP_DEFAULTS,
  connectionKey,
  type SocketAddress,
  type TcpConnection,
  type TcpEnd,
  type TcpOptions,
  type TcpReaction,
  type TcpState,
} from "./connection.js";
export { resetFor, resetPacket } from "./reset.js";
export {
  LINUX_RTO,
  RFC_6298,
  afterRetriedHandshake,
  afterRoundTrip,
  backedOff,
  givesUpAfterMs,
  initialRto,
  type Rto,
  type RtoLimits,
} from "./rto.js";
export { segmentLength, type TcpSegment } from "./segment.js";
export { knowsConnection, tcpServer, type Served, type TcpServerOptions, type TcpServerState } from "./server.js";
export { arrived, expired, openConnection, write } from "./step.js";
