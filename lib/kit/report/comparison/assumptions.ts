// What the numbers of a comparison stand on, in sentences: what its file says and, where it says nothing, what is usual.
import {
  connectionsOf,
  withRecoveryDefaults,
  transactionOf,
  type DesignComparison,
  type DnsSteering,
} from "../../anycast/designs/index.js";
import type { Transit } from "../../anycast/internet/index.js";
import { TYPICAL_INFLATION } from "../../geo/index.js";

export function assumptions(comparison: DesignComparison): readonly string[] {
  const { dns, transit = "same" } = comparison;
  const { bgpSeconds, dnsSeconds, ttlSeconds, overstay } = withRecoveryDefaults(comparison);
  const { requests, serverMs } = transactionOf(comparison.transaction);
  const { meanSeconds, routeChangesPerDay } = connectionsOf(comparison.connections ?? {});
  const kept =
    overstay.share > 0
      ? `; ${percent(overstay.share)} of the users have one that keeps it ${seconds(overstay.seconds)}`
      : "";
  return [
    `Where a site says only how many providers it has: ${TRANSIT[transit]}.`,
    seesOf(dns),
    errorsOf(dns),
    dns.choice === "latency"
      ? "DNS hands out the address that is fastest for the users of the city it sees."
      : "DNS hands out the address of the region that serves the place it sees, else of the site nearest to it.",
    `A resolver keeps an answer ${seconds(ttlSeconds)}${kept}.`,
    `After a failure routes have settled within ${seconds(bgpSeconds)}, and DNS hands out another address after ${seconds(dnsSeconds)}.`,
    `User time: a connection, ${requests} requests one after the other, ${serverMs} ms in the server.`,
    `A connection lasts ${seconds(meanSeconds)}; where BGP chooses among sites, a user's route changes ${routeChangesPerDay} times a day.`,
    `Fibre between two cities is ${TYPICAL_INFLATION.cloud} times as long as the great circle.`,
  ];
}

const seconds = (value: number) => `${value.toLocaleString("en")} s`;
const percent = (part: number) => `${Number((100 * part).toPrecision(3))} %`;

const TRANSIT: Readonly<Record<Transit, string>> = {
  same: "it buys from carriers that are in most of the service's cities, so from the same everywhere where there are such",
  largest: "it buys from the largest in its city, whoever that is in the others",
  local: "it is the guest of the smallest network that sells transit in its city, so of another in each",
};

function seesOf({ ecs = false, publicResolvers }: DnsSteering): string {
  if (ecs) return "DNS is told where the user is (EDNS client subnet).";
  if (!publicResolvers || publicResolvers.share === 0) return "DNS sees the resolver of the user's network.";
  const { share, cities } = publicResolvers;
  return `DNS sees the resolver: ${percent(share)} of the users ask the nearest public one of ${cities.join(", ")}, the others their network's.`;
}

function errorsOf({ errors = {} }: DnsSteering): string {
  const { city = 0, country = 0, continent = 0 } = errors;
  if (city + country + continent === 0) return "Geolocation does not err.";
  return `Geolocation takes ${percent(city)} of the addresses for ones in another city of the country, ${percent(country)} in another country of that part of the world, ${percent(continent)} in another part of the world.`;
}
