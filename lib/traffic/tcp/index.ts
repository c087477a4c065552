export * from "./client.js";
export {
  TCP_DEFAULTS,
  type SocketAddress,
  type TcpConnection,
  type TcpEnd,
  type TcpOptions,
  type TcpReaction,
  type TcpState,
} from "./connection.js";
export * from "./reset.js";
export * from "./rto.js";
export { segmentLength, type TcpSegment } from "./segment.js";
export * from "./server.js";
