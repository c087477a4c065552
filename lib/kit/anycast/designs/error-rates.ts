// The round trips of a design steered by DNS, at every rate of one kind of geolocation error. The share of users sent to each
// address is linear in the rate, so two evaluations of DNS give all rates. The counterpart of break-even.ts for the tail.
import { spreadOf, type Spread } from "../quantile.js";
import { internetClients, locate } from "../internet/index.js";
import { designRoutes, type EvaluateOptions } from "./evaluate.js";
import { steer } from "./steering.js";

/**
 * The round trips of the answered users by the rate of errors, 0..1, in ms: equal to the result of `evaluate`, but cheap for
 * each further rate.
 * @example rttByErrorRate({ deployment: worldwide, design: { kind: "geodns" }, level: "country" })(0.1).mean // 112.4
 * @param options those of evaluate, and the kind of error
 * @param options.level the kind of error: another city of the country, another country of the region, another continent
 */
export function rttByErrorRate({
  level,
  ...options
}: Pick<EvaluateOptions, "deployment" | "design" | "clients" | "inflation" | "dns" | "routes"> & {
  readonly level: "city" | "country" | "continent";
}): (rate: number) => Spread {
  const { topology } = options.deployment;
  const clients = locate(topology, options.clients ?? internetClients(topology));
  const { services, catchments } = options.routes ?? designRoutes(options);
  const steeringAt = (rate: number) =>
    steer({ services, catchments, clients, dns: { ...options.dns, errors: { [level]: rate } } });
  const [right, wrong] = [steeringAt(0), steeringAt(1)];
  const most = clients.length * catchments.length;
  const [rttMs, from, to] = Array.from({ length: 3 }, () => new Float64Array(most));
  let rows = 0;
  clients.forEach(({ weight }, i) =>
    catchments.forEach(({ landings }, s) => {
      if (landings.site[i] < 0 || right[i][s] + wrong[i][s] === 0) return;
      rttMs[rows] = landings.rttMs[i];
      from[rows] = weight * right[i][s];
      to[rows++] = weight * wrong[i][s];
    }),
  );
  return (rate) =>
    spreadOf(
      rttMs,
      from.map((part, row) => (1 - rate) * part + rate * to[row]),
    );
}
