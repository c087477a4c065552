// Route servers of exchanges (RFC 7947): a member peers with the server and so with every other member. The server puts no ASN
// into the path and is not on the path of packets, so it is a peering between each two members.
import { endsOf, type AsLink } from "../../topology/index.js";
import { ScenarioError, type RouteServer } from "./scenario.js";

/**
 * The links of a scenario with the peerings that its route servers make. Members that have a link already keep it: a session of
 * their own is preferred, and a customer is not a peer.
 * @throws ScenarioError for an unknown or duplicate member
 */
export function withRouteServers(
  links: readonly AsLink[],
  servers: readonly RouteServer[],
  asns: readonly number[],
): readonly AsLink[] {
  if (servers.length === 0) return links;
  const known = new Set(asns);
  const pair = (a: number, b: number) => `${Math.min(a, b)} ${Math.max(a, b)}`;
  const joined = new Set(links.map((link) => pair(...endsOf(link))));
  const made: AsLink[] = [];
  servers.forEach(({ name, city, members }, s) => {
    members.forEach((asn, m) => {
      const where = `routeServers[${s}].members[${m}] (${name})`;
      if (!known.has(asn))
        throw new ScenarioError(`${where}: unknown AS${asn}. Add it to "ases", or correct the number.`);
      if (members.indexOf(asn) < m) throw new ScenarioError(`${where}: duplicate AS${asn}. Remove one.`);
      for (const other of members.slice(0, m)) {
        if (joined.has(pair(other, asn))) continue;
        joined.add(pair(other, asn));
        made.push({ peers: [other, asn], ...(city !== undefined && { cities: [city] }) });
      }
    });
  });
  return [...links, ...made];
}
