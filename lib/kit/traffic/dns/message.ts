// DNS messages, as much of them as anycast touches: who asks what, who answers, whether it fits (RFC 1035, RFC 6891).

export interface DnsMessage {
  readonly id: number;
  readonly question: string;
  /** The largest reply over UDP that the asker takes, bytes (EDNS, RFC 6891); 512 without EDNS. */
  readonly udpSize?: number;
  /** Absent in a query. */
  readonly reply?: DnsReply;
}

export interface DnsReply {
  /** What the server is called (NSID, RFC 5001; hostname.bind, RFC 4892): the shared address does not tell. */
  readonly server: string;
  readonly answer: string;
  /** Seconds that a cache may keep it. */
  readonly ttlSeconds: number;
  /** The serial of the server's copy of the zone (RFC 1912, 2.2). */
  readonly serial: number;
  /** TC: it did not fit, ask again over TCP (RFC 7766). */
  readonly truncated: boolean;
}

/** Bytes of a DNS header and one question, roughly. */
export const queryBytes = (question: string) => 12 + question.length + 6;

/** What a resolver that follows DNS flag day 2020 offers, bytes: fits in every IPv6 link's 1280 without fragments. */
export const EDNS_SIZE = 1232;
