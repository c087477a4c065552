// The numbers of a scenario that belong to somebody on the Internet. A configuration with them would do harm on a real router.
import { contains, parsePrefix } from "../routing/index.js";
import type { Scenario } from "../routing/scenario/index.js";
import { RoutersError } from "./routers-error.js";

/** RFC 5398 (documentation), RFC 6996 (private). First and last. */
const freeAsns = [
  [64_496, 65_534],
  [65_536, 65_551],
  [4_200_000_000, 4_294_967_294],
] as const;

/** RFC 5737, RFC 3849 and RFC 9637 (documentation), RFC 1918 and RFC 4193 (private), RFC 2544 (benchmarks), RFC 6598 (shared). */
const freePrefixes = [
  "192.0.2.0/24",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "2001:db8::/32",
  "3fff::/20",
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "fc00::/7",
  "198.18.0.0/15",
  "100.64.0.0/10",
].map((text) => parsePrefix(text));

/**
 * ASNs and prefixes of a scenario that are neither for documentation nor private, each once.
 * @example publicNumbers({ topology: defineAsGraph({ ases: [{ asn: 174 }], links: [] }), announcements: [] }) // ["AS174"]
 * @returns such as "AS174" and "198.41.0.0/24"
 */
export function publicNumbers({ topology, announcements }: Pick<Scenario, "topology" | "announcements">): string[] {
  const poisoned = announcements.flatMap(({ poison = [] }) => poison);
  const asns = [...topology.ases.map(({ asn }) => asn), ...poisoned];
  const prefixes = announcements.flatMap(({ prefix }) => (prefix === undefined ? [] : [parsePrefix(prefix)]));
  const taken = [
    ...asns.filter((asn) => !freeAsns.some(([first, last]) => asn >= first && asn <= last)).map((asn) => `AS${asn}`),
    ...prefixes.filter((prefix) => !freePrefixes.some((free) => contains(free, prefix))).map(({ text }) => text),
  ];
  return [...new Set(taken)];
}

/**
 * Refuses a scenario with ASNs or prefixes that are neither for documentation nor private.
 * @example refusePublicNumbers({ topology: defineAsGraph({ ases: [{ asn: 174 }], links: [] }), announcements: [] }) // throws RoutersError
 * @throws RoutersError if there are some
 */
export function refusePublicNumbers(scenario: Pick<Scenario, "topology" | "announcements">): void {
  const found = publicNumbers(scenario);
  if (found.length === 0) return;
  const names = `${found.slice(0, 5).join(", ")}${found.length > 5 ? ` and ${found.length - 5} more` : ""}`;
  throw new RoutersError(
    `${names}: public numbers. On a real router such a configuration could take traffic of others.`,
    "Use ASNs 64496-65534 or 65536-65551 and prefixes such as 192.0.2.0/24 and 2001:db8::/32, or add --public-numbers.",
  );
}
