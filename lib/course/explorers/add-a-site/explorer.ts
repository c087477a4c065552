// "Add a site": an additional site may raise the mean. A map shows which users gain and lose, and the AS path explains why.
import type { InternetOutcome } from "anycast-kit/anycast";
import {
  changeMap,
  changeMapParts,
  type ChangeMapOptions,
  type Figure,
  type MapPath,
  tableFigure,
} from "anycast-kit/figures";
import { hintHtml, type Control, type Explorer, type State } from "../core/index.js";
import {
  announcesName,
  announcingBefore,
  changeSite,
  readAddASiteScenario,
  type AddASiteScenario,
  type SiteChange,
} from "./data.js";
import { PREDICT, predictedInWords } from "./predicted.js";
import { addASiteSummary, asName } from "./summary.js";
import { reason } from "./why.js";
import type { AddASiteJson } from "../designs/index.js";

export const addASite: Explorer<AddASiteScenario> = {
  name: "add-a-site",
  read: (json) => readAddASiteScenario(json as AddASiteJson),
  initial: ({ json: { change, sites, candidates } }) => ({
    change,
    ...Object.fromEntries(
      Object.keys({ ...sites, ...candidates }).map((name) => [announcesName(name), name in sites ? "on" : "off"]),
    ),
    [PREDICT]: "off",
  }),
  controls(scenario, state) {
    const { sites, candidates } = scenario.json;
    const before = announcingBefore(scenario, state);
    const cities = Object.entries({ ...candidates, ...sites }).map(([value, { city }]) => ({ value, city }));
    const button = (what: string) => (each: (typeof cities)[number]) =>
      ({ value: each.value, label: `${what} ${each.city}`, site: each.value }); // prettier-ignore
    const isAnnouncing = ({ value }: (typeof cities)[number]) => before.includes(value);
    const removable = before.length > 1 ? cities.filter(isAnnouncing) : [];
    return [
      {
        kind: "buttons",
        name: "change",
        label: "Change one thing",
        options: [
          ...cities.filter((each) => !isAnnouncing(each)).map(button("add")),
          ...removable.map(button("remove")),
        ],
      },
      ...scenario.service.deployment.sites.map(({ name, city }): Control => ({
        kind: "checkbox",
        name: announcesName(name),
        label: `${name}, ${city}`,
        group: { label: "Sites that announce before" },
      })),
      { kind: "checkbox", name: PREDICT, label: "Predict from two sites at a time" },
    ];
  },
  render(scenario, state, id) {
    const drawn = draw(scenario, state, id);
    return { summary: drawn.summary, figures: [changeMap(drawn.map), ...drawn.besides], html: hintHtml("press a site to add it, or to take it away") }; // prettier-ignore
  },
  touch: (_scenario, _state, from, onto) =>
    onto === undefined ? { set: { change: from.slice("site:".length) } } : undefined,
  patch(scenario, state, id) {
    const drawn = draw(scenario, state, id);
    return { summary: drawn.summary, figures: drawn.besides, parts: changeMapParts(drawn.map) };
  },
};

function draw(scenario: AddASiteScenario, state: State, id: string) {
  const before = announcingBefore(scenario, state);
  const isOnly = before.length === 1 && before[0] === state.change;
  const other = scenario.service.deployment.sites.find(({ name }) => name !== state.change)!;
  const change = changeSite(scenario, isOnly ? other.name : String(state.change), before);
  const { letter, isAdded, sites } = change;
  const after = scenario.service.deployment.sites
    .map(({ name }) => name)
    .filter((name) => (name === letter ? isAdded : sites.includes(name)));
  return {
    summary: addASiteSummary(scenario, change) + (state[PREDICT] === "on" ? predictedInWords(scenario, after) : ""),
    map: mapOf(scenario, change, id),
    besides: [measures(change, id), whyTable(scenario, change, id)],
  };
}

/** Number of decisions with a line on the map and a row in the table, largest effect on the mean first. */
const SHOWN = 5;

function mapOf(
  { service }: AddASiteScenario,
  { cities, draws, letter, isAdded, sites: before }: SiteChange,
  id: string,
) {
  const { sites } = service.deployment;
  const paths = draws.slice(0, SHOWN).flatMap(({ after: { lat, lon, site } }): MapPath[] => {
    return site !== undefined && lat !== undefined && lon !== undefined ? [{ stops: [{ lat, lon }, site], site }] : [];
  });
  const options: ChangeMapOptions = {
    name: `${id}-map`,
    title: "Who waits longer, and who less",
    subtitle: "Lines: where packets go now, one for each of the decisions that move the mean most",
    cities,
    sites: sites.map(({ name, city, lat, lon }) => ({
      name,
      place: city,
      lat,
      lon,
      dead: name === letter && !isAdded,
    })),
    absent: sites.map(({ name }) => name).filter((name) => name !== letter && !before.includes(name)),
    paths,
    unit: "thousand users",
    touch: true,
  };
  return options;
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
    description:
      "Round trips are propagation only: 1.6 times the great circle along the cities where packets pass from AS to AS. " +
      "A user is on the best site where no other is more than 1 ms faster alone.",
    columns: [
      "sites",
      ...["mean", "median", "p90", "p95", "p99"].map(column),
      { name: "on the best site", unit: "%", digits: 1 },
    ],
    rows: [row("before", before), row("after", after)],
  });
}

function whyTable({ service, json }: AddASiteScenario, { draws, isAdded }: SiteChange, id: string): Figure {
  const { topology } = service.deployment;
  const name = (asn: number) => asName(topology, json.asn, asn);
  const way = ({ site = "nobody", rttMs, asPath }: InternetOutcome) =>
    `by ${asPath.join(" ")} to ${site}, ${rttMs < 1 ? "under 1" : rttMs.toFixed(0)} ms`;
  const rows = draws
    .slice(0, SHOWN)
    .map(({ parting, share, meanMs, before, after }) => [
      name(parting.asn),
      100 * share,
      meanMs,
      reason(parting, isAdded),
      `${before.city ?? before.name}: ${way(before)}; now ${way(after)}`,
    ]);
  return tableFigure({
    name: `${id}-why`,
    title: "Which AS decides differently now, and why",
    subtitle: "With the AS path of one of its users, whose change weighs most",
    description:
      "Users whose round trip changes by 1 ms or more, by the AS where their old path and their new one diverge.",
    columns: [
      "AS",
      { name: "users", unit: "%", digits: 1, kind: "number" },
      { name: "mean change", unit: "ms", digits: 0, kind: "number" },
      "why",
      "a user there: before, and now",
    ],
    rows: rows.length > 0 ? rows : [["none", "–", "–", "Nobody's round trip changes.", ""]],
  });
}
