// What is known of an AS that may say which site it will use: where it is, whom it buys transit from, what it did between other
// pairs of sites, and what the simulation says of it. Each piece is a yes or no, coded as one number.
import type { PairQuestion, TwoSiteExperiment } from "./experiment.js";
import type { EvidenceRows } from "./logistic.js";
import type { PairSimulation } from "./simulate-pair.js";

/** What a prediction may know about ASes, apart from experiments. */
export interface AsFacts {
  readonly providersOf: (asn: number) => readonly number[];
  /** ISO 3166-1 alpha-2; "" where it is not known. */
  readonly countryOf: (asn: number) => string;
}

const kinds = [
  "everybody",
  "country",
  "provider",
  "provider of a provider",
  "own choice elsewhere",
  "simulated choice",
  "simulated length",
  "simulated next hop to the first",
  "simulated next hop to the second",
] as const;
export type EvidenceKind = (typeof kinds)[number];

/** 2^33: a kind in front of any ASN makes one exact number. */
const KIND = 2 ** 33;
const code = (kind: EvidenceKind, value = 0) => kinds.indexOf(kind) * KIND + value;
export const EVERYBODY = code("everybody");

/** The kind of a piece of evidence. */
export const kindOf = (evidence: number): EvidenceKind => kinds[Math.floor(evidence / KIND)];

/** ASN -> its evidence. */
export type EvidenceCache = Map<number, readonly number[]>;

export interface EvidenceOptions {
  readonly question: PairQuestion;
  readonly others: readonly TwoSiteExperiment[];
  readonly facts: AsFacts;
  readonly simulation?: PairSimulation;
  readonly cache?: EvidenceCache;
}

/** The evidence on one AS, as codes. Nothing in it comes from the pair in question. */
export function evidenceOn(asn: number, { others, facts, simulation }: EvidenceOptions): number[] {
  const providers = facts.providersOf(asn);
  const above = new Set(providers.flatMap((provider) => facts.providersOf(provider)));
  const country = facts.countryOf(asn);
  const codes = [EVERYBODY];
  if (/^[A-Z]{2}$/.test(country)) codes.push(code("country", country.charCodeAt(0) * 256 + country.charCodeAt(1)));
  for (const provider of providers) codes.push(code("provider", provider));
  for (const provider of above) codes.push(code("provider of a provider", provider));
  others.forEach(({ observed }, i) => {
    const site = observed.get(asn);
    if (site !== undefined) codes.push(code("own choice elsewhere", 2 * i + site));
  });
  const simulated = simulation?.of(asn);
  if (!simulated) return codes;
  const { choice, lengths, nextHops } = simulated;
  if (choice === 0 || choice === 1) codes.push(code("simulated choice", choice));
  const [one, other] = lengths;
  if (one !== undefined && other !== undefined)
    codes.push(code("simulated length", 3 + Math.max(-3, Math.min(3, other - one))));
  if (nextHops[0] !== undefined) codes.push(code("simulated next hop to the first", nextHops[0]));
  if (nextHops[1] !== undefined) codes.push(code("simulated next hop to the second", nextHops[1]));
  return codes;
}

/** A piece of evidence in words, to stand after "because". */
export function describeEvidence(evidence: number, { question, others }: EvidenceOptions): string {
  const kind = kinds[Math.floor(evidence / KIND)];
  const value = evidence % KIND;
  const [first, second] = question.sites;
  switch (kind) {
    case "everybody":
      return "most networks that were observed use it";
    case "country":
      return `networks in ${String.fromCharCode(value >> 8, value & 255)} lean to it`;
    case "provider":
      return `it buys transit from AS${value}, whose customers lean to it`;
    case "provider of a provider":
      return `a provider of it buys transit from AS${value}, and networks behind that lean to it`;
    case "own choice elsewhere": {
      const { sites } = others[value >> 1];
      return `between ${sites[0]} and ${sites[1]} it used ${sites[value & 1]}, and networks that did so lean to it`;
    }
    case "simulated choice":
      return `valley-free routing takes it to ${question.sites[value]}`;
    case "simulated length":
      return value === 3
        ? "its simulated AS paths to both sites are equally long, and such networks lean to it"
        : `its simulated AS path to ${value > 3 ? first : second} is shorter`;
    case "simulated next hop to the first":
      return `its simulated route to ${first} goes through AS${value}, and networks there lean to it`;
    case "simulated next hop to the second":
      return `its simulated route to ${second} goes through AS${value}, and networks there lean to it`;
  }
}

/** The evidence on many ASes as rows for fitLogistic, and the code of each column. */
export function evidenceRows(
  ases: readonly number[],
  options: EvidenceOptions,
): EvidenceRows & { readonly codes: readonly number[] } {
  const columnOf = new Map<number, number>([[EVERYBODY, 0]]);
  const starts = new Int32Array(ases.length + 1);
  const columns: number[] = [];
  ases.forEach((asn, i) => {
    let evidence = options.cache?.get(asn);
    if (!evidence) {
      evidence = evidenceOn(asn, options);
      options.cache?.set(asn, evidence);
    }
    for (const each of evidence) {
      let column = columnOf.get(each);
      if (column === undefined) columnOf.set(each, (column = columnOf.size));
      columns.push(column);
    }
    starts[i + 1] = columns.length;
  });
  return { starts, columns: Int32Array.from(columns), width: columnOf.size, codes: [...columnOf.keys()] };
}
