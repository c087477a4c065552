// Where some DNS root servers stand: real deployments to measure against, from root-servers.org, at two dates. The older list is
// that of the time at which de Oliveira Schmidt, Heidemann and Kuipers (PAM 2017) measured C, K and L.
import { csvParse } from "d3-dsv";
import { city, type City } from "../geo/cities.js";
import rootSitesCsv from "../generated/root-sites.js";

/** The cities that have a site of this root server, as of the date in data/root-sites.csv. @throws RangeError for a letter that is not in the table */
export function rootServerSites(letter: string): readonly City[] {
  return sitesIn(rootSitesCsv, letter);
}

/** The cities in a table of sites, each once. @throws RangeError for a letter that is not in the table */
export function sitesIn(csv: string, letter: string): readonly City[] {
  const rows = csvParse(csv);
  const found = rows.filter((row) => row.letter === letter.toUpperCase());
  if (found.length > 0) return [...new Set(found.map((row) => city(row.city)))];
  const letters = [...new Set(rows.map((row) => row.letter))].join(", ");
  throw new RangeError(`No sites of root server ${letter} in the table. It has ${letters}.`);
}
