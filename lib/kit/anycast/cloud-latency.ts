// Measured delays between thirteen cities that host a large cloud (data/cloud-latency.csv), and their use for choosing sites:
// the best and the worst result with k sites. Location matters more than number (de Oliveira Schmidt 2017).
import cloudLatencyCsv from "../generated/cloud-latency.js";
import { tableRows } from "../geo/index.js";

export interface CloudLatency {
  readonly cities: readonly string[];
  /** Round-trip time in ms, by number of the client's city and of the site's. */
  readonly rttMs: readonly (readonly number[])[];
}

/**
 * Round trips between thirteen cloud regions, November 2023: there and back, each way as measured.
 * @example cloudLatency().cities.length // 13
 */
export function cloudLatency(): CloudLatency {
  const [[, ...cities], ...rows] = tableRows(cloudLatencyCsv);
  const oneWay = rows.map(([, ...delays]) => delays.map(Number));
  return { cities, rttMs: cities.map((_, from) => cities.map((_, to) => oneWay[from][to] + oneWay[to][from])) };
}

export interface SiteChoice {
  readonly sites: readonly string[];
  /** Mean over the cities of the round trip to the best site, ms. */
  readonly meanMs: number;
}

/**
 * The mean round trip if every city reached the best of these sites, ms.
 * @example meanRttMs(cloudLatency(), cloudLatency().cities.slice(0, 3)) // 84.92
 * @throws RangeError for no site, or a city that is not in the table
 */
export function meanRttMs(table: CloudLatency, sites: readonly string[]): number {
  const columns = columnsOf(table, sites);
  return (
    table.rttMs.reduce((sum, row) => sum + Math.min(...columns.map((column) => row[column])), 0) / table.rttMs.length
  );
}

/** Where a city's users are answered if every city reaches the best of the sites. */
export interface BestSite {
  readonly city: string;
  readonly site: string;
  readonly rttMs: number;
}

/**
 * For every city the best of these sites; on a tie the first one named.
 * @example bestSites(cloudLatency(), ["Ashburn", "Tokyo"]).find(({ city }) => city === "Dublin") // { city: "Dublin", site: "Ashburn", rttMs: 66 }
 * @throws RangeError as `meanRttMs`
 */
export function bestSites(table: CloudLatency, sites: readonly string[]): BestSite[] {
  const columns = columnsOf(table, sites);
  return table.cities.map((city, row) => {
    const rtts = columns.map((column) => table.rttMs[row][column]);
    const rttMs = Math.min(...rtts);
    return { city, site: sites[rtts.indexOf(rttMs)], rttMs };
  });
}

function columnsOf({ cities }: CloudLatency, sites: readonly string[]): number[] {
  if (sites.length === 0) throw new RangeError("sites must not be empty: name at least one city.");
  return sites.map((site) => {
    const column = cities.indexOf(site);
    if (column < 0) throw new RangeError(`Unknown city ${site}; the table has ${cities.join(", ")}.`);
    return column;
  });
}

/**
 * Every combination of this many sites, the best first.
 * @example siteChoices(cloudLatency(), 2).length // 78
 * @throws RangeError for an invalid number of sites
 */
export function siteChoices(table: CloudLatency, count: number): SiteChoice[] {
  if (!(Number.isInteger(count) && count >= 1 && count <= table.cities.length))
    throw new RangeError(`The number of sites must be an integer from 1 to ${table.cities.length} (got ${count}).`);
  return subsets(table.cities, count)
    .map((sites) => ({ sites, meanMs: meanRttMs(table, sites) }))
    .sort((a, b) => a.meanMs - b.meanMs);
}

function subsets<T>(items: readonly T[], count: number): T[][] {
  if (count === 0) return [[]];
  return items.flatMap((item, i) => subsets(items.slice(i + 1), count - 1).map((rest) => [item, ...rest]));
}
