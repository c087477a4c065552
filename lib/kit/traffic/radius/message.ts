// A RADIUS message, limited to what matters for anycast: its round of a login (RFC 2865, RFC 3579).

export interface RadiusMessage {
  readonly code: "Access-Request" | "Access-Challenge" | "Access-Accept" | "Access-Reject";
  readonly id: number;
  /** Number of the exchange in the login, from 1. */
  readonly round: number;
  /** The state that a challenge sets and the next request returns. */
  readonly state?: string;
  readonly server?: string;
}
