// The designs of one service over the same sites, as data: BGP, DNS or both choose the site. The design determines the
// addresses that DNS may return; routing determines where each of them leads.
import { addressFromBits, prefixOf } from "../../routing/index.js";
import type { BgpAnnouncement } from "../../routing/bgp/index.js";
import type { WorldRegion } from "../../geo/index.js";
import { DeploymentError } from "../deployment.js";
import { site } from "../announcing.js";
import type { InternetDeployment } from "../internet/index.js";

export interface DesignRegion {
  /** Site letters. */
  readonly sites: readonly string[];
  /** Parts of the world whose users it serves. Defaults to the places where one of its sites is the nearest of all. */
  readonly serves?: readonly WorldRegion[];
}

export type Design =
  /**
   * One anycast prefix at all sites: BGP chooses. Local nodes announce it with NO_EXPORT, so that they serve only their direct
   * customers and peers (RFC 4786, 4.4). Defaults to none.
   */
  | { readonly kind: "global"; readonly local?: readonly string[] }
  /** A separate prefix at each site: DNS chooses. */
  | { readonly kind: "geodns" }
  /**
   * A prefix for each region, at its sites only: DNS chooses the region, BGP the site in it. With a covering prefix all sites
   * also announce a shorter prefix that contains all others, so that another region takes over if all sites of a region fail.
   */
  | { readonly kind: "regional"; readonly regions: Readonly<Record<string, DesignRegion>>; readonly covering?: boolean }
  /** One anycast prefix at all sites, where connections end; the content comes from one of them, over unicast. */
  | { readonly kind: "hybrid"; readonly origin: string }
  /**
   * Two anycast prefixes of independent network zones at all sites, where TCP ends (not HTTP, not TLS, not UDP); the provider's
   * backbone carries each connection to the nearest of the endpoints. AWS sells this as Global Accelerator.
   */
  | { readonly kind: "accelerator"; readonly endpoints: readonly string[] }
  /** One site without anycast: the baseline. */
  | { readonly kind: "unicast"; readonly site: string };

/** One address that DNS may return. */
export interface Service {
  /** "global", or the name of a region or site. */
  readonly name: string;
  /** The sites that announce its own prefix. */
  readonly sites: readonly string[];
  readonly region?: DesignRegion;
  readonly deployment: InternetDeployment;
}

/**
 * The addresses of a design. The first has the deployment's own address and prefix, the others the next of the same length.
 * @example servicesOf(worldwide, { kind: "global" }).length // 1
 * @throws DeploymentError for an accelerator without endpoints, a region without sites, an unknown site, a site in no region or in two, users of one part of the
 * world in two regions, or local nodes only
 */
export function servicesOf(deployment: InternetDeployment, design: Design): readonly Service[] {
  checkDesign(deployment, design);
  const all = deployment.sites.map(({ name }) => name);
  switch (design.kind) {
    case "global":
      return [serviceAt(deployment, 0, 1, { name: "global", sites: all, local: design.local })];
    case "hybrid":
    case "accelerator":
      return [serviceAt(deployment, 0, 1, { name: "global", sites: all })];
    case "unicast":
      return [serviceAt(deployment, 0, 1, { name: design.site, sites: [design.site] })];
    case "geodns":
      return all.map((name, i) => serviceAt(deployment, i, all.length, { name, sites: [name] }));
    case "regional": {
      const regions = Object.entries(design.regions);
      return regions.map(([name, region], i) =>
        serviceAt(deployment, i, regions.length, { name, sites: region.sites, region, covering: design.covering }),
      );
    }
  }
}

interface ServiceOptions {
  readonly name: string;
  readonly sites: readonly string[];
  readonly region?: DesignRegion;
  readonly covering?: boolean;
  readonly local?: readonly string[];
}

function serviceAt(
  deployment: InternetDeployment,
  number: number,
  count: number,
  { name, sites, region, covering = false, local = [] }: ServiceOptions,
): Service {
  const { prefix: own, address: shared } = deployment;
  const size = 1n << BigInt((own.family === 4 ? 32 : 128) - own.length);
  // The smallest prefix with room for as many, so that a covering prefix contains them all.
  const cover = prefixOf(shared, own.length - Math.ceil(Math.log2(count)));
  const first = (own.bits - cover.bits) / size;
  const slot = number === 0 ? first : BigInt(number - 1) < first ? BigInt(number - 1) : BigInt(number);
  const bits = cover.bits + slot * size;
  const address = addressFromBits(own.family, bits + (shared.bits - own.bits));
  const prefix = prefixOf(address, own.length);
  const mine = deployment.announcements.filter((each) => sites.includes(each.site));
  const announcements = mine.map((each): BgpAnnouncement => {
    const told = { ...each, prefix: prefix.text };
    if (!local.includes(each.site)) return told;
    return { ...told, communities: [{ kind: "no-export" }, ...(each.communities ?? [])] };
  });
  if (covering && count > 1)
    announcements.push(...deployment.announcements.map((each) => ({ ...each, prefix: cover.text })));
  return { name, sites, ...(region && { region }), deployment: { ...deployment, address, prefix, announcements } };
}

/** A design refers only to the names of a deployment's sites. */
interface Sites {
  readonly sites: readonly { readonly name: string }[];
}

/** @throws DeploymentError for a design that does not fit these sites: see servicesOf */
export function checkDesign(deployment: Sites, design: Design): void {
  if (design.kind === "global") checkLocal(deployment, design.local ?? []);
  if (design.kind === "hybrid") site(deployment, design.origin);
  if (design.kind === "accelerator") checkEndpoints(deployment, design.endpoints);
  if (design.kind === "unicast") site(deployment, design.site);
  if (design.kind === "regional") checkRegions(deployment, Object.entries(design.regions));
}

function checkLocal(deployment: Sites, local: readonly string[]): void {
  for (const letter of local) site(deployment, letter);
  if (deployment.sites.every(({ name }) => local.includes(name)))
    throw new DeploymentError("At least one site must not be a local node: local nodes serve only their neighbours.");
}

function checkEndpoints(deployment: Sites, endpoints: readonly string[]): void {
  if (endpoints.length === 0) throw new DeploymentError("An accelerator must have at least one endpoint.");
  for (const letter of endpoints) site(deployment, letter);
}

function checkRegions(deployment: Sites, regions: readonly (readonly [string, DesignRegion])[]): void {
  if (regions.length === 0) throw new DeploymentError("A regional design must have at least one region.");
  const placed = new Map<string, string>();
  const served = new Map<WorldRegion, string>();
  for (const [name, { sites, serves = [] }] of regions) {
    if (sites.length === 0) throw new DeploymentError(`Region ${name} must have at least one site.`);
    for (const letter of sites) {
      site(deployment, letter);
      const before = placed.get(letter);
      if (before !== undefined)
        throw new DeploymentError(`Site ${letter} must be in one region (got ${before} and ${name}).`);
      placed.set(letter, name);
    }
    for (const part of serves) {
      const before = served.get(part);
      if (before !== undefined)
        throw new DeploymentError(
          `Regions ${before} and ${name} both serve ${part}. Choose one, because DNS needs one answer.`,
        );
      served.set(part, name);
    }
  }
  const missing = deployment.sites.find(({ name }) => !placed.has(name));
  if (missing) throw new DeploymentError(`Site ${missing.name} is in no region. Put each site in a region.`);
}
