// What one site announces to its neighbours for a prefix. A deployment on the Internet is a set of announcements: the same
// prefix, and for each site an origin AS, a set of neighbours and a location.

/** A community on an announcement: a request to other ASes (RFC 1997). */
export type Community =
  /** The receiving AS does not export it (RFC 1997, NO_EXPORT): the site is a local node (RFC 4786, 4.4.6). */
  | { readonly kind: "no-export" }
  /** The receiving AS advertises it to no other router (RFC 1997, NO_ADVERTISE). */
  | { readonly kind: "no-advertise" }
  /** No AS that receives it exports it to a peer (RFC 3765, NOPEER). The origin still does. */
  | { readonly kind: "no-peer" }
  /** ASes whose policy honours it accept the prefix at any length, and discard packets to it (RFC 7999). */
  | { readonly kind: "blackhole" }
  /**
   * LOCAL_PREF 0, so that the route is used only as a last resort (RFC 8326). The model assumes that every AS passes the community on
   * and obeys it. The RFC asks the neighbour alone; if only the neighbour obeyed, it could be without another route, and then both the
   * old and the new state would be stable.
   */
  | { readonly kind: "graceful-shutdown" }
  /** AS `at` does not announce it to `to`. */
  | { readonly kind: "no-announce-to"; readonly at: number; readonly to: Target }
  /** AS `at` prepends its own ASN `times` more times when it announces it to `to`. */
  | { readonly kind: "prepend-to"; readonly at: number; readonly to: Target; readonly times: number };

/** An ASN, or all neighbours of one relationship. */
export type Target = number | "providers" | "peers" | "customers";

/** How the origin learned the prefix, in the order in which a router prefers it (RFC 4271, 4.3). */
export type OriginCode = "igp" | "egp" | "incomplete";

export interface BgpAnnouncement {
  /** Defaults to "192.0.2.0/24". */
  readonly prefix?: string;
  /** The name of the site, unique: "A", or "Seattle". */
  readonly site: string;
  /** The ASN that originates it. Several sites may share one. */
  readonly origin: number;
  /** Where the site is: a city of the topology or of the kit's table. Its BGP sessions are there. */
  readonly city?: string;
  /**
   * The neighbours to announce it to. Defaults to all neighbours of the origin; for a site with a city, to the neighbours that
   * the origin meets there and the neighbours whose meeting place is unknown.
   */
  readonly neighbours?: readonly number[];
  /** How many extra times the origin prepends its ASN. Defaults to 0. */
  readonly prepend?: number;
  /** The same for single neighbours, by ASN; overrides `prepend`. */
  readonly prependTo?: Readonly<Record<number, number>>;
  /** MULTI_EXIT_DISC: among routes from the same neighbouring AS the lowest wins. Defaults to 0. */
  readonly med?: number;
  readonly communities?: readonly Community[];
  /** ASNs put into the path so that these ASes see a loop and drop the route. */
  readonly poison?: readonly number[];
  /** Defaults to "igp". */
  readonly originCode?: OriginCode;
}

export const DEFAULT_PREFIX = "192.0.2.0/24";

/** Thrown for invalid announcements; the message names the site. */
export class AnnouncementError extends Error {
  override readonly name = "AnnouncementError";
  constructor(
    message: string,
    /** The site with the invalid announcement and the invalid field; without a site, the field of the question. */
    readonly site?: string,
    readonly field?: string,
  ) {
    super(message);
  }
}
