// Which site an observation means: by the name of the site, a pattern of identities, or the addresses of its routers; and which
// AS it was made in: by the table of probes.
import { parseJson } from "../../topology/index.js";
import { ObservationError } from "./error.js";
import type { Observation } from "./observation.js";

/** Site -> patterns of what is seen there; * stands for any text: "*.lax.*", "198.51.100.*". */
export type SitePatterns = Readonly<Record<string, readonly string[]>>;

/** AS -> site -> weight of its observations. */
export type ObservedSites = ReadonlyMap<number, ReadonlyMap<string, number>>;

export interface SettledObservations {
  readonly observed: ObservedSites;
  /** Observations without an AS, and what was seen that is no site, with counts. */
  readonly withoutAs: number;
  readonly unknown: ReadonlyMap<string, number>;
}

/**
 * Counts observations by AS and site. A site without `patterns` is seen under its own name; `asnOfProbe` gives the AS of a probe
 * of RIPE Atlas.
 * @example settleObservations([{ asn: 64500, seen: "ns1.lax.example" }], { sites: ["LAX"], patterns: { LAX: ["*.lax.*"] } }).observed.get(64500).get("LAX") // 1
 */
export function settleObservations(
  observations: Iterable<Observation>,
  { sites, patterns = {}, asnOfProbe }: { readonly sites: readonly string[]; readonly patterns?: SitePatterns; readonly asnOfProbe?: ReadonlyMap<number, number> }, // prettier-ignore
): SettledObservations {
  const tests = sites.map((site) => ({ site, fits: (patterns[site] ?? [site]).map(matcher) }));
  const known = new Map<string, string | undefined>();
  const siteOf = (seen: string) => {
    if (!known.has(seen)) known.set(seen, tests.find(({ fits }) => fits.some((fit) => fit(seen)))?.site);
    return known.get(seen);
  };
  const observed = new Map<number, Map<string, number>>();
  const unknown = new Map<string, number>();
  let withoutAs = 0;
  for (const { asn, probe, seen, weight = 1 } of observations) {
    const site = siteOf(seen);
    const as = asn ?? (probe === undefined ? undefined : asnOfProbe?.get(probe));
    if (site === undefined) unknown.set(seen, (unknown.get(seen) ?? 0) + 1);
    else if (as === undefined) withoutAs++;
    else {
      const own = observed.get(as) ?? new Map<string, number>();
      own.set(site, (own.get(site) ?? 0) + weight);
      observed.set(as, own);
    }
  }
  return { observed, withoutAs, unknown };
}

/**
 * Whether a text fits a pattern, in time that grows with its length: parts between stars are looked for from the left, each once. As a
 * regular expression, a pattern with five stars would take the fifth power.
 */
function matcher(pattern: string): (text: string) => boolean {
  const [first, ...rest] = pattern.toLowerCase().split("*");
  const last = rest.pop();
  return (text) => {
    const lower = text.toLowerCase();
    if (last === undefined) return lower === first;
    if (!lower.startsWith(first) || !lower.endsWith(last)) return false;
    let at = first.length;
    for (const part of rest) {
      const found = lower.indexOf(part, at);
      if (found === -1) return false;
      at = found + part.length;
    }
    return at + last.length <= lower.length;
  };
}

/**
 * Reads the ASes of RIPE Atlas' probes, from its archive or API: an array of probes, or an object with `objects` or `results`.
 * @example readProbes('[{ "id": 1, "asn_v4": 64500 }]', "probes.json").get(1) // 64500
 * @throws ObservationError for another file
 */
export function readProbes(text: string, file: string): ReadonlyMap<number, number> {
  const fail = (problem: string) =>
    new ObservationError(
      `${file}: ${problem}.`,
      "Pass the probe archive of RIPE Atlas (JSON): probes with id and asn_v4.",
    );
  let json: unknown;
  try {
    json = parseJson(text);
  } catch (error) {
    throw fail((error as Error).message);
  }
  const { objects, results } = (json ?? {}) as { readonly objects?: unknown; readonly results?: unknown };
  const list = [json, objects, results].find((each) => Array.isArray(each)) as readonly unknown[] | undefined;
  if (!list) throw fail("no list of probes");
  return new Map(
    list.flatMap((each) => {
      const { id, asn_v4: v4, asn_v6: v6 } = (each ?? {}) as Readonly<Record<string, unknown>>;
      const asn = v4 ?? v6;
      return typeof id === "number" && typeof asn === "number" ? [[id, asn] as const] : [];
    }),
  );
}
