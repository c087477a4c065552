// Who answers whom under a design, for figures: every user at each address that DNS may hand out, with the chance of it as weight.
import type { Coordinates } from "../../geo/coordinates.js";
import { outcomeColumns } from "./columns.js";
import { forEachPart, type Evaluation } from "./evaluate.js";

/** Users of one city, and who answers them; "none" for nobody. As cityMap of the figures reads it. */
export interface CityAnswers extends Coordinates {
  readonly city: string;
  readonly weight: number;
  readonly weights: Readonly<Record<string, number>>;
}

/** Round trips, and the weight of the users who have each of them, in two columns; users who get no answer are left out. */
export function roundTrips(evaluation: Evaluation): { readonly rttMs: Float64Array; readonly weights: Float64Array } {
  const outcomes = evaluation.catchments.map(outcomeColumns);
  const rttMs: number[] = [];
  const weights: number[] = [];
  forEachPart(evaluation, evaluation.catchments[0].clients, (part, client, service) => {
    if (outcomes[service].site[client] < 0) return;
    rttMs.push(outcomes[service].rttMs[client]);
    weights.push(part);
  });
  return { rttMs: Float64Array.from(rttMs), weights: Float64Array.from(weights) };
}

/** By falling weight. Clients without a city are left out. */
export function answersByCity(evaluation: Evaluation): readonly CityAnswers[] {
  const { catchments } = evaluation;
  const cities = new Map<string, CityAnswers & { weight: number; weights: Record<string, number> }>();
  forEachPart(evaluation, catchments[0].clients, (part, client, service) => {
    const { city, lat, lon, site = "none" } = catchments[service].clients[client];
    if (city === undefined) return;
    const here = cities.get(city) ?? { city, lat: lat!, lon: lon!, weight: 0, weights: {} };
    cities.set(city, here);
    here.weight += part;
    here.weights[site] = (here.weights[site] ?? 0) + part;
  });
  return [...cities.values()].sort((a, b) => b.weight - a.weight);
}
