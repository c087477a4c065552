// Whether the parts of a comparison fit together: what can be told from the file alone, before any Internet is made. The errors
// name the field.
import { city as cityNamed } from "../../../geo/index.js";
import { DeploymentError } from "../../deployment.js";
import { site as siteNamed } from "../../announcing.js";
import type { DesignComparison } from "./model.js";
import { checkDesign } from "../design.js";
import { checkChances } from "../steering.js";

export interface FitOptions {
  /** Whether cities may be places of an AS graph that is not read yet; then only their number is looked at. */
  readonly anyCity?: boolean;
}

/** What is wrong, as "field: problem"; nothing where all fits. */
export function validateComparison(
  { ases, cities, seeds, sites, designs, dns, failures }: DesignComparison,
  { anyCity = false }: FitOptions = {},
): string | undefined {
  const deployment = { sites: Object.keys(sites).map((name) => ({ name })) };
  const taken = new Map<string, string>();
  const losses = failures.map((dead) => [...dead].sort().join(" "));
  const again = firstAgain(seeds);
  if (again !== undefined) return `seeds: ${again} is there twice. The same Internet twice tells nothing new.`;
  if (cities !== undefined && cities > ases / 5)
    return `cities: ${cities} are too many for ${ases} ASes. Give at most one for every five, or more ASes.`;
  return (
    Object.entries(sites)
      .map(([name, { city }]) =>
        failing(`sites.${name}`, () => {
          if (!/^[A-Z]\d{0,3}$/.test(name))
            throw new DeploymentError("Name a site by one capital letter, such as A; beyond Z by A1 to Z999.");
          const place = anyCity ? city : cityNamed(city).name;
          const before = taken.get(place);
          if (before !== undefined)
            throw new DeploymentError(`Site ${before} is in ${place} too. Give each site a city of its own.`);
          taken.set(place, name);
        }),
      )
      .find(Boolean) ??
    Object.entries(designs)
      .map(([name, design]) =>
        failing(`designs.${name}`, () => {
          if (name.trim() === "")
            throw new DeploymentError("A design has no name. Give it one: tables call it by that.");
          checkDesign(deployment, design);
        }),
      )
      .find(Boolean) ??
    failing("dns", () => {
      checkChances(dns);
      for (const name of dns.publicResolvers?.cities ?? []) if (!anyCity) cityNamed(name);
    }) ??
    failures
      .map((dead, i) =>
        failing(`failures[${i}]`, () => {
          for (const name of dead) siteNamed(deployment, name);
          const twice = firstAgain(dead);
          if (twice !== undefined) throw new DeploymentError(`Site ${twice} is there twice. It dies once.`);
          const alike = losses.indexOf(losses[i]);
          if (alike < i) throw new DeploymentError(`The same sites die in failures[${alike}]. Leave one of them out.`);
          if (deployment.sites.every(({ name }) => dead.includes(name)))
            throw new DeploymentError("Every site dies: no design survives that. Leave at least one.");
        }),
      )
      .find(Boolean)
  );
}

const firstAgain = <T>(values: readonly T[]): T | undefined => {
  const seen = new Set<T>();
  return values.find((value) => seen.size === seen.add(value).size);
};

function failing(field: string, check: () => void): string | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    return `${field}: ${(error as Error).message}`;
  }
}
