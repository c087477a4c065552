// DNS messages, limited to what matters for anycast: question, answering server, size (RFC 1035, RFC 6891).

export interface DnsMessage {
  readonly id: number;
  readonly question: string;
  /** The largest reply over UDP that the client accepts, bytes (EDNS, RFC 6891); 512 without EDNS. */
  readonly udpSize?: number;
  /** Absent in a query. */
  readonly reply?: DnsReply;
}

export interface DnsReply {
  /** The server's name (NSID, RFC 5001; hostname.bind, RFC 4892), which the shared address does not reveal. */
  readonly server: string;
  readonly answer: string;
  /** TTL in seconds. */
  readonly ttlSeconds: number;
  /** The serial of the server's copy of the zone (RFC 1912, 2.2). */
  readonly serial: number;
  /** TC: the reply did not fit; retry over TCP (RFC 7766). */
  readonly truncated: boolean;
}

/** Bytes of a DNS header and one question, approximately. */
export const queryBytes = (question: string) => 12 + question.length + 6;

/** EDNS size of a resolver that follows DNS flag day 2020, bytes: fits IPv6's minimum MTU of 1280 without fragments. */
export const EDNS_SIZE = 1232;
