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

export const insideOf = (namespace: string) => `nsenter --net=/run/netns/${namespace}`;

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
export function startServers(plan: RoutersPlan, first: number, addresses: readonly string[]): string {
  const sites = plan.routers.filter(({ announces }) => announces);
  return [
    ...sites.flatMap((site) => servedBy(plan, site, addresses).map((address) => addAddress(site, first, address))),
    ...sites.map((site) => startServer(site, first, servedBy(plan, site, addresses))),
    ...sites.map((site) => untilListening(site, first)),
  ].join("\n");
}

/** A site serves every queried address of its prefix, including those of longer prefixes. */
export const servedBy = ({ states }: RoutersPlan, { announces }: PlannedRouter, addresses: readonly string[]) =>
  addresses.filter((_address, i) => contains(states[announces!.state].problem.prefix, states[i].problem.prefix));

const length = (address: string) => (address.includes(":") ? "128" : "32");

export const addAddress = ({ number }: PlannedRouter, first: number, address: string): string =>
  `ip -n ${namespaceOf(number, first)} addr add ${address}/${length(address)} dev lo${address.includes(":") ? " nodad" : ""}`;
export const removeAddress = ({ number }: PlannedRouter, first: number, address: string): string =>
  `ip -n ${namespaceOf(number, first)} addr del ${address}/${length(address)} dev lo`;

/** Starts the name server of a site; its process id goes to a file, and what it says to another, empty before it starts. */
export function startServer({ number, announces }: PlannedRouter, first: number, addresses: readonly string[]): string {
  const name = namespaceOf(number, first);
  return `: > /run/anycast/${name}.dns; ${insideOf(name)} ${runProgram("site-server.mjs")} ${quoted(announces!.announcement.site)} ${addresses.join(" ")} >> /run/anycast/${name}.dns 2>&1 & echo $! > /run/anycast/${name}.dns.pid`;
}

/** Waits for the server just started; fails with what it said if it ended. */
export function untilListening({ number }: PlannedRouter, first: number): string {
  const file = `/run/anycast/${namespaceOf(number, first)}.dns`;
  return `until grep -q listening ${file}; do if ! kill -0 $(cat ${file}.pid) 2>/dev/null; then cat ${file} >&2; exit 1; fi; sleep 0.1; done`;
}

/** Node with one of the programs of this folder's neighbour. */
export const runProgram = (name: string): string => `'${process.execPath}' '${program(name)}'`;

/** Queries all of a plan's addresses from one router. */
export const askFrom = ({ number }: PlannedRouter, first: number, addresses: readonly string[]): string =>
  `${insideOf(namespaceOf(number, first))} ${runProgram("ask-site.mjs")} ${returnAddress(first + number, 4)} ${returnAddress(first + number, 6)} ${addresses.join(" ")}`;

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
