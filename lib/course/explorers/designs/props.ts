// What the explorers of lesson 5 are given: sites on a generated Internet, regions, DNS. The page carries a seed, not a topology.
import type { DesignRegion, DnsSteering } from "anycast-kit/anycast";

export interface DesignsSite {
  readonly city: string;
  /** How many networks it buys transit from, and peers with; or their ASNs. Defaults to 1 and 0. */
  readonly providers?: number | readonly number[];
  readonly peers?: number | readonly number[];
  /** From how far a line is leased to them, km. Defaults to 800. */
  readonly withinKm?: number;
  /**
   * Which of the networks at the very top sells transit here, instead of `providers`: 0 is the one with the lowest ASN. Sites with
   * another carrier than the others draw its customers from everywhere.
   */
  readonly carrier?: number;
}

/** The service that all designs share. Defaults to six sites on five continents. */
export interface ServiceProps {
  /** Site letter -> where it is. */
  readonly sites?: Readonly<Record<string, DesignsSite>>;
  /** ASes of the Internet, and its seed. Defaults to 2,000 and 3. */
  readonly ases?: number;
  readonly seed?: number;
  /** The operator's ASN, which the Internet has not. Defaults to 64500. */
  readonly asn?: number;
}

export interface SteeredProps extends ServiceProps {
  /** Region -> its sites and whom it serves. Defaults to Americas, Europe and Africa, Asia and Oceania. */
  readonly regions?: Readonly<Record<string, DesignRegion>>;
  /** What the controls do not change; where they stand first is said by `errors` and `ecs`. */
  readonly dns?: DnsSteering;
}

export const LEVELS = ["city", "country", "continent"] as const;
export type Level = (typeof LEVELS)[number];

/** The designs as the reader is offered them. */
export const DESIGN_NAMES = [
  "global anycast",
  "unicast + GeoDNS",
  "regional anycast",
  "regional, covering prefix",
  "hybrid",
  "one site",
] as const;
export type DesignName = (typeof DESIGN_NAMES)[number];

/** The data `explore("designs", ...)` takes. */
export interface DesignsProps extends SteeredProps {
  /** Where the content is behind a hybrid's anycast front, and the site of the design with one site: the first unless given. */
  readonly origin?: string;
  /** The design shown first. Defaults to "global anycast". */
  readonly design?: DesignName;
  /** Sites that are dead first: one letter, or the name of a region. */
  readonly dead?: string;
  /** From a failure until routes have settled, and until DNS hands out another address, s: 90 and 30 unless given. */
  readonly bgpSeconds?: number;
  readonly dnsSeconds?: number;
}

/** The data `explore("resolver-error", ...)` takes. */
export interface ResolverErrorProps extends SteeredProps {
  /** Which mistakes are looked at first, and how many of them, 0..1. Defaults to "continent" and 0.05. */
  readonly level?: Level;
  readonly rate?: number;
}

/** The data `explore("add-a-site", ...)` takes. */
export interface AddASiteProps extends ServiceProps {
  /** Site letter -> a city where one might be added. Together with the sites up to eight. */
  readonly candidates?: Readonly<Record<string, DesignsSite>>;
  /** The letter that is added, or removed, first. Defaults to the first candidate. */
  readonly change?: string;
}

export type SiteJson = Required<Omit<DesignsSite, "carrier">> & Pick<DesignsSite, "carrier">;

/** The same in a page: nothing left out. */
export interface ServiceJson {
  readonly sites: Readonly<Record<string, SiteJson>>;
  readonly ases: number;
  readonly seed: number;
  readonly asn: number;
}

export interface SteeredJson extends ServiceJson {
  readonly regions: Readonly<Record<string, DesignRegion>>;
  readonly dns: DnsSteering;
}

export interface DesignsJson extends SteeredJson {
  readonly origin: string;
  readonly design: DesignName;
  readonly dead?: string;
  readonly bgpSeconds: number;
  readonly dnsSeconds: number;
}

export interface ResolverErrorJson extends SteeredJson {
  readonly level: Level;
  readonly rate: number;
}

export interface AddASiteJson extends ServiceJson {
  readonly candidates: Readonly<Record<string, SiteJson>>;
  readonly change: string;
}
