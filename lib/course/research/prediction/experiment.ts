// Two-site anycast experiments (Sermpezis et al., IFIP Networking 2021): the same prefix from two sites, and who was seen where.
// A question is an experiment without its observations: the input of a prediction.
import { JsonTextError, parseJson, safeParseLong } from "anycast-kit/topology";
import { plainIssue } from "anycast-kit/topology";
import { z } from "zod";

/** What may be known before both sites announce. */
export interface PairQuestion {
  readonly name: string;
  readonly sites: readonly [string, string];
  /**
   * For each site, ASes that route collectors saw on paths to it while it announced alone. In the published files these lists hold
   * the AS in third place of each path, not whole paths.
   */
  readonly seenAlone: readonly [readonly number[], readonly number[]];
}

/** ASN -> which of the two sites it was seen to use: 0 or 1. */
export type Observations = ReadonlyMap<number, 0 | 1>;

export interface TwoSiteExperiment extends PairQuestion {
  /** ASes that BGP monitors, pings and traceroutes all saw at the same site. */
  readonly observed: Observations;
  /** ASes that were seen at both: they are in two catchments, and no one site is right for them. */
  readonly seenAtBoth: readonly number[];
}

/** Thrown for an invalid file of experiments; the message names the field. */
export class ExperimentError extends Error {
  override readonly name = "ExperimentError";
}

const asn = z
  .string()
  .regex(/^[1-9]\d{0,9}$/, "not an ASN")
  .refine((text) => Number(text) <= 0xffffffff, "not an ASN");
const site = z.string().min(1, "a site without a name");
const source = z.record(asn, z.array(site).min(1, "no site"));
const schema = z.record(
  z.string(),
  z.object({
    sites: z.tuple([site, site]),
    observed: z.object({ bgp: source, ping: source, trace: source }).partial(),
    paths: z.record(z.string(), z.array(asn)),
  }),
);

/**
 * Reads experiments in the format of peering-two-site.json.
 * @param file how to call it in errors
 * @throws ExperimentError that names the file and the field
 */
export function parseExperiments(text: string, file: string): readonly TwoSiteExperiment[] {
  let json: unknown;
  try {
    json = parseJson(text);
  } catch (error) {
    if (!(error instanceof JsonTextError)) throw error;
    throw new ExperimentError(`${file}${error.twice === undefined ? " is not valid JSON" : ""}: ${error.message}`);
  }
  const parsed = safeParseLong(schema, json);
  if (!parsed.success) {
    const { path, text: problem } = plainIssue(parsed.error.issues[0], json);
    throw new ExperimentError(`${file}, ${path.map(String).join(" > ") || "the whole"}: ${problem}`);
  }
  const experiments = Object.entries(parsed.data).map(([name, each]) => read(name, each, file));
  if (experiments.length === 0) throw new ExperimentError(`${file} has no experiments.`);
  return experiments;
}

function read(name: string, { sites, observed, paths }: z.infer<typeof schema>[string], file: string) {
  const fail = (field: string, text: string) => new ExperimentError(`${file}, ${name} > ${field}: ${text}.`);
  if (sites[0] === sites[1]) throw fail("sites", `both are ${sites[0]}`);
  const alone = sites.map((each) => {
    if (!paths[each]) throw fail(`paths > ${each}`, `no list of the ASes seen while ${each} announced alone`);
    return paths[each].map(Number);
  });
  const seen = new Map<number, number>();
  for (const [kind, answers] of Object.entries(observed))
    for (const [asn, at] of Object.entries(answers))
      for (const one of at) {
        const which = sites.indexOf(one);
        if (which < 0) throw fail(`observed > ${kind} > ${asn}`, `${one} must be ${sites.join(" or ")}`);
        seen.set(Number(asn), (seen.get(Number(asn)) ?? 0) | (1 << which));
      }
  const ases = [...seen.keys()].sort((a, b) => a - b);
  if (ases.length === 0) throw fail("observed", "no AS was observed");
  const experiment: TwoSiteExperiment = {
    name,
    sites,
    seenAlone: [alone[0], alone[1]],
    observed: new Map(ases.filter((each) => seen.get(each) !== 3).map((each) => [each, seen.get(each) === 1 ? 0 : 1])),
    seenAtBoth: ases.filter((each) => seen.get(each) === 3),
  };
  return experiment;
}

/** The experiment without what was observed in it. */
export const questionOf = ({ name, sites, seenAlone }: TwoSiteExperiment): PairQuestion => ({ name, sites, seenAlone });

/** Whether two experiments are about the same two sites, in any order: if so, neither may be evidence for the other. */
export const samePair = (one: PairQuestion, other: PairQuestion): boolean =>
  one.sites.every((each) => other.sites.includes(each));
