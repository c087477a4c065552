// A service in many cities of a generated Internet, connected like real services: behind one carrier, hosted by local networks,
// or behind one carrier with peering with every peering network in the city.
import { asGraphOf, type As, type GeneratedInternet } from "anycast-kit/topology";
import {
  attachOrigin,
  type AttachCity,
  deployOnInternet,
  type InternetDeployment,
  DeploymentError,
} from "anycast-kit/anycast";

export type Connection = "one carrier" | "guest" | "peering";

/** The service's AS (RFC 5398: for documentation). */
const SERVICE_ASN = 64500;

/**
 * Sites A to Z, then A1 and so on, in the order of the cities. A guest needs a network that sells transit in the city; cities
 * without one are left out.
 * @throws DeploymentError if no city is left; UnknownCityError
 */
export function deployInCities(
  { graph, clique }: GeneratedInternet,
  cities: readonly string[],
  connection: Connection,
): InternetDeployment {
  const { ases, links } = asGraphOf(graph);
  const sellers = new Set(links.flatMap((link) => ("peers" in link ? [] : [link.provider])));
  const peering = new Set(links.flatMap((link) => ("peers" in link ? link.peers : [])));
  const isAt = (as: As, city: string) => as.pops.some((pop) => pop.city === city);
  const reach = (asn: number) => {
    const carrier = ases.find((as) => as.asn === asn)!;
    return cities.filter((city) => isAt(carrier, city)).length;
  };
  const carrier = clique.reduce((best, asn) => (reach(asn) > reach(best) ? asn : best));
  const peersIn = (city: string) =>
    ases.filter((as) => peering.has(as.asn) && !clique.includes(as.asn) && isAt(as, city)).map(({ asn }) => asn);
  const usable = cities.filter(
    (city) => connection !== "guest" || ases.some((as) => sellers.has(as.asn) && isAt(as, city)),
  );
  if (usable.length === 0)
    throw new DeploymentError("No network sells transit in any of the cities. Use a larger Internet.");
  const at = usable.map((city): AttachCity => {
    if (connection === "guest") return { city };
    return { city, providers: [carrier], ...(connection === "peering" && { peers: peersIn(city) }) };
  });
  const transit = connection === "guest" ? "local" : "same";
  const letter = (i: number) => String.fromCharCode(65 + (i % 26)) + (i < 26 ? "" : Math.floor(i / 26));
  return deployOnInternet({
    topology: attachOrigin(graph, { asn: SERVICE_ASN, at, transit }),
    address: "192.0.2.53",
    sites: Object.fromEntries(usable.map((city, i) => [letter(i), { origin: SERVICE_ASN, city }])),
  });
}
