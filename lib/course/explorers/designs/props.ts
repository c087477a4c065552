// The data of the explorers of lesson 5: sites on a generated Internet, regions, DNS. The page contains a seed, not a topology.
import type { DesignRegion, DnsSteering } from "anycast-kit/anycast";

export interface DesignsSite {
  readonly city: string;
  /** Number of its transit providers, and of its peers; or their ASNs. Defaults to 1 and 0. */
  readonly providers?: number | readonly number[];
  readonly peers?: number | readonly number[];
  /** Maximum length of a leased line to them, km. Defaults to 800. */
  readonly withinKm?: number;
  /**
   * Transit provider among the top networks, instead of `providers`: 0 is the one with the lowest ASN. A site with a carrier of
   * its own draws that carrier's customers from everywhere.
   */
  readonly carrier?: number;
}

/** The service that all designs share. Defaults to six sites on five continents. */
export interface ServiceProps {
  /** Site letter -> place. */
  readonly sites?: Readonly<Record<string, DesignsSite>>;
  /** ASes of the Internet, and its seed. Defaults to 2,000 and 3. */
  readonly ases?: number;
  readonly seed?: number;
  /** The operator's ASN, which the Internet must not have. Defaults to 64500. */
  readonly asn?: number;
}

export interface SteeredProps extends ServiceProps {
  /** Region -> its sites and the parts of the world it serves. Defaults to Americas, Europe and Africa, Asia and Oceania. */
  readonly regions?: Readonly<Record<string, DesignRegion>>;
  /** Values that the controls do not change; `errors` and `ecs` set their initial positions. */
  readonly dns?: DnsSteering;
}

export const LEVELS = ["city", "country", "continent"] as const;
export type Level = (typeof LEVELS)[number];

/** The designs as the reader is offered them. */
export const DESIGN_NAMES = [
  "global anycast",
  "GeoDNS",
  "regional anycast",
  "regional, covering prefix",
  "HTTP edge",
  "accelerator",
  "one site",
] as const;
/** The designs of the short form. */
export const SHORT_NAMES = DESIGN_NAMES.slice(0, 3);
export type DesignName = (typeof DESIGN_NAMES)[number];

/** The data `explore("designs", ...)` takes. */
export interface DesignsProps extends SteeredProps {
  /** The origin behind the HTTP edge, and the site of the design with one site. Defaults to the first. */
  readonly origin?: string;
  /** The sites with the content behind an accelerator. Defaults to the first site of each region. */
  readonly endpoints?: readonly string[];
  /** The same sites with other transit, by the name of the control: `{ careful: {...} }`. Defaults to none. */
  readonly transit?: Readonly<Record<string, Readonly<Record<string, DesignsSite>>>>;
  /** The name of `sites` in that control. Defaults to "as built". */
  readonly transitName?: string;
  /**
   * The short form: the first three designs, with the controls Transit, Design and DNS chooses; a table and the curves, without
   * a map. Defaults to false.
   */
  readonly short?: boolean;
  /** Whether the full form has a map. Defaults to true. */
  readonly map?: boolean;
  /** The design shown first. Defaults to "global anycast". */
  readonly design?: DesignName;
  /** Sites that have failed at first: one letter, or the name of a region. */
  readonly dead?: string;
  /** From a failure until routes converge, and until DNS returns another address, s. Defaults to 90 and 30. */
  readonly bgpSeconds?: number;
  readonly dnsSeconds?: number;
}

/** The data `explore("resolver-error", ...)` takes. */
export interface ResolverErrorProps extends SteeredProps {
  /** The initial kind of error and its rate, 0..1. Defaults to "continent" and 0.05. */
  readonly level?: Level;
  readonly rate?: number;
}

/** The data `explore("add-a-site", ...)` takes. */
export interface AddASiteProps extends ServiceProps {
  /** Site letter -> a city for a possible site. At most eight together with the sites. */
  readonly candidates?: Readonly<Record<string, DesignsSite>>;
  /** The letter that is added or removed first. Defaults to the first candidate. */
  readonly change?: string;
}

export type SiteJson = Required<Omit<DesignsSite, "carrier">> & Pick<DesignsSite, "carrier">;

/** The same in a page, with all defaults filled in. */
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
  readonly endpoints: readonly string[];
  readonly transit?: Readonly<Record<string, Readonly<Record<string, SiteJson>>>>;
  readonly transitName: string;
  readonly short: boolean;
  readonly map: boolean;
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
