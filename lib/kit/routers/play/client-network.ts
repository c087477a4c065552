// Hosts that ask: each has an address of its own in the hub, and sends over the cable to its router, which forwards the query.
// Answers come back over the return network.
import { here, namespaceOf } from "../network-script.js";

/** The address of the client at a router, by the number of its namespace. */
export const clientAddress = (namespace: number, family: 4 | 6): string =>
  family === 4 ? `172.17.${namespace >> 8}.${namespace & 255}` : `fd02::${(namespace + 1).toString(16)}`;

/** The first of the hub's routing tables, one for each client. */
const FIRST_TABLE = 1000;

/** After returnNetwork. @param count how many namespaces there are */
export function clientNetwork(count: number): string {
  const numbers = Array.from({ length: count }, (_each, i) => i);
  const table = (i: number) => FIRST_TABLE + i;
  return [
    here(
      "ip -n hub -batch -",
      numbers.flatMap((i) => [
        `addr add ${clientAddress(i, 4)}/32 dev lo`,
        `addr add ${clientAddress(i, 6)}/128 dev lo nodad`,
        `rule add from ${clientAddress(i, 4)} lookup ${table(i)}`,
        `route add default dev m${i} table ${table(i)}`,
      ]),
    ),
    here(
      "ip -n hub -6 -batch -",
      numbers.flatMap((i) => [
        `rule add from ${clientAddress(i, 6)} lookup ${table(i)}`,
        `route add default dev m${i} table ${table(i)}`,
      ]),
    ),
    ...numbers.map((i) =>
      here(`ip -n ${namespaceOf(i)} -batch -`, ["route add 172.17.0.0/16 dev m0", "route add fd02::/64 dev m0"]),
    ),
    "",
  ].join("\n");
}
