// Who answers whom under a design, for figures: every user at each address that DNS may hand out, with the chance of it as weight.
import type { Coordinates } from "../../geo/coordinates.js";
import type { Evaluation } from "./evaluate.js";

/** Users of one city, and who answers them; "none" for nobody. As cityMap of the figures reads it. */
export interface CityAnswers extends Coordinates {
  readonly city: string;
  readonly weight: number;
  readonly weights: Readonly<Record<string, number>>;
}

/** Round trips with the users who have them; undefined for users who get no answer. */
export function roundTrips({ catchments, steering }: Evaluation): readonly { rttMs?: number; weight: number }[] {
  const list: { rttMs?: number; weight: number }[] = [];
  forEachAnswer(catchments, steering, ({ site, rttMs, weight }, chance) => {
    if (weight > 0) list.push({ ...(site !== undefined && { rttMs }), weight: weight * chance });
  });
  return list;
}

/** By falling weight. Clients without a city are left out. */
export function answersByCity({ catchments, steering }: Evaluation): readonly CityAnswers[] {
  const cities = new Map<string, CityAnswers & { weight: number; weights: Record<string, number> }>();
  forEachAnswer(catchments, steering, ({ city, lat, lon, site = "none", weight }, chance) => {
    if (city === undefined) return;
    const here = cities.get(city) ?? { city, lat: lat!, lon: lon!, weight: 0, weights: {} };
    cities.set(city, here);
    here.weight += weight * chance;
    here.weights[site] = (here.weights[site] ?? 0) + weight * chance;
  });
  return [...cities.values()].sort((a, b) => b.weight - a.weight);
}

function forEachAnswer(
  catchments: Evaluation["catchments"],
  steering: Evaluation["steering"],
  visit: (outcome: Evaluation["catchments"][number]["clients"][number], chance: number) => void,
): void {
  steering.forEach((chances, client) =>
    chances.forEach((chance, service) => {
      if (chance > 0) visit(catchments[service].clients[client], chance);
    }),
  );
}
