// Observed catchments beside predicted ones as a page of maps, of the same ASes: where both say, where the prediction was wrong, and
// which site these ASes use. An AS stands in the city that it is given. One file, nothing loaded from the network.
import type { Coordinates } from "../../geo/index.js";
import { figureCss } from "../../figures/index.js";
import { escapeHtml, siteLetters, type Figure } from "../../figures/core/index.js";
import { cityMap, type CityUsers } from "../../figures/map/index.js";
import { tableFigure } from "../../figures/table/index.js";
import { contents } from "../contents.js";
import { renderPage } from "../page.js";
import { shareOutlines } from "../shared-outlines.js";

/** An AS that was observed at one site, and has a predicted one. */
export interface ObservedAs {
  readonly asn: number;
  readonly observed: string;
  readonly predicted: string;
}

interface NamedPlace extends Coordinates {
  readonly name: string;
}

export interface ObservedPageOptions {
  /** At most eight. */
  readonly sites: readonly string[];
  readonly ases: readonly ObservedAs[];
  /** Where an AS stands; undefined if that is not known. */
  readonly cityOf: (asn: number) => NamedPlace | undefined;
  /** How the places were found, as a sentence. */
  readonly places: string;
}

/** @throws RangeError for more sites than there are marks, or for no AS with a place */
export function observedPage(options: ObservedPageOptions): string {
  const { sites, ases, cityOf, places } = options;
  if (sites.length > siteLetters.length)
    throw new RangeError(`A map has at most ${siteLetters.length} sites (got ${sites.length}).`);
  const placed = ases.flatMap((each) => {
    const city = cityOf(each.asn);
    return city ? [{ ...each, city }] : [];
  });
  if (placed.length === 0) throw new RangeError("No observed AS has a known place.");
  const wrong = placed.filter(({ observed, predicted }) => observed !== predicted);
  const count = (value: number) => value.toLocaleString("en");
  const share = (100 * (placed.length - wrong.length)) / placed.length;
  const title = "Observed and predicted catchments";
  const summary = `${count(placed.length)} observed ASes; the predicted site is the observed one for ${share.toFixed(1)} % of them.`;
  const map = (name: string, titled: string, from: readonly Placed[], siteOf: (as: ObservedAs) => string) =>
    cityMap({
      name,
      title: titled,
      cities: byCity(from, (each) => siteLetters[sites.indexOf(siteOf(each))]),
      // Their places are not known: they are in the legend, not on the map.
      sites: sites.map((site, i) => ({ name: siteLetters[i], place: site, lat: 0, lon: 0 })),
      absent: siteLetters.slice(0, sites.length),
      unit: "ASes",
    });
  const figures: readonly (Figure | string)[] = [
    map("observed", "Observed: the site that each AS uses", placed, ({ observed }) => observed),
    map("predicted", "Predicted, for the same ASes", placed, ({ predicted }) => predicted),
    wrong.length > 0
      ? map("wrong", `Predicted wrong: ${count(wrong.length)} ASes, with the site that they use`, wrong, ({ observed }) => observed) // prettier-ignore
      : "<p>No prediction was wrong.</p>",
    agreement(sites, placed),
  ];
  const unplaced = ases.length - placed.length;
  const limits = `${places}${unplaced > 0 ? ` ${count(unplaced)} observed ASes have no known place and are left out.` : ""}`;
  return renderPage({
    title,
    description: summary,
    name: "observed",
    css: `${figureCss}\nsection>.shown{max-width:var(--wide)}\n`,
    bundle: "",
    bar: `<a class="home" href="#page-main">anycast catchment</a>`,
    contents: contents([{ level: 2, id: "maps", text: "Observed and predicted" }]),
    main: `<header class="lead"><h1>${escapeHtml(title)}</h1><p class="standfirst">${escapeHtml(summary)}</p></header>\n${shareOutlines(
      `<section aria-labelledby="maps"><div class="heading"><h2 id="maps">Observed and predicted</h2></div>\n<p>${escapeHtml(limits)}</p>\n${figures
        .map((figure) => (typeof figure === "string" ? figure : `<div class="shown">${figure.html}</div>`))
        .join("\n")}</section>`,
    )}`,
    foot: "<p>Made by anycast-kit. This page is one file and loads nothing from the network.</p>",
  });
}

type Placed = ObservedAs & { readonly city: NamedPlace };

/** ASes of each city by site, the largest first. */
function byCity(ases: readonly Placed[], letterOf: (as: ObservedAs) => string): readonly CityUsers[] {
  const found = new Map<string, { readonly city: NamedPlace; readonly weights: Record<string, number> }>();
  for (const each of ases) {
    const entry = found.get(each.city.name) ?? { city: each.city, weights: {} };
    const letter = letterOf(each);
    entry.weights[letter] = (entry.weights[letter] ?? 0) + 1;
    found.set(each.city.name, entry);
  }
  return [...found.values()]
    .map(({ city: { name, lat, lon }, weights }) => {
      const weight = Object.values(weights).reduce((sum, value) => sum + value, 0);
      return { city: name, lat, lon, weight, weights };
    })
    .sort((a, b) => b.weight - a.weight || (a.city < b.city ? -1 : 1));
}

function agreement(sites: readonly string[], ases: readonly ObservedAs[]): Figure {
  const of = (predicted: string, observed: string) =>
    ases.filter((each) => each.predicted === predicted && each.observed === observed).length;
  return tableFigure({
    name: "agreement",
    title: "ASes by predicted and observed site",
    columns: ["prediction", ...sites.map((site) => `observed ${site}`)],
    rows: sites.map((site) => [`predicted ${site}`, ...sites.map((each) => of(site, each))]),
  });
}
