// "Designs": who should choose the site, BGP, DNS or both? The same users, sites and Internet under one design after the other, on
// one map; the tail of all of them; and users without an answer over time when a site or a region fails.
import { cityMap, cityMapParts, type CityMapOptions, type Figure, sharesFigure } from "anycast-kit/figures";
import { type Explorer, type State, count } from "../core/index.js";
import { designsControls } from "./controls.js";
import { outageCurves, rttCurves } from "./curves.js";
import {
  chosenTransit,
  initialState,
  lastSecond,
  outcomesOf,
  readDesignsScenario,
  settingOf,
  type DesignOutcome,
  type DesignsScenario,
  type Setting,
} from "./data.js";
import { citiesAt } from "./moment.js";
import type { DesignsJson } from "./props.js";
import { designsSummary } from "./summary.js";
import { designsTable } from "./tables.js";

export const designs: Explorer<DesignsScenario> = {
  name: "designs",
  read: (json) => readDesignsScenario(json as DesignsJson),
  initial: initialState,
  controls: designsControls,
  render(scenario, state, id) {
    const { summary, table, map, besides } = draw(scenario, state, id);
    return { summary, figures: [table, ...(map ? [cityMap(map)] : []), ...besides] };
  },
  patch(scenario, state, id) {
    const { summary, table, map, besides } = draw(scenario, state, id);
    return { summary, figures: [table, ...besides], parts: map ? cityMapParts(map) : new Map() };
  },
};

function draw(asBuilt: DesignsScenario, state: State, id: string) {
  const scenario = chosenTransit(asBuilt, state);
  const setting = settingOf(scenario, state);
  const outcomes = outcomesOf(scenario, setting);
  const chosen = outcomes.find(({ name }) => name === setting.chosen)!;
  const last = lastSecond(scenario, state);
  const beside = () =>
    setting.death ? outageCurves(outcomes, setting, { id, last }) : loadShares(scenario, chosen, id);
  const besides: Figure[] = [
    rttCurves(outcomes, setting, { id, most: scenario.most }),
    ...(scenario.json.short ? [] : [beside()]),
  ];
  return {
    summary: designsSummary(outcomes, setting),
    table: designsTable(outcomes, setting, { id, isShort: scenario.json.short }),
    map: scenario.json.short || !scenario.json.map ? undefined : mapOf(scenario, setting, chosen, id),
    besides,
  };
}

function mapOf(
  { service: { deployment, users } }: DesignsScenario,
  { death }: Setting,
  { answers }: DesignOutcome,
  id: string,
): CityMapOptions {
  const ases = deployment.topology.asns.length - 1;
  return {
    name: `${id}-map`,
    title: "Who answers the users of each city",
    subtitle: `A generated Internet of ${count(ases)} ASes; each AS has users in every city where it has a PoP`,
    cities: citiesAt(answers, deployment.sites, users),
    sites: deployment.sites.map(({ name: letter, city, lat, lon }) => ({
      name: letter,
      place: city,
      lat,
      lon,
      dead: death?.sites.includes(letter) ?? false,
    })),
    unit: "thousand users",
  };
}

/** The load of each site. */
function loadShares(
  { service: { deployment } }: DesignsScenario,
  { evaluation, name }: DesignOutcome,
  id: string,
): Figure {
  const { sites, unrouted } = evaluation.load;
  const all = sites.reduce((sum, { legitimate }) => sum + legitimate, unrouted.legitimate);
  return sharesFigure(
    sites.map(({ site, legitimate }) => ({ site, share: legitimate / all })),
    {
      name: `${id}-beside`,
      title: "The load of each site",
      subtitle: `Share of the users under ${name}`,
      places: Object.fromEntries(deployment.sites.map(({ name: letter, city }) => [letter, city])),
    },
  );
}
