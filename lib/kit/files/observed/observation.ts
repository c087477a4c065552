// What was seen: a vantage point, and the name that the answering server or the last router gave.

export interface Observation {
  /** Its ASN, where the file has it. */
  readonly asn?: number;
  /** Its address, or its block of addresses. */
  readonly address?: string;
  /** Its number among the probes of RIPE Atlas. */
  readonly probe?: number;
  /** A site, an identity (hostname.bind, id.server, NSID) or the address of the last router. */
  readonly seen: string;
  /** How many it stands for. Defaults to 1. */
  readonly weight?: number;
}
