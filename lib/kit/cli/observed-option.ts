// `anycast catchment --observed`: what was measured, beside what is predicted, AS by AS.
import type { Command } from "commander";
import type { ObservedSites } from "../files/index.js";
import type { ObservedAs } from "../report/observed/index.js";
import type { SteadyState } from "../routing/bgp/index.js";
import { Failure } from "./failure.js";
import { afterFirst, columns, number, oneLine, percent, sayWhileSlow } from "./terminal/index.js";

export interface ObservedOptions {
  readonly observed?: readonly string[];
  readonly siteNames?: string;
  readonly probes?: string;
  readonly writeExperiment?: string;
  readonly html?: string;
  readonly asSizes?: string;
}

export const withObserved = (command: Command): Command =>
  command
    .option(
      "--observed <file...>",
      "measured catchments to compare with: DNS or traceroute results of RIPE Atlas (JSON), or a table (CSV) with the columns " +
        "asn, and site or nsid",
    )
    .option(
      "--site-names <file>",
      'what is seen at each site, as JSON: {"A": ["*.lax.*"], "B": ["b?-mia"]}; * is any text',
    )
    .option("--probes <file>", "the probe archive of RIPE Atlas (JSON), for the ASes of its probes")
    .option(
      "--write-experiment <file>",
      "write what was observed at two sites as a file for anycast predict, which predicts the other ASes from it",
    )
    .option("--html <out>", "write maps of what was observed and predicted as a single HTML file")
    .option("--as-sizes <file>", "countries of ASes for --html, as CSV (default: the data set as-sizes, if fetched)");

export interface Compared {
  /** ASes that were observed at one site, and have a predicted one. */
  readonly ases: number;
  readonly right: number;
  /** ASes observed at several sites; they are not counted above. */
  readonly atSeveral: number;
  /** Observed ASes that are not in the AS graph, or are not reached. */
  readonly notPredicted: number;
  /** Observations of no known AS; and of no site, by what was seen. */
  readonly withoutAs: number;
  readonly noSite: Readonly<Record<string, number>>;
  /** Predicted site -> observed site -> ASes. */
  readonly table: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Site -> share of the ASes that were observed at one site. */
  readonly observedShares: Readonly<Record<string, number>>;
}

