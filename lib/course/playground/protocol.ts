// What the page asks its worker and what the worker answers: plain data. The worker holds the library; the page draws.
import type { AsGraphContents, MapClient, MapSite } from "anycast-kit/figures";
import type { Ladder } from "anycast-kit/traffic";
import type { Motion } from "../motion/index.js";

export const protocols = ["dns", "tcp", "quic"] as const;
export type Protocol = (typeof protocols)[number];

/** Every question carries the scenario as text, so that an answer never belongs to another text. */
export type Question =
  | { readonly type: "look"; readonly text: string; readonly prefix?: string; readonly focus?: number }
  | { readonly type: "why"; readonly text: string; readonly asn: number }
  | { readonly type: "play"; readonly text: string }
  | {
      readonly type: "ask";
      readonly text: string;
      readonly asn: number;
      readonly protocol: Protocol;
      /** The prefix whose first address is asked. Defaults to the longest. */
      readonly prefix?: string;
      /** Defaults to after the last change of a route, ms. */
      readonly atMs?: number;
    };

/** A site of the shown prefix. */
export interface SiteRow {
  readonly name: string;
  /** Its mark in pictures; absent for the ninth site and later ones. */
  readonly letter?: string;
  readonly origin: number;
  readonly city?: string;
  /** ASes that use it, the origin included. */
  readonly ases: number;
}

/** Sites and networks that have a place. */
export interface OnMap {
  readonly sites: readonly MapSite[];
  readonly clients: readonly (MapClient & { readonly asn: number })[];
}

export interface Look {
  readonly name: string;
  readonly description?: string;
  /** The longest first. */
  readonly prefixes: readonly string[];
  readonly prefix: string;
  readonly sites: readonly SiteRow[];
  readonly ases: number;
  readonly reached: number;
  /** In how many other states the routes can settle. */
  readonly otherStates: number;
  /** The picture: all ASes, or the part around the chosen AS. */
  readonly drawn: AsGraphContents;
  /** ASes that the picture leaves out. */
  readonly leftOut: number;
  /** Absent if the scenario does not say where its sites and ASes are. */
  readonly map?: OnMap;
  /** Set with policies.preferOlder: the picture shows the routes without it, because a steady state has no order of events. */
  readonly keepsRoutes?: boolean;
  /** By ASN the name of its site; only where the graph is small enough to list. */
  readonly uses: readonly { readonly asn: number; readonly site?: string; readonly path?: readonly number[] }[];
}

export interface Why {
  readonly prefix: string;
  readonly sentence: string;
  readonly candidates: readonly string[];
  readonly refused: readonly string[];
  /** The sentences in the other states in which the routes can settle. */
  readonly others: readonly string[];
}

export interface Played {
  /** One sentence for each prefix. */
  readonly endings: readonly string[];
  /** One for each prefix; none if there is too much to draw. */
  readonly motions: readonly Motion[];
  /** Why there is no picture, or what it leaves out. */
  readonly note?: string;
  readonly log: readonly { readonly atMs: number; readonly text: string }[];
  /** Entries of the log that are not listed. */
  readonly unlisted: number;
}

export interface Asked {
  readonly sentence: string;
  /** The site's name; absent if none answered. */
  readonly site?: string;
  readonly tookMs?: number;
  readonly atMs: number;
  /** The ASes that the first packet passed. */
  readonly path: readonly number[];
  /** Absent if no packet was sent. */
  readonly ladder?: Ladder;
}

export interface Answers {
  readonly look: Look;
  readonly why: readonly Why[];
  readonly play: Played;
  readonly ask: Asked;
}

/** A fault: the sentence, and where in the text. */
export interface Fault {
  readonly message: string;
  /** "links[3].customer". */
  readonly field?: string;
  /** From 1; for text that is not JSON. */
  readonly line?: number;
}

export type Answer<Type extends Question["type"]> = { readonly value: Answers[Type] } | { readonly fault: Fault };
