// Writes an AS graph as CAIDA's serial-1 text, for other programs.
import type { CompiledAsGraph } from "../compiled.js";

/**
 * Writes an AS graph as CAIDA's serial-1 text, one line per link: "provider|customer|-1", "peer|peer|0".
 * @example encodeAsRel(small).split("\n")[0] // "10|30|-1"
 * @param clique ASNs of the clique for the header, if there is one
 */
export function encodeAsRel({ asns, customers, peers }: CompiledAsGraph, clique: readonly number[] = []): string {
  const lines = clique.length > 0 ? [`# input clique: ${clique.join(" ")}`] : [];
  asns.forEach((asn, v) => {
    for (let i = customers.offsets[v]; i < customers.offsets[v + 1]; i++)
      lines.push(`${asn}|${asns[customers.targets[i]]}|-1`);
    for (let i = peers.offsets[v]; i < peers.offsets[v + 1]; i++)
      if (peers.targets[i] > v) lines.push(`${asn}|${asns[peers.targets[i]]}|0`);
  });
  return lines.join("\n") + "\n";
}
