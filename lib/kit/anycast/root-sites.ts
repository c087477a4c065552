// The sites of some DNS root servers: real deployments for comparison, from root-servers.org, at two dates. The older list is
// that of the time at which de Oliveira Schmidt, Heidemann and Kuipers (PAM 2017) measured C, K and L.
import { city, tableRows, type City } from "../geo/index.js";
import rootSitesCsv from "../generated/root-sites.js";
import rootSites2015Csv from "../generated/root-sites-2015.js";

/**
 * The cities that have a site of this root server: of C, H and J in September 2020, or of C, K and L in March 2015.
 * @example rootServerSites("J").length // 14
 * @throws RangeError for a letter that is not in that table
 */
export function rootServerSites(
  letter: string,
  { asOf = 2020 }: { readonly asOf?: 2015 | 2020 } = {},
): readonly City[] {
  return sitesIn(asOf === 2015 ? rootSites2015Csv : rootSitesCsv, letter);
}

/** The cities in a table of sites, without duplicates. */
function sitesIn(csv: string, letter: string): readonly City[] {
  const rows = tableRows(csv).slice(1);
  const found = rows.filter(([of]) => of === letter.toUpperCase());
  if (found.length > 0) return [...new Set(found.map((row) => city(row[2])))];
  const letters = [...new Set(rows.map(([of]) => of))].join(", ");
  throw new RangeError(`Unknown root server ${letter}; the table has ${letters}.`);
}
