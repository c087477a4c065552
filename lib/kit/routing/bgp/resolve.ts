// Validates a routing problem, and resolves it to AS indexes and place numbers.
import { city as cityNamed, greatCircleKm } from "../../geo/index.js";
import { findAs, relationshipTo, type CompiledAsGraph, placesOf, type Place } from "../../topology/index.js";
import { parsePrefix, type Prefix } from "../prefix.js";
import { neighboursMetAt } from "./site-meetings.js";
import { AnnouncementError, DEFAULT_PREFIX, type BgpAnnouncement, type Community } from "./announcement.js";
import { DEFAULT_LOCAL_PREF, type AsPolicy, type BgpPolicies } from "./policy.js";
import { resolveInside } from "./inside/index.js";
import { neighboursOf } from "./neighbours.js";
import type { BgpProblem, ResolvedAnnouncement, ResolvedProblem } from "./problem.js";
import { originValidity, type Validity } from "./rpki.js";
import { attributeRulesWith, tieRules, type Rule } from "./rules/index.js";

/**
 * @throws AnnouncementError for an invalid site or AS, AddressError for an invalid prefix, UnknownCityError for an unknown city
 */
export function resolve(problem: BgpProblem): ResolvedProblem {
  const { topology, tieBreak = "lowest-asn", policies = {}, without = [], insides = {} } = problem;
  const prefix = prefixOf(problem.announcements);
  const places = [...(topology.geography?.places ?? [])];
  const placeNumbers = new Map(places.map(({ name }, number) => [name, number]).reverse() as [string, number][]);
  const validity = validityOf(prefix, policies.roas);
  checkCount(topology, problem.announcements.length);
  const announcements = problem.announcements.map((each, number) => resolveOne(each, number));
  const origins = new Map<number, ResolvedAnnouncement[]>();
  const sites = new Set<string>();
  for (const each of announcements) {
    if (sites.has(each.site))
      throw new AnnouncementError(`Duplicate site ${each.site}: site names must be unique.`, each.site, "site");
    sites.add(each.site);
    const own = origins.get(each.originIndex);
    if (own) own.push(each);
    else origins.set(each.originIndex, [each]);
  }
  const table = distances(places, topology.geography);
  const single = [-1];
  const routers = (index: number): ArrayLike<number> => {
    if (tieBreak !== "router" || !topology.geography) return single;
    const own = placesOf(topology.geography.pops, index);
    return own.length > 0 ? own : single;
  };
  const km = (place: number, other: number) => (place < 0 || other < 0 ? 0 : table(place, other));
  const asPolicies = Object.entries(policies.ases ?? {}).map(([asn, policy]): [number, AsPolicy] => {
    return [knownAs(asn, "policies", `policies.ases.${asn}`), policy];
  });
  const ofFamily = prefix.family === 4 ? "v4" : "v6";
  const policyOf = new Map(asPolicies);
  const limitsLength =
    policies.maxLength !== undefined ||
    asPolicies.some(([, { maxLength, maxLengthFrom }]) => maxLength !== undefined || maxLengthFrom !== undefined);
  const longestFrom = (hearer: number, tellerAsn: number): number => {
    const own = policyOf.get(hearer);
    const limit = own?.maxLengthFrom?.[tellerAsn] ?? own?.maxLength ?? policies.maxLength;
    return limit?.[ofFamily] ?? Infinity;
  };
  checkNoAdvertise();
  const inForce = (rule: Rule) => !without.includes(rule.name);
  const insideByIndex = new Map(
    Object.entries(insides).map(([asn, inside]) => {
      const index = knownAs(asn, "convergence.insides", `convergence.insides.${asn}`);
      return [index, resolveInside({ topology, places, routers, km }, index, inside)];
    }),
  );
  return {
    topology,
    prefix,
    announcements,
    origins,
    localPref: policies.localPref ?? DEFAULT_LOCAL_PREF,
    policies: policyOf,
    limitsLength,
    longestFrom,
    tooLong(announcement, hearer, tellerAsn) {
      if (!limitsLength || prefix.length <= longestFrom(hearer, tellerAsn)) return false;
      return !(policyOf.get(hearer)?.blackhole && announcements[announcement].blackhole); // RFC 7999, 3.3
    },
    missingMed: policies.med?.missing === "worst" ? WORST_MED : 0,
    tieBreak,
    preferOlder: policies.preferOlder ?? false,
    attributeRules: attributeRulesWith(policies.med ?? {}).filter(inForce),
    tieRules: tieRules[tieBreak].filter((rule) => inForce(rule) || rule.name === "peer-address"),
    places,
    routers,
    routerNear: (index, place) => {
      const own = routers(index);
      let nearest = 0;
      if (place >= 0 && own[0] >= 0)
        for (let i = 1; i < own.length; i++) if (table(own[i], place) < table(own[nearest], place)) nearest = i;
      return nearest;
    },
    km,
    insideOf: (index) => insideByIndex.get(index),
    routerId: (index) => topology.attributes?.routerIds[index] ?? topology.asns[index],
  };

  function knownAs(asn: string, where: string, field = where): number {
    const index = findAs(topology, Number(asn));
    if (index >= 0) return index;
    const text = `${where}: unknown AS${asn}. Add it to the graph, or correct its number.`;
    throw new AnnouncementError(text, undefined, field);
  }

  /** Inside an AS with several routers NO_ADVERTISE leaves the other routers without the route, which no engine computes. */
  function checkNoAdvertise(): void {
    for (const { noAdvertise, told, site } of announcements)
      if (noAdvertise && told.some((index) => routers(index).length > 1))
        throw new AnnouncementError(
          `Site ${site}: NO_ADVERTISE to an AS with several routers is not modelled. Use no-export, or a tieBreak other than "router".`,
          site,
          "communities",
        );
  }

  function resolveOne(each: BgpAnnouncement, number: number): ResolvedAnnouncement {
    const where = `Site ${each.site}`;
    const fail = (field: string, text: string) => new AnnouncementError(`${where}: ${text}`, each.site, field);
    const indexOf = (asn: number, what: string, field: string) => {
      const index = findAs(topology, asn);
      if (index >= 0) return index;
      throw fail(
        field,
        `${what} AS${asn} is not in the graph of ${topology.asns.length} ASes. Add it, or correct its number.`,
      );
    };
    const originIndex = indexOf(each.origin, "origin", "origin");
    const neighbourIndex = (asn: number, what: string, field: string) => {
      const index = indexOf(asn, what, field);
      if (relationshipTo(topology, originIndex, index)) return index;
      const known = [...neighboursOf(topology, originIndex).indexes.slice(0, 8)];
      const names = known.map((neighbour) => `AS${topology.asns[neighbour]}`).join(", ");
      throw fail(field, `AS${asn} is not a neighbour of AS${each.origin}; its neighbours are ${names}.`);
    };
    const place = each.city === undefined ? -1 : placeNumber(each.city);
    const told = each.neighbours
      ? Int32Array.from(new Set(each.neighbours.map((asn) => neighbourIndex(asn, "neighbour", "neighbours")))).sort()
      : neighboursMetAt(topology, originIndex, place, neighboursOf(topology, originIndex).indexes);
    if (told.length === 0)
      throw fail("neighbours", `AS${each.origin} has no neighbour to announce to. Add a link, or name a neighbour.`);
    for (const asn in each.prependTo) neighbourIndex(Number(asn), "prependTo", "prependTo");
    const checkTimes = (times: number, field: string) => {
      if (!isCount(times, 255))
        throw fail(field, `the number of prepends must be an integer from 0 to 255 (got ${times}).`);
    };
    checkTimes(each.prepend ?? 0, "prepend");
    if (each.prependTo) for (const times of Object.values(each.prependTo)) checkTimes(times, "prependTo");
    if (!isCount(each.med ?? 0, 0xffffffff))
      throw fail("med", `MED must be an integer from 0 to 4294967295 (got ${each.med}).`);
    const communities = each.communities ?? NO_COMMUNITIES;
    for (const community of communities)
      if (community.kind === "prepend-to") checkTimes(community.times, "communities");
    // Field by field: spreading `each` takes 5 microseconds per site, this 0.02.
    return {
      site: each.site,
      prefix: each.prefix,
      origin: each.origin,
      city: each.city,
      neighbours: each.neighbours,
      prepend: each.prepend,
      prependTo: each.prependTo,
      med: each.med,
      poison: each.poison,
      originCode: each.originCode,
      number,
      originIndex,
      place,
      told,
      communities,
      noExport: communities.some(({ kind }) => kind === "no-export" || kind === "no-advertise"),
      noAdvertise: communities.some(({ kind }) => kind === "no-advertise"),
      noPeer: communities.some(({ kind }) => kind === "no-peer"),
      blackhole: communities.some(({ kind }) => kind === "blackhole"),
      gracefulShutdown: communities.some(({ kind }) => kind === "graceful-shutdown"),
      actions: communities.filter((each): each is Extract<Community, { at: number }> => "at" in each),
      invalid: validity(each.origin) === "invalid",
    } satisfies { [K in keyof Required<ResolvedAnnouncement>]: ResolvedAnnouncement[K] };
  }

  function placeNumber(name: string): number {
    const known = placeNumbers.get(name);
    if (known !== undefined) return known;
    const { name: found, lat, lon } = cityNamed(name);
    const number = placeNumbers.get(found) ?? places.push({ name: found, lat, lon }) - 1;
    placeNumbers.set(found, number);
    return number;
  }
}

