// BGP speakers and their sessions: a speaker for each router and each site, and between them channels, one in each direction,
// over wires that can fail. All are numbers, so that the state of speakers fits in arrays.
import type { ResolvedInside, Session } from "../bgp/index.js";

export interface Speaker {
  readonly number: number;
  readonly asn: number;
  /** Index of its AS. */
  readonly index: number;
  /** Number of its PoP, 0 for the first; -1 for a site. */
  readonly router: number;
  readonly city?: string;
  /** The name of the site, if the speaker is one. */
  readonly site?: string;
}

/** One direction of a session: `from` sends, `to` receives. */
export interface Channel {
  readonly number: number;
  readonly kind: "ebgp" | "ibgp" | "site";
  readonly from: number;
  readonly to: number;
  /** The link it runs over; the other direction has the same. */
  readonly wire: number;
  /** The session as the receiver sees it; undefined inside an AS. For a site, the session of its first announcement. */
  readonly session?: Session;
  /** For a site: the session of each version of its announcement made here, by the announcement's number. */
  readonly versions?: ReadonlyMap<number, Session>;
}

export interface Wire {
  readonly number: number;
  readonly channels: readonly number[];
  readonly ends: readonly [number, number];
  readonly city?: string;
}

export interface Wiring {
  readonly speakers: readonly Speaker[];
  readonly channels: readonly Channel[];
  readonly wires: readonly Wire[];
  /** Per channel, its wire, its sender and its receiver, as in `channels`: numbers side by side are faster to read. */
  readonly wireOf: Int32Array;
  readonly tellerOf: Int32Array;
  readonly hearerOf: Int32Array;
  /** The number of channels between ASes; those of sites and inside ASes come after them. */
  readonly between: number;
  /** Per channel between ASes, the receiver's ASN, and 1 where it is a customer of the sender. */
  readonly hearerAsn: Uint32Array;
  readonly isToCustomer: Uint8Array;
  /** Per wire, its delay one way, ms. */
  readonly delayMs: Float64Array;
  /** Per speaker, its incoming channels, as numbers. */
  readonly hears: readonly (readonly number[])[];
  /** Per speaker, its outgoing channels: first to customers and inside the AS, then to peers and providers. */
  readonly tells: readonly (readonly number[])[];
  /** Per speaker, the number of those in the first group. */
  readonly tellsAnyway: Int32Array;
  /** The speaker of an AS's router. */
  readonly speakerOf: (index: number, router: number) => number;
  /** The speakers of sites, by number of the site. */
  readonly sites: readonly number[];
  /** How the routers of an AS are connected by iBGP, by index of the AS. */
  readonly insideOf: (index: number) => ResolvedInside;
}
