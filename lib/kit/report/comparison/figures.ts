// The pictures of a comparison: round trips, catchments, and the load of sites.
import { loadOf } from "../../anycast/index.js";
import type { ComparisonPicture } from "../../anycast/designs/index.js";
import { cityMap } from "../../figures/map/index.js";
import { distributionFigure, utilisationFigure, type Distribution } from "../../figures/chart/index.js";
import { siteLetters, type Figure } from "../../figures/core/index.js";
import type { ComparisonReport, ReportedDesign } from "./report.js";

/** Maximum number of lines in a chart. */
const LINES = 5;

/** Round trips over users, all Internets taken together; several charts if there are many designs, with the first design in each. */
export function roundTripFigures({ designs, rows }: ComparisonReport): readonly Figure[] {
  const lines = designs.map(({ name }): Distribution => {
    const own = rows.filter(({ design }) => design === name);
    return {
      name,
      values: own.flatMap(({ answered, rttPercentilesMs }) => [
        ...rttPercentilesMs.map((value) => ({ value, weight: answered / rttPercentilesMs.length })),
        ...(answered < 1 ? [{ value: Infinity, weight: 1 - answered }] : []),
      ]),
    };
  });
  const drawn = lines.filter(({ values }) => values.some(({ value }) => Number.isFinite(value)));
  const [first, ...others] = drawn;
  if (!first) return [];
  const charts = Math.max(1, Math.ceil(others.length / (LINES - 1)));
  return Array.from({ length: charts }, (_none, chart) =>
    distributionFigure([first, ...others.slice(chart * (LINES - 1), (chart + 1) * (LINES - 1))], {
      name: `round-trips-${chart + 1}`,
      title: charts > 1 ? `How long users wait (${chart + 1} of ${charts})` : "How long users wait",
      subtitle: "Part of the users of all Internets together whose round trip is no longer",
      what: "round trip",
      log: true,
    }),
  );
}

/** Whether the sites have marks (letters A to H). */
export const isDrawn = (sites: readonly string[]): boolean =>
  sites.every((site) => (siteLetters as readonly string[]).includes(site));

/** Catchments under each design, on the Internet of the first seed; none if there are more sites than marks. */
export function catchmentMaps(
  { designs, inputs, rows }: ComparisonReport,
  pictures: ReadonlyMap<string, ComparisonPicture>,
): readonly Figure[] {
  const [seed] = inputs[0].comparison.seeds;
  return designs.flatMap(({ name }, i) => {
    const picture = pictures.get(name);
    if (!picture || !isDrawn(picture.sites.map((site) => site.name))) return [];
    const row = rows.find((each) => each.design === name && each.seed === seed)!;
    return cityMap({
      name: `map-${i + 1}`,
      title: name,
      subtitle: `Each city in the colour of the site that answers most of its users; median ${row.p50Ms.toFixed(0)} ms, p95 ${row.p95Ms.toFixed(0)} ms`,
      cities: picture.cities,
      sites: picture.sites,
      unit: "thousand users",
    });
  });
}

/** Load of each site against its capacity, mean over the Internets. */
export function loadFigure(report: ComparisonReport): Figure | undefined {
  const { designs } = report;
  const rounds = designs.map((design) => ({
    name: design.name,
    load: loadOf(demandsOf(report, design), unrouted(report, design)),
  }));
  if (!rounds.every(({ load }) => isDrawn(load.sites.map(({ site }) => site)))) return undefined;
  return utilisationFigure(rounds, {
    name: "load",
    title: "How full the sites are",
    subtitle: "Demand over capacity, mean over the Internets",
  });
}

function demandsOf({ inputs, rows }: ComparisonReport, { name, input }: ReportedDesign) {
  const own = rows.filter(({ design }) => design === name);
  const { sites } = inputs[input].comparison;
  return own[0].sites.map(({ site }, i) => ({
    site,
    legitimate: own.reduce((sum, row) => sum + row.sites[i].demand, 0) / own.length,
    ...(sites[site].capacity !== undefined && { capacity: sites[site].capacity }),
  }));
}

/** The number of users without an answer, derived from those with one. */
function unrouted({ rows }: ComparisonReport, { name }: ReportedDesign) {
  const own = rows.filter(({ design }) => design === name);
  const lost = ({ answered, sites }: (typeof own)[number]) =>
    answered > 0 ? (sites.reduce((sum, { demand }) => sum + demand, 0) / answered) * (1 - answered) : 0;
  return { legitimate: own.reduce((sum, row) => sum + Math.max(0, lost(row)), 0) / own.length, attack: 0 };
}
