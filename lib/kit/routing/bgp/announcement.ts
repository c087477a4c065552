// What one site tells its neighbours about a prefix. A deployment at Internet scale is a set of these: the same prefix, and
// for each site an origin AS, a neighbour set and a location.

/** What an announcement asks other ASes to do with it (RFC 1997). */
export type Community =
  /** The AS that hears it tells no other AS (RFC 1997, NO_EXPORT): the site is a local node (RFC 4786, 4.4.6). */
  | { readonly kind: "no-export" }
  /** Every AS gives it LOCAL_PREF 0, so that it is used only where there is nothing else (RFC 8326). */
  | { readonly kind: "graceful-shutdown" }
  /** AS `at` does not announce it to `to`. */
  | { readonly kind: "no-announce-to"; readonly at: number; readonly to: Target }
  /** AS `at` puts its own ASN `times` more in front when it announces it to `to`. */
  | { readonly kind: "prepend-to"; readonly at: number; readonly to: Target; readonly times: number };

/** An ASN, or all neighbours of one relationship. */
export type Target = number | "providers" | "peers" | "customers";

/** How the origin learned the prefix, in the order in which a router prefers it (RFC 4271, 4.3). */
export type OriginCode = "igp" | "egp" | "incomplete";

export interface BgpAnnouncement {
  /** Such as "192.0.2.0/24", which is what is meant where it is left out. */
  readonly prefix?: string;
  /** The name of the site, unique: "A", or "Seattle". */
  readonly site: string;
  /** The ASN that originates it. Several sites may share one. */
  readonly origin: number;
  /** Where the site is: a city of the topology or of the kit's table. Its sessions are there. */
  readonly city?: string;
  /**
   * The neighbours that are told. Defaults to all neighbours of the origin; for a site with a city, to those that the origin
   * meets there, and those of which nobody says where they meet.
   */
  readonly neighbours?: readonly number[];
  /** How often the origin repeats its ASN, beyond the one that is always there. Defaults to 0. */
  readonly prepend?: number;
  /** The same for single neighbours, by ASN; wins over `prepend`. */
  readonly prependTo?: Readonly<Record<number, number>>;
  /** MULTI_EXIT_DISC: among routes from one neighbouring AS the lowest wins. Defaults to 0. */
  readonly med?: number;
  readonly communities?: readonly Community[];
  /** ASNs put into the path so that those ASes take it for a loop and drop it. */
  readonly poison?: readonly number[];
  /** Defaults to "igp". */
  readonly originCode?: OriginCode;
}

export const DEFAULT_PREFIX = "192.0.2.0/24";

/** Thrown for announcements that cannot be; the message names the site. */
export class AnnouncementError extends Error {
  override readonly name = "AnnouncementError";
  constructor(
    message: string,
    /** The site whose announcement it is, and the field of it; without a site, the field of the question. */
    readonly site?: string,
    readonly field?: string,
  ) {
    super(message);
  }
}