/** An engine keeps the announcement and the neighbour of a route in one number of 31 bits. */
function checkCount({ asns }: CompiledAsGraph, announcements: number): void {
  const most = Math.min(32_767, 2 ** (Math.clz32(asns.length) - 1) - 1);
  if (announcements > most)
    throw new AnnouncementError(
      `In a graph of ${asns.length} ASes a prefix can have at most ${most} sites (got ${announcements}).`,
    );
}

/** Whether an origin is valid by the ROAs; cached per origin. */
function validityOf(prefix: Prefix, roas: BgpPolicies["roas"] = []): (origin: number) => Validity {
  const known = new Map<number, Validity>();
  return (origin) => {
    if (roas.length === 0) return "not-found";
    const found = known.get(origin) ?? originValidity(prefix, origin, roas);
    known.set(origin, found);
    return found;
  };
}

/** The highest MULTI_EXIT_DISC. */
const WORST_MED = 0xffffffff;

const NO_COMMUNITIES: readonly Community[] = [];

const isCount = (value: number, max: number) => Number.isInteger(value) && value >= 0 && value <= max;

function prefixOf(announcements: readonly BgpAnnouncement[]): Prefix {
  if (announcements.length === 0) throw new AnnouncementError("No announcements: give at least one site.");
  const given = new Set(announcements.map(({ prefix }) => prefix ?? DEFAULT_PREFIX));
  const texts = new Set([...given].map((prefix) => parsePrefix(prefix).text));
  if (texts.size === 1) return parsePrefix([...texts][0]);
  throw new AnnouncementError(
    `Announcements must share one prefix (got ${[...texts].join(", ")}). Use steadyStates().`,
  );
}

const tables = new WeakMap<object, Float64Array>();

/** Distances in km, cached per topology. */
function distances(places: readonly Place[], geography: object | undefined): (a: number, b: number) => number {
  const n = places.length;
  const cached = geography && tables.get(geography);
  // The cached table does not cover places added by sites.
  const table = cached?.length === n * n ? cached : new Float64Array(n * n).fill(-1);
  if (geography && !cached) tables.set(geography, table);
  return (a, b) => {
    const known = table[a * n + b];
    if (known >= 0) return known;
    return (table[a * n + b] = table[b * n + a] = greatCircleKm(places[a], places[b]));
  };
}
