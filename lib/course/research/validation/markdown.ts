// The report as a page of Markdown: the question, the numbers, and their limits.
import { markdownTable } from "./markdown-table.js";
import type { PeeringReport } from "./peering.js";
import type { SixPopReport } from "./six-pops.js";
import { unseenMarkdown } from "./unseen-markdown.js";

export interface ValidationReport {
  readonly format: "anycast-validation-1";
  /** Names of its input files. */
  readonly inputs: { readonly experiments: string; readonly graphs: readonly string[] };
  readonly peering: PeeringReport;
  readonly sixPops: SixPopReport;
}

const fraction = (value: number | undefined) => (value === undefined ? "" : value.toFixed(3));
const count = (value: number) => value.toLocaleString("en");

/** @param figure name of the file with the reliability diagram; absent if it is not written */
export function reportMarkdown(report: ValidationReport, figure?: string): string {
  return [
    "# Predictions against measurements\n",
    peeringMarkdown(report.peering, report.inputs),
    unseenMarkdown(report.peering.unseen, figure),
    sixPopsMarkdown(report.sixPops),
  ].join("\n");
}

function peeringMarkdown(peering: PeeringReport, inputs: ValidationReport["inputs"]): string {
  const { pairs, methods, parting, removedLinks, learntFrom } = peering;
  const of = (id: string) => methods.find((method) => method.id === id)!;
  const [larger, none, crossed] = [of("larger"), of("no-probes"), of("cross-validated")];
  const guessed = pairs.filter(({ scores }) => scores["no-probes"].accuracy >= 0.5).length;
  const both = pairs.reduce((sum, { seenAtBoth }) => sum + seenAtBoth, 0);
  const points = (one: number, other: number) => `${Math.abs(100 * (one - other)).toFixed(1)} percentage points`;
  const against = (one: number, other: number) =>
    Math.abs(one - other) < 5e-4 ? "as good as" : `${points(one, other)} ${one > other ? "better" : "worse"} than`;
  const ids = ["larger", `plain-${inputs.graphs[0]}`, "no-probes", "probes-100", "probes-1000", "cross-validated"];
  return `## Two sites: which one does an AS use?

${pairs.length} experiments on the PEERING testbed (Sermpezis et al., IFIP Networking 2021), from ${inputs.experiments}; ${count(larger.pooled.ases)} observations of ASes.
An AS counts where BGP monitors, pings and traceroutes agree on its site; ${count(both)} observations of an AS at both sites are left out. Undecided counts as wrong.
${learntFrom.length > 0 ? `Learnt from, but not predicted: ${learntFrom.join(", ")}.\n` : ""}
**In short.** Predicting the larger site for every AS is right for ${fraction(larger.pooled.accuracy)}, but this needs to know which site is larger.
Our prediction without any observation of the pair: ${fraction(none.pooled.accuracy)}, ${against(none.pooled.accuracy, larger.pooled.accuracy)} that guess; it finds the larger site in ${guessed} of ${pairs.length} pairs, and says that site for everybody (balanced accuracy ${fraction(none.pooled.balanced)}): which single ASes depart does not carry over from other pairs.
With other ASes of the pair observed, never the AS itself: ${fraction(crossed.pooled.accuracy)}, ${against(crossed.pooled.accuracy, larger.pooled.accuracy)} the guess, in ${crossed.againstLarger.pairs.better} pairs better, in ${crossed.againstLarger.pairs.same} the same, in ${crossed.againstLarger.pairs.worse} worse.

${markdownTable(
  [
    "method",
    "input about the pair",
    "right",
    "undecided",
    "balanced",
    "mean of pairs",
    "95 % over ASes",
    "95 % over pairs",
  ],
  methods.map(({ title, told, pooled }) => [
    title,
    told,
    fraction(pooled.accuracy),
    fraction(pooled.undecided),
    fraction(pooled.balanced),
    fraction(pooled.meanOfPairs),
    pooled.overAses.map(fraction).join(" - "),
    pooled.overPairs.map(fraction).join(" - "),
  ]),
)}

Rows with observed ASes are scored on the others. Balanced: mean over pairs of the mean of both sites' accuracies. Intervals: bootstrap, seeded.

### Pair by pair

${markdownTable(
  [
    "pair",
    "ASes",
    ...ids.map(
      (id) =>
        ({ larger: "larger site", "no-probes": "no probes", "cross-validated": "other ASes" })[id] ??
        id.replace("-", " "),
    ),
  ],
  pairs.map(({ sites, ases, scores }) => [
    sites.join(" - "),
    count(ases),
    ...ids.map((id) => fraction(scores[id].accuracy)),
  ]),
)}

### Against the larger site, on the same ASes

${markdownTable(
  ["method", "only it is right", "only the guess is right", "McNemar's chi-squared", "pairs better / same / worse"],
  methods
    .filter(({ id }) => id !== "larger")
    .map(({ title, againstLarger: { onlyFirst, onlySecond, chiSquared, pairs: won } }) => [
      title,
      count(onlyFirst),
      count(onlySecond),
      chiSquared.toFixed(0),
      `${won.better} / ${won.same} / ${won.worse}`,
    ]),
)}

ASes behind one provider move together, so they are not independent: read the last column rather than the chi-squared.

### Where the two simulated routes part

${markdownTable(
  ["the routes to the two sites part", "ASes", "larger site", "other ASes observed"],
  parting.map(({ where, ases, accuracy }) => [
    where,
    count(ases),
    fraction(accuracy.larger),
    fraction(accuracy["cross-validated"]),
  ]),
)}

### How it is predicted, and what it may know

- **Which site is the larger**: ridge regression on what the sites did in *other* pairs, on the share by simulation, and on how many ASes were seen on paths to each site while it announced alone. Before simulating, ${removedLinks} links of the graph are taken away: links above a site's upstream that no route collector saw.
- **Who departs**: logistic regression on what is known of an AS: its country, providers and their providers, its choices in other pairs, and what the simulation says of it. The weights are learnt from other ASes of the pair; ASes are divided by their number alone. The function rejects a training set that contains a predicted AS.
- The lists of ASes seen while a site announced alone hold the AS in *third place* of each path, not paths: a path-length offset for each site cannot be learnt from them.
- The rule for the links and the penalties were chosen while looking at the fourteen published pairs: on these, the figure without probes flatters. Unseen pairs are the fair test (\`--experiments\`).
`;
}

function sixPopsMarkdown({ source, pops, rows, tied }: SixPopReport): string {
  if (rows.length === 0)
    return "## Six PoPs\n\nSkipped: the neighbours of the PoPs (Vultr, 2023-09) are at no public address that we know of.\n";
  const percent = (value: number) => value.toFixed(0);
  const ties = Object.entries(tied).map(([name, value]) => `${percent(value)} % (${name})`);
  return `## Six PoPs: how large is each catchment?

${source}. Percent of the hosts that answered, against percent of ASes or of IPv4 addresses by valley-free simulation; ties split evenly.
Equally good routes to several PoPs, where hot potato would decide: ${ties.join(", ")} of the ASes.

${rows
  .map(
    ({ announced, measured, predicted, errors }) => `### ${announced}

${markdownTable(
  ["", ...pops, "mean error, points", "rank correlation"],
  [
    ["**measured**", ...pops.map((pop) => percent(measured[pop])), "", ""],
    ...Object.entries(predicted).map(([name, shares]) => [
      name,
      ...pops.map((pop) => percent(shares[pop])),
      errors[name].meanPoints.toFixed(1),
      errors[name].rankCorrelation?.toFixed(2) ?? "",
    ]),
  ],
)}
`,
  )
  .join("\n")}`;
}
