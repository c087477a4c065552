// "Add a site": one site more may make the mean worse. Who gains and who loses by it, on a map, and the AS path that says why.
import { cityMap, cityMapParts, type CityMapOptions } from "../../figures/city-map.js";
import type { Figure } from "../../figures/figure.js";
import { tableFigure } from "../../figures/table.js";
import type { Explorer, State } from "../explorer.js";
import { changeSite, readAddASiteScenario, type AddASiteScenario, type SiteChange } from "./add-a-site-data.js";
import { answersOf, citiesAt } from "./designs-moment.js";
import type { AddASiteJson } from "./designs-props.js";
import { percent } from "./knobs-summary.js";

export const addASite: Explorer<AddASiteScenario> = {
  name: "add-a-site",
  read: (json) => readAddASiteScenario(json as AddASiteJson),
  initial: ({ json: { change } }) => ({ change }),
  controls: ({ json: { sites, candidates } }) => [
    {
      kind: "buttons",
      name: "change",
      label: "Change one thing",
      options: [
        ...Object.entries(candidates).map(([value, { city }]) => ({ value, label: `add ${city}`, site: value })),
        ...(Object.keys(sites).length > 1
          ? Object.entries(sites).map(([value, { city }]) => ({ value, label: `remove ${city}`, site: value }))
          : []),
      ],
    },
  ],
  render(scenario, state, id) {
    const drawn = draw(scenario, state, id);
    return { summary: drawn.summary, figures: [cityMap(drawn.map), ...drawn.besides] };
  },
  patch(scenario, state, id) {
    const drawn = draw(scenario, state, id);
    return { summary: drawn.summary, figures: drawn.besides, parts: cityMapParts(drawn.map) };
  },
};

function draw(scenario: AddASiteScenario, state: State, id: string) {
  const change = changeSite(scenario, String(state.change));
  return { summary: summary(scenario, change), map: mapOf(scenario, change, id), besides: [measures(change, id)] };
}

function mapOf(
  { service, json }: AddASiteScenario,
  { after, letter, isAdded }: SiteChange,
  id: string,
): CityMapOptions {
  const { deployment, users } = service;
  const shown = deployment.sites.filter(({ name }) => name === letter || name in json.sites);
  return {
    name: `${id}-map`,
    title: "Who answers the users of each city afterwards",
    subtitle: isAdded ? `With site ${letter}` : `Without site ${letter}`,
    cities: citiesAt(answersOf(service, after), deployment.sites, users),
    sites: shown.map(({ name, city, lat, lon }) => ({
      name,
      place: city,
      lat,
      lon,
      dead: name === letter && !isAdded,
    })),
    unit: "thousand users",
  };
}

const ms = (value: number) => `${value.toFixed(0)} ms`;

function summary({ service }: AddASiteScenario, { letter, isAdded, before, after, gain, lose }: SiteChange): string {
  const { city } = service.deployment.sites.find(({ name }) => name === letter)!;
  const [was, is] = [before.rttMs, after.rttMs];
  const way =
    Math.abs(is.mean - was.mean) < 0.05
      ? "leaves the mean at"
      : is.mean > was.mean
        ? "raises the mean round trip from"
        : "lowers the mean round trip from";
  const from = way.startsWith("leaves") ? "" : ` ${was.mean.toFixed(1)} to`;
  return (
    `${isAdded ? "Adding" : "Removing"} ${letter} in ${city} ${way}${from} ${is.mean.toFixed(1)} ms, and the 95th percentile goes from ${ms(was.p95)} to ${ms(is.p95)}. ` +
    `${percent(gain.share)} of the users gain, ${ms(-gain.meanMs)} on average; ${percent(lose.share)} lose, ${ms(lose.meanMs)} on average.`
  );
}

function measures({ before, after }: SiteChange, id: string): Figure {
  const row = (name: string, { rttMs: { mean, p50, p90, p95, p99 }, atBestSite }: SiteChange["before"]) => [
    name,
    ...[mean, p50, p90, p95, p99, 100 * atBestSite],
  ];
  const column = (name: string) => ({ name, unit: "ms", digits: 1 });
  return tableFigure({
    name: `${id}-table`,
    title: "Before and after",
    columns: [
      "",
      ...["mean", "median", "p90", "p95", "p99"].map(column),
      { name: "on the best site", unit: "%", digits: 1 },
    ],
    rows: [row("before", before), row("after", after)],
  });
}
