// `anycast predict`: which of two sites each AS uses, from the ASes that were observed; and which ASes to observe next.
import type { Command } from "commander";
import { checkOutFiles, collectSites, Failure, openAsGraph } from "anycast-kit/cli";
import { dataSetFile, readText, writeWhole } from "anycast-kit/files";
import type { BgpAnnouncement } from "anycast-kit/routing";
import type { RestPrediction, TwoSiteExperiment } from "../../research/prediction/index.js";

interface Options {
  readonly asRel: string;
  readonly site?: readonly BgpAnnouncement[];
  readonly asSizes?: string;
  readonly learnFrom?: string;
  readonly least: number;
  readonly next?: number;
  readonly among?: string;
  readonly out?: string;
  readonly json?: boolean;
}

export function register(program: Command): void {
  program
    .command("predict")
    .description("predict which of two sites each AS uses from observed ASes; name the ASes to observe next")
    .argument("[file]", "what was observed: a file of catchment --observed --write-experiment (default: nothing)")
    .requiredOption("--as-rel <file>", "AS relationships: a file, or a data set that was fetched (caida:2025-09)")
    .option("--site <site>", "a site and the AS that announces it: A=64500; twice", collectSites)
    .option("--as-sizes <file>", "countries of ASes, as CSV (asn, ipv4_addresses, country), or the data set as-sizes")
    .option("--learn-from <file>", "experiments with other pairs of sites, or the data set peering-two-site:validated")
    .option("--least <probability>", "abstain where the site is less probable than this", probability, 0.8)
    .option("--next <count>", "name this many ASes to observe next, the most telling first", whole)
    .option("--among <file>", "the ASes that can be observed, one ASN a line, for --next (default: all)")
    .option("--out <file>", "write a CSV file of asn,site,probability; without a site if it abstains")
    .option("--json", "print JSON instead of text")
    .addHelpText(
      "after",
      "\nExample:\n  npx anycast catchment --as-rel caida:2025-09 --site LAX=226 --site MIA=20080 --observed atlas.json --write-experiment seen.json\n" +
        "  npx anycast predict seen.json --as-rel caida:2025-09 --site LAX=226 --site MIA=20080 --next 100\n",
    )
    .action(predict);
}

const whole = (text: string): number => {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new Failure(`--next must be an integer from 1 to 9999 (got "${text}").`, "Write it like --next 100");
};

const probability = (text: string): number => {
  const value = Number(text);
  if (text.trim() !== "" && value >= 0.5 && value < 1) return value;
  throw new Failure(`--least must be a number from 0.5 to below 1 (got "${text}").`, "Write it like --least 0.8");
};

async function predict(file: string | undefined, options: Options): Promise<void> {
  const { asRel, asSizes, learnFrom, least, next, among, out, json } = options;
  await checkOutFiles({
    outs: out === undefined ? {} : { "--out": out },
    inputs: [file, asRel, asSizes, learnFrom, among].filter((each) => each !== undefined),
  });
  const { predictRest } = await import("../../research/prediction/index.js");
  const { readAses, readExperiments } = await import("../../research/validation/index.js");
  const experiment = await theExperiment(file, options.site);
  if (among !== undefined && next === undefined)
    throw new Failure("--among needs --next.", "Say how many ASes to name: --next 100");
  const observable = among === undefined ? undefined : await asnsIn(among);
  const others = learnFrom === undefined ? [] : await readExperiments(dataSetFile(learnFrom));
  const ases = asSizes === undefined ? undefined : await readAses(dataSetFile(asSizes));
  const { graph } = await openAsGraph(asRel, json === true);
  const origins = new Map((options.site ?? []).map(({ site, origin }) => [site, origin]));
  const known = new Set(graph.asns);
  for (const [site, asn] of origins)
    if (!known.has(asn)) throw new Failure(`--site ${site}=${asn}: AS${asn} is not in ${asRel}.`, "Name the AS of the graph that announces the site."); // prettier-ignore
  const result = predictRest({
    graph,
    experiment,
    origins,
    learnFrom: others,
    countryOf: (asn) => ases?.get(asn)?.country ?? "",
    ...(next !== undefined && { next: { count: next, ...(observable && { among: observable }) } }),
  });
  if (out !== undefined) await writeWhole(out, predictionsCsv(experiment, result, least));
  const { predictionSummary, predictionText } = await import("../predicted-text.js");
  const summary = predictionSummary(experiment, result, least);
  console.log(json ? JSON.stringify(summary) : predictionText(summary));
  if (out !== undefined && !json) console.log(`The predictions are in ${out}.`);
}

/** The one pair of the file; without a file, a pair of which nothing was observed. */
async function theExperiment(
  file: string | undefined,
  sites: readonly BgpAnnouncement[] | undefined,
): Promise<TwoSiteExperiment> {
  const [one, other, ...more] = (sites ?? []).map(({ site }) => site);
  if (sites && (other === undefined || more.length > 0 || one === other))
    throw new Failure("Expected two sites with different names.", "Write --site A=64500 --site B=64501");
  if (file === undefined) {
    if (!sites) throw new Failure("No sites.", "Pass a file of observations, or --site twice.");
    return { name: `${one} ${other}`, sites: [one, other], seenAlone: [[], []], observed: new Map(), seenAtBoth: [] };
  }
  const { readExperiments } = await import("../../research/validation/index.js");
  const [experiment, ...others] = await readExperiments(file);
  if (others.length > 0)
    throw new Failure(`${file} has ${others.length + 1} experiments; expected one.`, "Predict them one by one.");
  const stranger = sites?.find(({ site }) => !experiment.sites.includes(site))?.site;
  if (stranger !== undefined)
    throw new Failure(`--site ${stranger} is not in ${file}; its sites are ${experiment.sites.join(" and ")}.`, "Use their names."); // prettier-ignore
  return experiment;
}

async function asnsIn(file: string): Promise<ReadonlySet<number>> {
  const lines = (await readText(file, { what: "ASes that can be observed" })).split("\n");
  return new Set(
    lines.flatMap((line, i) => {
      if (line.trim() === "") return [];
      const asn = /^(?:AS)?([1-9]\d{0,9})$/i.exec(line.trim())?.[1];
      if (asn === undefined) throw new Failure(`${file}:${i + 1}: expected an ASN (got "${line.trim().slice(0, 40)}").`, "Write one ASN a line."); // prettier-ignore
      return [Number(asn)];
    }),
  );
}

function predictionsCsv({ sites }: TwoSiteExperiment, { ases }: RestPrediction, least: number): string {
  const quoted = sites.map((site) => (/[",\n]/.test(site) ? `"${site.replaceAll('"', '""')}"` : site));
  const rows = ases.map(({ asn, probability: p }) => {
    const site = Math.max(p, 1 - p) < least ? "" : quoted[p > 0.5 ? 0 : 1];
    return `${asn},${site},${Math.max(p, 1 - p).toFixed(4)}`;
  });
  return ["asn,site,probability", ...rows].join("\n") + "\n";
}
