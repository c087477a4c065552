// A RADIUS message, as much of it as anycast touches: which round of a login it belongs to (RFC 2865, RFC 3579).

export interface RadiusMessage {
  readonly code: "Access-Request" | "Access-Challenge" | "Access-Accept" | "Access-Reject";
  readonly id: number;
  /** Which exchange of the conversation this is, from 1. */
  readonly round: number;
  /** What a challenge hands out and the next request gives back. */
  readonly state?: string;
  readonly server?: string;
}
