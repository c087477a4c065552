// The option --site NAME=ASN[,prepend=N][,via=ASN+ASN]..., read into an announcement.
import type { BgpAnnouncement, Community } from "../routing/bgp/index.js";
import { Failure } from "./failure.js";

export const siteHelp =
  "a site and the AS that announces it; options: prepend=N, via=ASN+ASN (announce only to these neighbours), " +
  "med=N, poison=ASN+ASN, no-export, drain (GRACEFUL_SHUTDOWN); may be repeated";

/** @throws Failure that names the option and what is wrong in it */
export function parseSite(text: string): BgpAnnouncement {
  const fail = (problem: string): never => {
    throw new Failure(`--site ${text}: ${problem}.`, "Write it like --site A=64500,prepend=2,via=3356+1299");
  };
  const [first, ...rest] = text.split(",");
  const equals = first.indexOf("=");
  if (equals < 1) fail("must begin with NAME=ASN");
  const asn = (value: string, what: string): number => {
    const number = /^(AS)?(\d{1,10})$/i.exec(value)?.[2];
    if (number === undefined || Number(number) < 1 || Number(number) > 0xffffffff)
      return fail(`${what} must be an ASN from 1 to 4294967295 (got "${value}")`);
    return Number(number);
  };
  const count = (value: string, what: string): number =>
    /^\d{1,10}$/.test(value) ? Number(value) : fail(`${what} must be an integer (got "${value}")`);
  const asns = (value: string, what: string) => value.split("+").map((each) => asn(each, what));
  let site: BgpAnnouncement = { site: first.slice(0, equals), origin: asn(first.slice(equals + 1), "the origin") };
  const communities: Community[] = [];
  for (const part of rest) {
    const [key, value] = part.includes("=")
      ? [part.slice(0, part.indexOf("=")), part.slice(part.indexOf("=") + 1)]
      : [part];
    if (value === undefined && key === "no-export") communities.push({ kind: "no-export" });
    else if (value === undefined && key === "drain") communities.push({ kind: "graceful-shutdown" });
    else if (value === undefined) fail(`unknown option "${part}"`);
    else if (key === "prepend") site = { ...site, prepend: count(value, key) };
    else if (key === "med") site = { ...site, med: count(value, key) };
    else if (key === "via") site = { ...site, neighbours: asns(value, key) };
    else if (key === "poison") site = { ...site, poison: asns(value, key) };
    else fail(`unknown option "${key}"`);
  }
  return communities.length > 0 ? { ...site, communities } : site;
}

/**
 * Reads an option --site and adds it to those before; commander calls it once for each.
 * @example collectSites("A=64500,prepend=2") // [{"site":"A","origin":64500,"prepend":2}]
 * @throws Failure that names the option and what is wrong in it
 */
export const collectSites = (text: string, before: readonly BgpAnnouncement[] = []): readonly BgpAnnouncement[] => [
  ...before,
  parseSite(text),
];

/** @throws Failure for a tie-break that does not exist */
export function parseTieBreak(text: string): "lowest-asn" | "all" | "router" {
  if (text === "lowest-asn" || text === "all" || text === "router") return text;
  throw new Failure(`Unknown --tie-break ${text}.`, "Expected lowest-asn, all or router.");
}
