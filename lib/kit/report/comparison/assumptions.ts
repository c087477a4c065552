// The assumptions of a comparison in sentences: values from its file, or the defaults.
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
    `If only the number of a site's providers is given: ${TRANSIT[transit]}.`,
    seesOf(dns),
    errorsOf(dns),
    dns.choice === "latency"
      ? "DNS returns the address that is fastest for the users of the city it sees."
      : "DNS returns the address of the region that serves the place it sees, or of the site nearest to it.",
    `A resolver keeps an answer ${seconds(ttlSeconds)}${kept}.`,
    `After a failure routes converge within ${seconds(bgpSeconds)}, and DNS returns another address after ${seconds(dnsSeconds)}.`,
    `User time: a connection, ${requests} requests one after the other, ${serverMs} ms in the server.`,
    `A connection lasts ${seconds(meanSeconds)}; where BGP chooses among sites, a user's route changes ${routeChangesPerDay} times a day.`,
    `Fibre between two cities is ${TYPICAL_INFLATION.cloud} times as long as the great circle.`,
  ];
}

const seconds = (value: number) => `${value.toLocaleString("en")} s`;
const percent = (part: number) => `${Number((100 * part).toPrecision(3))} %`;

const TRANSIT: Readonly<Record<Transit, string>> = {
  same: "it buys from carriers present in most of the service's cities, so from the same carriers everywhere if possible",
  largest: "it buys from the largest carrier in its city, independently of other cities",
  local: "it is hosted by the smallest network that sells transit in its city, a different one in each",
};

function seesOf({ ecs = false, publicResolvers }: DnsSteering): string {
  if (ecs) return "DNS receives the user's subnet (EDNS client subnet).";
  if (!publicResolvers || publicResolvers.share === 0) return "DNS sees the resolver of the user's network.";
  const { share, cities } = publicResolvers;
  return `DNS sees the resolver: ${percent(share)} of the users ask the nearest public one of ${cities.join(", ")}, the others their network's.`;
}

function errorsOf({ errors = {} }: DnsSteering): string {
  const { city = 0, country = 0, continent = 0 } = errors;
  if (city + country + continent === 0) return "Geolocation is always correct.";
  return `Geolocation places ${percent(city)} of the addresses in another city of the country, ${percent(country)} in another country of that part of the world, ${percent(continent)} in another part of the world.`;
}
