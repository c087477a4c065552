// "How long until a route change meets a connection": 1 - exp(-lambda d) over the length of connections, a curve for each rate of
// change, the learner's own highlighted, and counts of simulated connections.
import { curvesFigure, numberText } from "anycast-kit/figures";
import type { Estimate } from "anycast-kit/traffic";
import { count, percentText, type Explorer } from "../core/index.js";
import {
  broken,
  CONNECTIONS,
  COUNTED,
  CURVES,
  readBreakProbability,
  type BreakProbabilityJson,
  type BreakProbabilityScenario,
} from "./data.js";

const name = "break-probability";

export const breakProbability: Explorer<BreakProbabilityScenario> = {
  name,
  read: (json) => readBreakProbability(json as BreakProbabilityJson),
  initial: ({ initial }) => initial,
  controls: ({ rates, lengths }) => [
    {
      kind: "range",
      name: "length",
      label: "A connection lasts",
      min: 0,
      max: lengths.length - 1,
      step: 1,
      format: (i) => lengthText(lengths[i]),
    },
    {
      kind: "range",
      name: "rate",
      label: "The route moves",
      min: 0,
      max: rates.length - 1,
      step: 1,
      format: (i) => rateText(rates[i]),
    },
  ],
  render({ rates, lengths, counted }, state, id) {
    const [rate, seconds] = [rates[Number(state.rate)], lengths[Number(state.length)]];
    const share = broken(rate, seconds);
    const seen = counted(rate, seconds);
    const others = CURVES.filter((each) => each !== rate);
    return {
      summary:
        `If the route moves to another site ${rateText(rate)}, ${percentText(share)} of the connections that last ${lengthText(seconds)} break: ` +
        `1 in ${inWords(1 / share)}. Of ${count(CONNECTIONS)} simulated ones ${count(seen.successes)} did, ` +
        `${percentText(seen.share)} (${percentText(seen.low)} to ${percentText(seen.high)}).`,
      figures: [
        curvesFigure({
          name: `${id}-curves`,
          title: "Share of connections broken by a move to another site",
          description:
            `1 - exp(-moves a day x length) over the length, both logarithmic. ` +
            `Moves come at random instants and break every connection that they meet. Points: ${count(CONNECTIONS)} simulated connections ` +
            `of each length where the route moves ${rateText(rate)}, with 95 % confidence (Wilson 1927). A ring stands at ${lengthText(seconds)}, ${percentText(share)}.`,
          x: {
            label: "length of the connection",
            log: true,
            from: 1,
            to: 86_400,
            ticks: [1, 10, 60, 600, 3600, 21_600, 86_400],
            format: lengthText,
          },
          y: { label: "connections that break", unit: "%", log: true, from: 0.001, to: 100 },
          series: [
            { name: shortRate(rate), points: curve(rate, seconds) },
            ...others.map((each) => ({
              name: shortRate(each),
              isQuiet: true,
              unlisted: true,
              points: curve(each, seconds),
            })),
            { name: "counted", kind: "points", points: COUNTED.map((each) => spot(each, counted(rate, each))) },
          ],
          marks: [{ x: seconds, y: 100 * share, label: percentText(share) }],
          rows: [...new Set([...COUNTED, seconds])].sort((a, b) => a - b),
        }),
      ],
    };
  },
};

/** "8.6 million", or the number. */
const inWords = (value: number) =>
  value < 1e6 ? count(Math.round(value)) : `${numberText(Number((value / 1e6).toFixed(1)))} million`;

/** Enough points for a smooth curve on logarithmic axes, including those of the table and the learner's own. */
const curve = (rate: number, own: number) =>
  [...new Set([...Array.from({ length: 60 }, (_, i) => 86_400 ** (i / 59)), ...COUNTED, own])]
    .sort((a, b) => a - b)
    .map((x) => ({ x, y: 100 * broken(rate, x) }));

function spot(seconds: number, { share, low, high }: Estimate) {
  return { x: seconds, y: 100 * share, low: 100 * low, high: 100 * high };
}

const lengthText = (seconds: number) =>
  seconds < 60
    ? `${numberText(seconds)} s`
    : seconds < 3600
      ? `${numberText(seconds / 60)} min`
      : seconds < 86_400
        ? `${numberText(seconds / 3600)} h`
        : "1 day";

/** Short enough to stand between two curves without touching either. */
const shortRate = (perDay: number) =>
  perDay < 1 ? `1 in ${numberText(1 / perDay)} days` : `${numberText(perDay)} a day`;

const rateText = (perDay: number) =>
  perDay < 1
    ? `once in ${numberText(1 / perDay)} days`
    : perDay === 1
      ? "once a day"
      : `${numberText(perDay)} times a day`;
