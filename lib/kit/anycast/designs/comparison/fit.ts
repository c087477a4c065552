// Checks that the parts of a comparison are consistent, as far as the file alone shows it, before any Internet is generated.
// Errors name the field.
import { city as cityNamed } from "../../../geo/index.js";
import { DeploymentError } from "../../deployment.js";
import { site as siteNamed } from "../../announcing.js";
import type { DesignComparison } from "./model.js";
import { checkDesign } from "../design.js";
import { checkChances } from "../steering.js";

export interface FitOptions {
  /** Whether cities may be places of an AS graph that is not read yet; then only their number is checked. */
  readonly anyCity?: boolean;
}

/** The first fault, as "field: problem"; undefined if there is none. */
export function validateComparison(
  { ases, cities, seeds, sites, designs, dns, failures }: DesignComparison,
  { anyCity = false }: FitOptions = {},
): string | undefined {
  const deployment = { sites: Object.keys(sites).map((name) => ({ name })) };
  const taken = new Map<string, string>();
  const losses = failures.map((dead) => [...dead].sort().join(" "));
  const again = firstAgain(seeds);
  if (again !== undefined) return `seeds: duplicate ${again}. Remove one.`;
  if (cities !== undefined && cities > ases / 5)
    return `cities: must be at most ${Math.floor(ases / 5)}, one for every five ASes (got ${cities}).`;
  return (
    Object.entries(sites)
      .map(([name, { city }]) =>
        failing(`sites.${name}`, () => {
          if (!/^[A-Z]\d{0,3}$/.test(name))
            throw new DeploymentError(
              "The name of a site must be one capital letter, such as A; beyond Z, A1 to Z999.",
            );
          const place = anyCity ? city : cityNamed(city).name;
          const before = taken.get(place);
          if (before !== undefined)
            throw new DeploymentError(`Site ${before} is also in ${place}. Give each site its own city.`);
          taken.set(place, name);
        }),
      )
      .find(Boolean) ??
    Object.entries(designs)
      .map(([name, design]) =>
        failing(`designs.${name}`, () => {
          if (name.trim() === "") throw new DeploymentError("A design has no name. Add one for the tables.");
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
          if (twice !== undefined) throw new DeploymentError(`Duplicate site ${twice}. Remove one.`);
          const alike = losses.indexOf(losses[i]);
          if (alike < i) throw new DeploymentError(`The same sites fail in failures[${alike}]. Remove one of them.`);
          if (deployment.sites.every(({ name }) => dead.includes(name)))
            throw new DeploymentError("Every site fails. Keep at least one site.");
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
