// "Turn the knobs": an anycast operator's knobs at every site, and a world map with the site that answers the users of each
// city. A change patches only the cities that moved.
import { isAnnouncing } from "anycast-kit/anycast";
import {
  cityMap,
  cityMapParts,
  type CityMapOptions,
  sharesFigure,
  tableFigure,
  type Figure,
} from "anycast-kit/figures";
import { count, hintHtml, type Explorer, type State } from "../core/index.js";
import { catchmentOf, citiesOf, medianRtts, sharesOf, type KnobsCatchment } from "./catchment.js";
import { ANNOUNCED, knobControls, turned } from "./controls.js";
import { readKnobsScenario, type KnobsJson, type KnobsScenario } from "./data.js";
import { knobsSummary } from "./summary.js";

const name = "knobs";

export const knobs: Explorer<KnobsScenario> = {
  name,
  read: (json) => readKnobsScenario(json as KnobsJson),
  initial: ({ initial }) => initial,
  controls: ({ deployment, neighbours }) => knobControls(deployment, neighbours),
  render(scenario, state, id) {
    const now = turnKnobs(scenario, state);
    const figures = [cityMap(mapOf(scenario, now, id)), ...besides(scenario, now, id)];
    return { summary: knobsSummary(scenario, state, now), figures, html: hintHtml("press a site to withdraw it, press it again to announce it") }; // prettier-ignore
  },
  touch: (_scenario, state, from, onto) => {
    const control = `${from.slice("site:".length)}-announced`;
    if (onto !== undefined || !(control in state)) return undefined;
    const [announced, withdrawn] = [ANNOUNCED[0], ANNOUNCED[ANNOUNCED.length - 1]];
    return { set: { [control]: state[control] === withdrawn ? announced : withdrawn } };
  },
  patch(scenario, state, id) {
    const now = turnKnobs(scenario, state);
    return {
      summary: knobsSummary(scenario, state, now),
      figures: besides(scenario, now, id),
      parts: cityMapParts(mapOf(scenario, now, id)),
    };
  },
};

/** The catchment for a state of the knobs. */
export function turnKnobs({ deployment, neighbours, users }: KnobsScenario, state: State): KnobsCatchment {
  return catchmentOf(turned(deployment, neighbours, state), users);
}

function mapOf({ deployment, users }: KnobsScenario, now: KnobsCatchment, id: string): CityMapOptions {
  const ases = deployment.topology.asns.length - 1;
  return {
    name: `${id}-map`,
    title: `Who answers the users of each city at ${deployment.address.text}`,
    subtitle: `A generated Internet of ${count(ases)} ASes; each AS has users in every city where it has a PoP`,
    cities: citiesOf(now, users),
    sites: deployment.sites.map(({ name: letter, city, lat, lon }) => ({
      name: letter,
      place: city,
      lat,
      lon,
      dead: !isAnnouncing(now.deployment, letter),
    })),
    unit: "thousand users",
    touch: true,
  };
}

/** The figures beside the map. */
function besides(scenario: KnobsScenario, now: KnobsCatchment, id: string): Figure[] {
  const { deployment, users, before } = scenario;
  const [share, was] = [sharesOf(now, users), sharesOf(before(now.deployment), users)];
  const letters = [...deployment.sites.map(({ name: letter }) => letter), "none"];
  const shown = letters
    .map((site, i) => ({ site, share: Math.min(1, share[i]) }))
    .filter(({ site, share: part }) => site !== "none" || part > 0);
  const places = Object.fromEntries(deployment.sites.map(({ name: letter, city }) => [letter, city]));
  const medians = medianRtts(now, users);
  return [
    sharesFigure(shown, { name: `${id}-shares`, title: "Share of the users", places }),
    tableFigure({
      name: `${id}-sites`,
      title: "Site by site",
      description:
        "Parts of all users, now and before. Round trips are propagation only: 1.6 times the " +
        "great circle along the cities where packets pass from AS to AS. An AS sends each packet out at the nearest of its equally good exits.",
      columns: [
        "site",
        { name: "users", unit: "%", digits: 1 },
        { name: "before", unit: "%", digits: 1 },
        { name: "median round trip", unit: "ms", digits: 0, kind: "number" },
      ],
      rows: deployment.sites.map(({ name: letter }, i) => [letter, 100 * share[i], 100 * was[i], medians[i] ?? "–"]),
    }),
  ];
}
