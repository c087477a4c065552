// Commands that enable traffic in a plan: forwarding, name servers at sites, and a return network. Answers return over a
// separate hub, because only the path of the query is under test.
import { fileURLToPath } from "node:url";
import { contains } from "../../routing/index.js";
import { here, MAC, namespaceOf } from "../network-script.js";
import type { PlannedRouter, RoutersPlan } from "../plan.js";

const program = (name: string): string =>
  fileURLToPath(
    new URL(
      import.meta.url.endsWith(".ts") ? `../programs/${name}` : `../../../routers/programs/${name}`,
      import.meta.url,
    ),
  );

/** A router's own address on the return network, by the number of its namespace. */
export const returnAddress = (namespace: number, family: 4 | 6): string =>
  family === 4 ? `172.16.${namespace >> 8}.${namespace & 255}` : `fd01::${(namespace + 1).toString(16)}`;

const inside = (namespace: string) => `nsenter --net=/run/netns/${namespace}`;

/** Once for all plans. @param count how many namespaces there are */
export function returnNetwork(count: number): string {
  const numbers = Array.from({ length: count }, (_each, i) => i);
  const all = (lines: (i: number) => readonly string[]) => numbers.flatMap(lines);
  return [
    "mount -t proc proc /proc",
    here("ip -batch -", [
      "netns add hub",
      ...all((i) => [
        `link add m0 address ${MAC} netns ${namespaceOf(i)} type veth peer name m${i} address ${MAC} netns hub`,
      ]),
    ]),
    here("ip -n hub -batch -", ["link set lo up", ...all((i) => [`link set m${i} up arp off`])]),
    ...numbers.map((i) => here(`ip -n ${namespaceOf(i)} -batch -`, ["link set m0 up arp off"])),
    here(
      "ip -n hub -batch -",
      all((i) => [`route add ${returnAddress(i, 4)}/32 dev m${i}`, `route add ${returnAddress(i, 6)}/128 dev m${i}`]),
    ),
    ...numbers.map((i) =>
      here(`ip -n ${namespaceOf(i)} -batch -`, [
        `addr add ${returnAddress(i, 4)}/32 dev m0`,
        `addr add ${returnAddress(i, 6)}/128 dev m0 nodad`,
        "route add 172.16.0.0/16 dev m0",
        "route add fd01::/64 dev m0",
      ]),
    ),
    `for n in hub ${numbers.map((i) => namespaceOf(i)).join(" ")}; do nsenter --net=/run/netns/$n sh -c 'echo 1 > /proc/sys/net/ipv4/ip_forward; echo 1 > /proc/sys/net/ipv6/conf/all/forwarding; for f in /proc/sys/net/ipv4/conf/*/rp_filter; do echo 0 > $f; done'; done`,
    "",
  ].join("\n");
}

/** Starts a name server at each site, and waits until it listens. @param addresses of the plan's prefixes */
export function startServers({ routers, states }: RoutersPlan, first: number, addresses: readonly string[]): string {
  /** A site serves every queried address of its prefix, including those of longer prefixes. */
  const servedBy = (state: number) =>
    addresses.filter((_address, i) => contains(states[state].problem.prefix, states[i].problem.prefix));
  return routers
    .flatMap(({ number, announces }) => {
      if (!announces) return [];
      const name = namespaceOf(number, first);
      const own = servedBy(announces.state);
      return [
        ...own.map(
          (address) =>
            `ip -n ${name} addr add ${address}/${address.includes(":") ? "128" : "32"} dev lo${address.includes(":") ? " nodad" : ""}`,
        ),
        `${inside(name)} '${process.execPath}' '${program("site-server.mjs")}' ${quoted(announces.announcement.site)} ${own.join(" ")} > /run/anycast/${name}.dns 2>&1 & echo $! > /run/anycast/${name}.dns.pid`,
      ];
    })
    .concat(
      routers
        .filter(({ announces }) => announces)
        .map(
          ({ number }) => `until grep -q listening /run/anycast/${namespaceOf(number, first)}.dns; do sleep 0.1; done`,
        ),
    )
    .join("\n");
}

/** Queries all of a plan's addresses from one router. */
export const askFrom = ({ number }: PlannedRouter, first: number, addresses: readonly string[]): string =>
  `${inside(namespaceOf(number, first))} '${process.execPath}' '${program("ask-site.mjs")}' ${returnAddress(first + number, 4)} ${returnAddress(first + number, 6)} ${addresses.join(" ")}`;

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
