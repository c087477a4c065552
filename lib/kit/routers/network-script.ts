// The shell commands that build a plan: a network namespace for each router, and cables between them.
// They must run in separate namespaces, created by namespaces.ts or by the head of an exported lab.sh.
import type { LinkEnd, PlannedRouter, RoutersPlan } from "./plan.js";

/** The name of a router's namespace, and of its files under /run/anycast. */
export const namespaceOf = (router: number, first = 0): string => `r${first + router}`;

/**
 * Both ends of a cable have the same MAC address and no ARP: all namespaces share the kernel's neighbour table of 1,024 entries
 * (net.ipv4.neigh.default.gc_thresh3), and if it is full, sessions wait for minutes.
 */
export const MAC = "02:00:00:00:00:01";

/** Makes namespaces and cables. @param first the number of the plan's first router, if several plans run in parallel */
export function networkScript(plan: RoutersPlan, first = 0): string {
  const { routers, links } = plan;
  const name = (router: number) => namespaceOf(router, first);
  const batch = [
    ...routers.map(({ number }) => `netns add ${name(number)}`),
    ...links.map(
      ({ ends: [a, b] }) =>
        `link add ${a.interface} address ${MAC} netns ${name(a.router)} type veth peer name ${b.interface} address ${MAC} netns ${name(b.router)}`,
    ),
  ];
  const ends = routers.map(({ number }) =>
    links.flatMap((link) => link.ends).filter(({ router }) => router === number),
  );
  // First bring up every cable at both ends: an IPv6 address loses its peer if the cable comes up after it.
  const up = routers.map(({ number }) =>
    here(
      `ip -n ${name(number)} -batch -`,
      ["lo", ...ends[number].map((end) => end.interface)].map((each) => `link set ${each} up arp off`),
    ),
  );
  const addresses = routers.map(({ number }) =>
    here(
      `ip -n ${name(number)} -batch -`,
      ends[number]
        .flatMap((end) => [
          ...end.addresses.map(([own, other]) =>
            own.includes(":")
              ? `addr add ${own} peer ${other}/128 dev ${end.interface} nodad${metric(end)}`
              : `addr add ${own} peer ${other}/32 dev ${end.interface}${metric(end)}`,
          ),
          ...(end.reaches ?? []).map((address) => `route add ${address} dev ${end.interface}${metric(end)}`),
          ...(end.ownRoute ? [`route add ${ownRouteOver(end)}`] : []),
        ])
        .concat(discardRoutes(plan, routers[number]).map((route) => `route add ${route}`)),
    ),
  );
  return [here("ip -batch -", batch), ...up, ...addresses, ""].join("\n");
}

/** FRR takes the IGP's cost to a router from the metric of the route to it. */
const metric = ({ metric: cost }: LinkEnd): string => (cost ? ` metric ${cost}` : "");

/** A router that honours BLACKHOLE discards packets to these: the dummy address (RFC 7600), and one of the discard prefix (RFC 6666). */
export const DISCARD = { 4: "192.0.0.8", 6: "100::1" } as const;

/** The static routes for these, as `ip route` takes them. */
export function discardRoutes({ states }: RoutersPlan, { index, announces }: PlannedRouter): string[] {
  if (announces || !states[0].problem.policies.get(index)?.blackhole) return [];
  return [...new Set(states.map(({ problem }) => problem.prefix.family))].map(
    (family) => `blackhole ${DISCARD[family]}`,
  );
}

/** The static route of a router to a site of its own AS, as `ip route` takes it. */
export const ownRouteOver = ({ interface: name, ownRoute }: LinkEnd): string =>
  `${ownRoute!.prefix} dev ${name} metric ${ownRoute!.metric}`;

/** A command that reads lines; the delimiter is quoted so that the shell does not expand them. @param end differs for a script inside */
export const here = (command: string, lines: readonly string[], end = "END-OF-LINES"): string =>
  `${command} <<'${end}'\n${lines.join("\n")}\n${end}`;

/** Programs that wait for each other and for the kernel, so that more than one per core runs. */
const AT_ONCE = 8;

/** Scripts that run at the same time, a few at once; the first that fails ends the shell (`set -e`). */
export function sideBySide(scripts: readonly string[]): string {
  const groups = Array.from({ length: Math.ceil(scripts.length / AT_ONCE) }, (_each, i) =>
    scripts.slice(i * AT_ONCE, (i + 1) * AT_ONCE),
  );
  return groups
    .map((group) =>
      [
        "pids=",
        ...group.map((script) => `( set -e\n${script}\n) &\npids="$pids $!"`),
        "for pid in $pids; do wait $pid; done",
      ].join("\n"),
    )
    .join("\n");
}
