// Finds the field of a scenario file that an error is about: errors of the graph and of announcements name only an AS, a site
// or a city.
import { UnknownCityError } from "../../geo/index.js";
import { AsGraphError, endsOf, type AsGraphInput } from "../../topology/index.js";
import { AddressError } from "../address.js";
import { AnnouncementError, type BgpAnnouncement } from "../bgp/index.js";

interface Parts extends AsGraphInput {
  readonly announcements: readonly BgpAnnouncement[];
  readonly routeServers?: readonly { readonly members: readonly number[] }[];
  readonly policies: { readonly roas?: readonly { readonly prefix: string }[] };
}

/** " See announcements[0].origin.", or nothing if the message already says it. */
export function seeField(error: unknown, parts: Parts): string {
  const field = fieldOf(error, parts);
  return field === undefined ? "" : ` See ${field}.`;
}

function fieldOf(
  error: unknown,
  { ases, links, routeServers = [], announcements, policies }: Parts,
): string | undefined {
  if (error instanceof AnnouncementError) {
    if (error.site === undefined) return error.field;
    const number = lastOf(announcements, ({ site }) => site === error.site);
    return `announcements[${number}]${error.field === undefined ? "" : `.${error.field}`}`;
  }
  if (error instanceof AsGraphError) {
    const { asn, ends } = error.about;
    if (ends) {
      const link = lastOf(links, (each) => endsOf(each).every((end, i) => end === ends[i]));
      if (link >= 0) return `links[${link}]`;
      const server = routeServers.findIndex(({ members }) => ends.every((end) => members.includes(end)));
      return server < 0 ? undefined : `routeServers[${server}]`;
    }
    return asn === undefined ? undefined : `ases[${lastOf(ases, (as) => as.asn === asn)}]`;
  }
  if (error instanceof UnknownCityError) {
    const as = ases.findIndex(({ pops = [] }) => pops.includes(error.wanted));
    if (as >= 0) return `ases[${as}].pops`;
    const site = announcements.findIndex(({ city }) => city === error.wanted);
    return site < 0 ? undefined : `announcements[${site}].city`;
  }
  if (error instanceof AddressError) {
    const quoted = /^"([^"]*)"/.exec(error.message)?.[1];
    const site = announcements.findIndex(({ prefix }) => prefix !== undefined && prefix.startsWith(quoted ?? "?"));
    if (site >= 0) return `announcements[${site}].prefix`;
    const roa = policies.roas?.findIndex(({ prefix }) => prefix.startsWith(quoted ?? "?")) ?? -1;
    return roa < 0 ? undefined : `policies.roas[${roa}].prefix`;
  }
  return undefined;
}

/** The position of the last of several: of two with the same name, the second is the duplicate. */
const lastOf = <T>(list: readonly T[], is: (item: T) => boolean): number => list.map(is).lastIndexOf(true);
