// "Choose your sites": press or tick cities, and see how long thirteen cities wait for the best of them, beside the best and the worst
// result with that many sites (de Oliveira Schmidt et al., PAM 2017: location matters more than number). Measured round trips;
// routing is left out.
import { bestSites, type BestSite, spread, type Spread } from "anycast-kit/anycast";
import { curvesFigure, type Figure, tableFigure } from "anycast-kit/figures";
import { count, hintHtml, type Explorer } from "../core/index.js";
import { chosenSites, placeOf, readBestK, slug, type BestKProps, type BestKScenario } from "./data.js";
import { lettersOf, sitesMap } from "./sites-map.js";

const name = "best-k";

export const bestK: Explorer<BestKScenario> = {
  name,
  read: (json) => readBestK(json as BestKProps),
  initial: ({ initial }) => initial,
  controls: ({ table }) =>
    table.cities.map((city) => ({ kind: "checkbox", name: slug(city), label: city, group: { label: "Sites in" } })),
  render(scenario, state, id) {
    const chosen = choiceOf(scenario, chosenSites(scenario, state));
    return {
      summary: summarize(scenario, chosen),
      figures: [mapOf(scenario, chosen, id), curves(scenario, chosen, id), cities(scenario, chosen, id)],
      html: hintHtml("press a city to give it a site, or to take it away"),
    };
  },
  touch(scenario, state, from, onto) {
    if (onto !== undefined) return undefined;
    const [kind, key] = [from.slice(0, from.indexOf(":")), from.slice(from.indexOf(":") + 1)];
    const { sites, reached } = choiceOf(scenario, chosenSites(scenario, state));
    const lettered = [...lettersOf(sites, scenario.table.cities, reached)];
    const pressed = kind === "site" ? lettered.find(([, letter]) => letter === key)?.[0] : key;
    return pressed === undefined ? undefined : { set: { [slug(pressed)]: sites.includes(pressed) ? "off" : "on" } };
  },
};

const mapOf = ({ table }: BestKScenario, { sites, reached }: ChosenSites, id: string): Figure =>
  sitesMap({ name: `${id}-map`, cities: table.cities, reached, sites });

/** A choice of sites and what it does to the thirteen cities. */
export interface ChosenSites {
  readonly sites: readonly string[];
  readonly reached: readonly BestSite[];
  /** Statistics of the round trips in ms, every city counted once. All NaN without a site. */
  readonly rtts: Spread;
}

export function choiceOf({ table }: BestKScenario, sites: readonly string[]): ChosenSites {
  const reached = sites.length > 0 ? bestSites(table, sites) : [];
  const equal = reached.map(({ rttMs }) => ({ rttMs, weight: 1 }));
  return { sites, reached, rtts: spread(equal, ({ rttMs }) => rttMs) };
}

const ms = (value: number) => `${value.toFixed(1)} ms`;
const sitesText = (k: number) => (k === 1 ? "1 site" : `${k} sites`);

function summarize(scenario: BestKScenario, { sites, reached, rtts }: ChosenSites): string {
  if (sites.length === 0) return "No site: nobody gets an answer. Tick a city.";
  const { place, of } = placeOf(scenario, sites, rtts.mean);
  const k = sites.length;
  const rank =
    of === 1
      ? "There is no other choice."
      : place === 1
        ? `None of ${count(of)} choices has a lower mean.`
        : `${count(place - 1)} of ${count(of)} choices ${place === 2 ? "has" : "have"} a lower mean.`;
  const beaten = scenario.choices.filter((list) => list.at(-1)!.meanMs > rtts.mean + 1e-9).length;
  const more = beaten > k ? ` Even ${sitesText(beaten)} in the worst places have a higher one.` : "";
  const longest = Math.max(...reached.map(({ rttMs }) => rttMs));
  return `${sitesText(k)}: mean ${ms(rtts.mean)}, median ${rtts.p50} ms, longest wait ${longest} ms. ${rank}${more}`;
}

function curves({ choices, table }: BestKScenario, { sites, rtts }: ChosenSites, id: string): Figure {
  const curve = (end: 0 | -1) => choices.map((list, i) => ({ x: i + 1, y: list.at(end)!.meanMs }));
  return curvesFigure({
    name: `${id}-curves`,
    title: "The best and the worst result with that many sites",
    subtitle: `Mean round trip of ${table.cities.length} cities to the best of the sites`,
    x: { label: "sites", from: 1, to: choices.length, ticks: choices.map((_, i) => i + 1).filter((k) => k % 2 === 1) },
    y: { label: "mean round trip", unit: "ms" },
    series: [
      { name: "worst places", points: curve(-1) },
      { name: "best places", points: curve(0) },
      ...(sites.length > 0
        ? [{ name: "your sites", kind: "points" as const, points: [{ x: sites.length, y: rtts.mean }] }]
        : []),
    ],
    ...(sites.length > 0 && { marks: [{ y: rtts.mean, label: "yours" }] }),
  });
}

function cities({ table }: BestKScenario, { reached, sites }: ChosenSites, id: string): Figure {
  return tableFigure({
    name: `${id}-cities`,
    title: "Who waits how long",
    description:
      "Round trips as measured between data centres of one cloud in November 2023. Routing and population are left out.",
    columns: ["city", "is answered from", { name: "round trip", unit: "ms", digits: 0, kind: "number" }],
    rows: table.cities.map((city, i) =>
      sites.length === 0
        ? [city, "nowhere", "–"]
        : [city, reached[i].site === city ? "itself" : reached[i].site, reached[i].rttMs],
    ),
    rowLook: (row) => (sites.includes(table.cities[row]) ? "ak-now" : undefined),
  });
}
