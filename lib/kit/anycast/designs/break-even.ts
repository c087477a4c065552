// The rate of geolocation errors above which a design steered by DNS is worse than one that is not. The mean round trip is
// linear in the rate, because an error sends a fixed mixture of users to each address, so two points give the exact answer.
import { evaluate, type DesignRoutes, type EvaluateOptions } from "./evaluate.js";

export interface BreakEven {
  /** The rate, 0..1, at which the means are equal; absent if there is none. */
  readonly rate?: number;
  /** Mean round trip of the steered design without errors and with errors only, ms. */
  readonly withoutErrorsMs: number;
  readonly allErrorsMs: number;
  /** Mean round trip of the baseline, ms. */
  readonly baselineMs: number;
}

/**
 * The rate of geolocation errors at which a design steered by DNS equals the baseline, between none and all wrong.
 * @example breakEven({ deployment: worldwide, design: { kind: "geodns" }, level: "country" }).baselineMs // 109.1
 * @param options those of evaluate, the kind of error, and the baseline
 * @param options.level the kind of error: another city of the country, another country of the region, another continent
 * @param options.baselineMs mean round trip to compare with. Defaults to that of the global design on the same sites
 */
export function breakEven({
  level,
  baselineMs,
  ...options
}: EvaluateOptions & { readonly level: "city" | "country" | "continent"; readonly baselineMs?: number }): BreakEven {
  const at = (rate: number, routes?: DesignRoutes) =>
    evaluate({ ...options, routes, dns: { ...options.dns, errors: { [level]: rate } } });
  const perfect = at(0, options.routes);
  const withoutErrorsMs = perfect.rttMs.mean;
  const allErrorsMs = at(1, perfect).rttMs.mean;
  const baseline = baselineMs ?? evaluate({ ...options, routes: undefined, design: { kind: "global" } }).rttMs.mean;
  const rate = (baseline - withoutErrorsMs) / (allErrorsMs - withoutErrorsMs);
  return { ...(rate >= 0 && rate <= 1 && { rate }), withoutErrorsMs, allErrorsMs, baselineMs: baseline };
}
