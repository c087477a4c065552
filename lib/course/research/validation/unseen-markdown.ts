// The section of the report on pairs whose sites were never seen, and its figure: predicted probabilities against what was observed.
import { curvesFigure, type Figure } from "anycast-kit/figures";
import { markdownTable } from "./markdown-table.js";
import type { UnseenMethod, UnseenReport } from "./unseen.js";

const fraction = (value: number) => value.toFixed(3);
const count = (value: number) => value.toLocaleString("en");

/** @param figure name of the file with the figure; absent if it is not written */
export function unseenMarkdown({ pairs, named, namedRightly, methods }: UnseenReport, figure?: string): string {
  const of = (id: string) => methods.find((method) => method.id === id)!;
  const [none, drawn, chosen, thousand] = [of("none"), of("drawn-100"), of("chosen-100"), of("drawn-1000")];
  const found = pairs.filter(({ foundLarger }) => foundLarger).length;
  return `## The same pairs as if their sites were new

Nothing that was observed at either site of a pair is learnt from, and the settings are chosen on pairs without its sites (nested leave-one-site-out). This is the figure to expect at sites of your own.

**In short.** Without any observation: ${fraction(none.pooled.accuracy)} right, with a Brier score of ${fraction(none.brier)} (0.25 is "a half for everybody"); the larger site is found in ${found} of ${pairs.length} pairs. ${pairs.length - named} pairs are called near, and no site is named; among the other ${named}, the larger site is found in ${namedRightly}.
A hundred observed ASes: ${fraction(drawn.pooled.accuracy)} if they are drawn blindly, ${fraction(chosen.pooled.accuracy)} if each is chosen for what it tells about the others; a thousand drawn blindly: ${fraction(thousand.pooled.accuracy)}.

${markdownTable(
  [
    "observed in the pair",
    "right",
    "balanced",
    "of the pairs: lowest, quartiles, highest",
    "95 % over pairs",
    "Brier",
    "calibration error",
  ],
  methods.map(({ title, pooled, ofPairs, brier, calibrationError }) => [
    title,
    fraction(pooled.accuracy),
    pooled.balanced === undefined ? "" : fraction(pooled.balanced),
    ofPairs.map(fraction).join(", "),
    pooled.overPairs.map(fraction).join(" - "),
    fraction(brier),
    fraction(calibrationError),
  ]),
)}

Calibration error: mean distance between the predicted probability and the observed share, over ten bins.
${figure === undefined ? "" : `\n![Predicted probability against the observed share](${figure})\n`}
### Abstaining

Share of the ASes that are answered for, and how many of those answers are right, if the prediction abstains below a probability.

${markdownTable(
  ["abstains below", ...none.abstaining.map(({ least }) => String(least))],
  methods.map(({ title, abstaining }) => [
    title,
    ...abstaining.map(({ answered, accuracy }) =>
      accuracy === undefined ? "0 %" : `${(100 * answered).toFixed(0)} %: ${fraction(accuracy)}`,
    ),
  ]),
)}

### Pair by pair

${markdownTable(
  ["pair", "ASes", "learnt from", "predicted share", "observed share", "near", "larger found", ...methods.map(({ title }) => title)], // prettier-ignore
  pairs.map((pair) => [
    pair.sites.join(" - "),
    count(pair.ases),
    `${pair.learntFrom} pairs`,
    fraction(pair.probability),
    fraction(pair.share),
    pair.near ? "yes" : "no",
    pair.foundLarger ? "yes" : "no",
    ...methods.map(({ id }) => fraction(pair.accuracy[id])),
  ]),
)}

Shares are of the first site. Settings that were chosen: ${settingsText(pairs)}.
`;
}

function settingsText(pairs: UnseenReport["pairs"]): string {
  const times = new Map<string, number>();
  for (const { settings } of pairs) times.set(settings.simulation, (times.get(settings.simulation) ?? 0) + 1);
  return [...times].map(([simulation, pairsOf]) => `${simulation} in ${pairsOf} pairs`).join("; ");
}

/** Reliability diagram: the share that used the first site, by the predicted probability. */
export function reliabilityFigure({ methods }: UnseenReport): Figure {
  const shown = ["none", "drawn-100", "chosen-100"].map((id) => methods.find((method) => method.id === id)!);
  const points = ({ reliability }: UnseenMethod) =>
    reliability.map(({ predicted, observed }) => ({ x: 100 * predicted, y: 100 * observed }));
  return curvesFigure({
    name: "reliability",
    title: "Do the probabilities mean what they say?",
    subtitle: "Pairs of sites that nothing was learnt from; on the diagonal they do",
    x: { label: "predicted to use the first site", unit: "%", to: 100 },
    y: { label: "observed to use it", unit: "%", to: 100 },
    series: [
      ...shown.map((method) => ({
        name: method.title,
        points: points(method),
        dots: points(method),
        note: `Brier ${method.brier.toFixed(3)}`,
      })),
      {
        name: "as predicted",
        isQuiet: true,
        points: [
          { x: 0, y: 0 },
          { x: 100, y: 100 },
        ],
      },
    ],
  });
}
