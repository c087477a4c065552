// QUIC: connections, migration, stateless reset.
export { quicClient, type QuicClientOptions, type QuicClientState } from "./client.js";
export { probeTimeoutMs, type QuicConnection, type QuicEnd } from "./connection.js";
export { QUIC_DATAGRAM, type QuicPacket } from "./packet.js";
export { knowsQuicConnection, quicServer, type QuicServerOptions, type QuicServerState } from "./server.js";
