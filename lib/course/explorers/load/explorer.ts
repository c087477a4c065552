// "Who gets the load": sites withdraw, and bots live where the reader presses; the catchments say which site gets what, and the
// bars which site has room for it (N-1, and absorb or withdraw: Moura et al. 2016).
import { cityMap, cityMapParts, utilisationFigure, type CityMapOptions, type Figure } from "anycast-kit/figures";
import { count, hintHtml, percent, type Control, type Explorer, type State } from "../core/index.js";
import { citiesOf } from "../knobs/index.js";
import { ENDS, readLoadScenario, type LoadJson, type LoadScenario } from "./data.js";
import { underLoad, type SitesUnderLoad } from "./demands.js";

const name = "load";

export const load: Explorer<LoadScenario> = {
  name,
  read: (json) => readLoadScenario(json as LoadJson),
  initial: ({ initial }) => initial,
  controls: ({ deployment, homes, room }): Control[] => [
    { kind: "range", name: "load", label: "Flood", ...ENDS.load, format: (value) => `${value} % of the normal load` },
    { kind: "select", name: "around", label: "Bots live around", options: homes },
    { kind: "range", name: "withinKm", label: "Within", ...ENDS.withinKm, format: (value) => `${count(value)} km` },
    room === "times"
      ? { kind: "range", name: "room", label: "A site can take", ...ENDS.times, format: (value) => `${value.toFixed(1)} times its load` }
      : { kind: "range", name: "room", label: "Each site can take", ...ENDS.each, format: (value) => `${value} % of the normal load` },
    ...deployment.sites.map(({ name: site, city }): Control => ({ kind: "checkbox", name: site, label: `${site} ${city}`, group: { label: "Announcing" } })),
  ], // prettier-ignore
  render(scenario, state, id) {
    const now = underLoad(scenario, state);
    const html = hintHtml("press a site to withdraw it; press a city, and the bots live around it");
    return { summary: summarize(scenario, state, now), figures: [cityMap(mapOf(scenario, state, now, id)), bars(now, id)], html }; // prettier-ignore
  },
  patch(scenario, state, id) {
    const now = underLoad(scenario, state);
    const parts = cityMapParts(mapOf(scenario, state, now, id));
    return { summary: summarize(scenario, state, now), figures: [bars(now, id)], parts };
  },
  touch({ homes, deployment }, state, from, onto) {
    if (onto !== undefined) return undefined;
    const [kind, key] = [from.slice(0, from.indexOf(":")), from.slice(from.indexOf(":") + 1)];
    if (kind === "site" && deployment.sites.some(({ name: site }) => site === key))
      return { set: { [key]: state[key] === "on" ? "off" : "on" } };
    // Bots that send nothing would change nothing: the first press lets them send.
    if (kind === "city" && homes.includes(key)) return { set: { around: key, ...(state.load === 0 && { load: 400 }) } };
    return undefined;
  },
};

function mapOf(scenario: LoadScenario, state: State, now: SitesUnderLoad, id: string): CityMapOptions {
  const { deployment, users, homes } = scenario;
  const places = users.cities.filter(({ city }) => homes.includes(city));
  const home = places.find(({ city }) => city === state.around);
  return {
    name: `${id}-map`,
    title: "Which site the users of each city reach, and where the bots live",
    subtitle: `A generated Internet of ${count(deployment.topology.asns.length - 1)} ASes`,
    cities: citiesOf(now.catchment, users),
    sites: deployment.sites.map(({ name: letter, city, lat, lon }) => ({
      ...{ name: letter, place: city, lat, lon },
      dead: now.withdrawn.includes(letter),
    })),
    ...(home && {
      ring: { ...home, km: Number(state.load) > 0 ? Number(state.withinKm) : 0, means: "the bots live in here" },
    }),
    unit: "thousand users",
    touch: true,
    spots: places.map(({ city, lat, lon }) => ({ key: `city:${city}`, lat, lon })),
  };
}

function bars({ load: arriving, withdrawn }: SitesUnderLoad, id: string): Figure {
  return utilisationFigure([{ name: "Each site", load: arriving, withdrawn }], {
    name: `${id}-load`,
    title: "What arrives, and what each site can take",
    unit: "% of the normal load",
  });
}

function summarize(
  _scenario: LoadScenario,
  state: State,
  { load: arriving, withdrawn, flood }: SitesUnderLoad,
): string {
  const sentences: string[] = [];
  if (withdrawn.length > 0) sentences.push(`Withdrawn: ${withdrawn.join(", ")}.`);
  if (Number(state.load) > 0) {
    const most = flood.reduce((best, share, i) => (share > flood[best] ? i : best), 0);
    sentences.push(
      flood[most] > 0
        ? `Site ${arriving.sites[most].site} gets ${percent(flood[most])} of the flood.`
        : "No site gets the flood.",
    );
  }
  const over = arriving.overloaded;
  sentences.push(
    over.length === 0 ? "No site is overloaded." : `Overloaded: ${over.join(", ")}.`,
    `${percent(arriving.legitimateAnswered)} of the users' queries are answered.`,
  );
  return sentences.join(" ");
}
