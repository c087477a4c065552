// Which site answers which users under a design, for figures: every user at each address that DNS may return, weighted by the
// probability.
import type { Coordinates } from "../../geo/index.js";
import { partsOf } from "./columns.js";
import { clientsOf, forEachPart, type Evaluation } from "./evaluate.js";

/** Users of one city, and the site that answers them ("none" if no site does). The input of cityMap. */
export interface CityAnswers extends Coordinates {
  readonly city: string;
  readonly weight: number;
  readonly weights: Readonly<Record<string, number>>;
}

/** Round trips and the weight of their users, in two columns; users who get no answer are left out. */
export function roundTrips(evaluation: Evaluation): { readonly rttMs: Float64Array; readonly weights: Float64Array } {
  const { weight, client, service } = partsOf(evaluation.steering, clientsOf(evaluation));
  const [rttMs, weights] = [new Float64Array(weight.length), new Float64Array(weight.length)];
  let n = 0;
  for (let p = 0; p < weight.length; p++) {
    const { landings } = evaluation.catchments[service[p]];
    if (landings.site[client[p]] < 0) continue;
    rttMs[n] = landings.rttMs[client[p]];
    weights[n++] = weight[p];
  }
  return { rttMs: rttMs.subarray(0, n), weights: weights.subarray(0, n) };
}

/** In descending order of weight. Clients without a city are left out. */
export function answersByCity(evaluation: Evaluation): readonly CityAnswers[] {
  const { catchments } = evaluation;
  const clients = clientsOf(evaluation);
  const cities = new Map<string, CityAnswers & { weight: number; weights: Record<string, number> }>();
  forEachPart(evaluation, clients, (part, client, service) => {
    const { city, lat, lon } = clients[client];
    const { landings, deployment } = catchments[service];
    const site = deployment.sites[landings.site[client]]?.name ?? "none";
    if (city === undefined) return;
    const here = cities.get(city) ?? { city, lat: lat!, lon: lon!, weight: 0, weights: {} };
    cities.set(city, here);
    here.weight += part;
    here.weights[site] = (here.weights[site] ?? 0) + part;
  });
  return [...cities.values()].sort((a, b) => b.weight - a.weight);
}