/** @throws ObservationError or Failure with file and place */
export async function compareObserved(
  state: SteadyState,
  { observed: files = [], siteNames, probes, writeExperiment, html, asSizes }: ObservedOptions,
): Promise<Compared | undefined> {
  if (files.length === 0) {
    if ([siteNames, probes, writeExperiment, html, asSizes].some((each) => each !== undefined))
      throw new Failure(
        "--site-names, --probes, --write-experiment, --html and --as-sizes need --observed.",
        "Name the file of measured catchments.",
      );
    return undefined;
  }
  const { observationsInTable, observationsOfAtlas, readProbes, readText, settleObservations } =
    await import("../files/index.js");
  const { siteOf } = await import("../routing/bgp/index.js");
  const texts = await Promise.all(files.map((file) => readText(file, { what: "observations" })));
  const say = sayWhileSlow();
  function* observations() {
    let read = 0;
    for (const [i, text] of texts.entries()) {
      const isJson = /^\s*[[{]/.test(text.slice(0, 100).replace(/^\uFEFF/, ""));
      for (const each of isJson ? observationsOfAtlas(text, files[i]) : observationsInTable(text, files[i])) {
        if (++read % 100_000 === 0) say(`${oneLine(files[i])}: ${number(read)} observations`);
        yield each;
      }
    }
  }
  const { observed, withoutAs, unknown } = settleObservations(observations(), {
    sites: state.sites,
    ...(siteNames !== undefined && { patterns: await patternsIn(siteNames, state.sites) }),
    ...(probes !== undefined && { asnOfProbe: readProbes(await readText(probes, { what: "probes" }), probes) }),
  });
  if (writeExperiment !== undefined) await writeAsExperiment(writeExperiment, state.sites, observed);
  const table = Object.fromEntries(
    state.sites.map((site) => [site, Object.fromEntries(state.sites.map((each) => [each, 0]))]),
  );
  const counts = Object.fromEntries(state.sites.map((site) => [site, 0]));
  const known = new Set(state.problem.topology.asns);
  const compared: ObservedAs[] = [];
  let [ases, right, atSeveral, notPredicted] = [0, 0, 0, 0];
  for (const [asn, at] of observed) {
    if (at.size > 1) {
      atSeveral++;
      continue;
    }
    const [seen] = at.keys();
    counts[seen]++;
    const predicted = known.has(asn) ? siteOf(state, asn) : undefined;
    if (predicted === undefined) {
      notPredicted++;
      continue;
    }
    ases++;
    compared.push({ asn, observed: seen, predicted });
    if (predicted === seen) right++;
    table[predicted][seen]++;
  }
  if (html !== undefined) {
    const { writeObservedPage } = await import("./observed-html.js");
    await writeObservedPage(html, { state, ases: compared, ...(asSizes !== undefined && { asSizes }) });
  }
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const observedShares = Object.fromEntries(state.sites.map((site) => [site, all > 0 ? counts[site] / all : 0]));
  const noSite = Object.fromEntries([...unknown].sort(([, a], [, b]) => b - a).slice(0, 20));
  return { ases, right, atSeveral, notPredicted, withoutAs, noSite, table, observedShares };
}

/** In the format of the two-site experiments of PEERING. @throws Failure for another number of sites */
async function writeAsExperiment(file: string, sites: readonly string[], observed: ObservedSites): Promise<void> {
  const { writeWhole } = await import("../files/index.js");
  if (sites.length !== 2)
    throw new Failure(
      `--write-experiment needs two sites (got ${sites.length}).`,
      "Announce two sites, or leave it out.",
    );
  const ping = Object.fromEntries([...observed].map(([asn, at]) => [asn, [...at.keys()]]));
  const paths = Object.fromEntries([...sites, sites.join("_")].map((name) => [name, []]));
  const experiment = { experiment: 0, sites, observed: { ping }, paths };
  await writeWhole(file, JSON.stringify({ [`0_${sites.join("_")}`]: experiment }) + "\n");
}

async function patternsIn(
  file: string,
  sites: readonly string[],
): Promise<Readonly<Record<string, readonly string[]>>> {
  const { readText } = await import("../files/index.js");
  const { JsonTextError, parseOwnFormat } = await import("../topology/index.js");
  const fail = (problem: string) => new Failure(`${file}: ${problem}`, 'Write it like {"A": ["*.lax.*"]}.');
  let json: unknown;
  try {
    json = parseOwnFormat(await readText(file, { what: "names of sites" }));
  } catch (error) {
    throw error instanceof JsonTextError ? fail(error.message) : error;
  }
  if (typeof json !== "object" || json === null || Array.isArray(json)) throw fail("expected a JSON object.");
  for (const [site, patterns] of Object.entries(json)) {
    if (!sites.includes(site)) throw fail(`unknown site ${site}; the sites are ${sites.join(", ")}.`);
    if (!Array.isArray(patterns) || !patterns.every((each) => typeof each === "string" && each.split("*").length <= 6))
      throw fail(`${site}: expected a list of texts, each with at most five *.`);
  }
  return json as Readonly<Record<string, readonly string[]>>;
}

export function comparedText({ ases, right, atSeveral, notPredicted, withoutAs, noSite, table }: Compared): string {
  const sites = Object.keys(table);
  const rows = [
    ["", ...sites.map((site) => `observed ${site}`)],
    ...sites.map((site) => [`predicted ${site}`, ...sites.map((each) => number(table[site][each]))]),
  ];
  const others = Object.entries(noSite).map(([seen, times]) => `${oneLine(seen.slice(0, 100))} (${number(times)})`);
  return [
    `\nObserved: ${number(ases)} ASes at one site${ases > 0 ? `, ${percent(right / ases)} of them where predicted` : ""}.`,
    columns(rows, afterFirst),
    ...(atSeveral > 0 ? [`ASes observed at several sites: ${number(atSeveral)}.`] : []),
    ...(notPredicted > 0 ? [`Observed ASes without a predicted site: ${number(notPredicted)}.`] : []),
    ...(withoutAs > 0
      ? [`! ${number(withoutAs)} observations have no AS: pass --probes, or a table with a column asn.`]
      : []),
    ...(others.length > 0 ? [`! No site is named for: ${others.join(", ")}. Name them with --site-names.`] : []),
  ].join("\n");
}
