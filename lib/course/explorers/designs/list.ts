// The designs that the reader chooses from, by their names in the controls.
import type { Design } from "anycast-kit/anycast";
import type { DesignName, DesignsJson } from "./props.js";
import { regionalDesign } from "./service.js";

export function designNamed(json: DesignsJson, name: DesignName): Design {
  switch (name) {
    case "global anycast":
      return { kind: "global" };
    case "GeoDNS":
      return { kind: "geodns" };
    case "regional anycast":
      return regionalDesign(json);
    case "regional, covering prefix":
      return regionalDesign(json, true);
    case "HTTP edge":
      return { kind: "hybrid", origin: json.origin };
    case "accelerator":
      return { kind: "accelerator", endpoints: json.endpoints };
    case "one site":
      return { kind: "unicast", site: json.origin };
  }
}

export const isSteered = ({ kind }: Design) => kind === "geodns" || kind === "regional";

/** What may fail: a site, or all sites of a region. */
export interface Death {
  /** The letter, or the name of the region. */
  readonly name: string;
  /** "site F, Singapore" */
  readonly label: string;
  readonly sites: readonly string[];
}

export const NOTHING = "nothing";

/** Each site, then each region with more than one site but not all. */
export function deathsOf({ sites, regions }: DesignsJson): readonly Death[] {
  const letters = Object.keys(sites);
  const alone = letters.map((letter) => ({
    name: letter,
    label: `site ${letter}, ${sites[letter].city}`,
    sites: [letter],
  }));
  const together = Object.entries(regions)
    .filter(([, region]) => region.sites.length > 1 && region.sites.length < letters.length)
    .map(([name, region]) => ({ name, label: `region ${name} (${region.sites.join(", ")})`, sites: region.sites }));
  return letters.length > 1 ? [...alone, ...together] : [];
}
