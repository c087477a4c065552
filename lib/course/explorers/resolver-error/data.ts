// The computation of "resolver-error": the mean and the tail of each design steered by DNS, at every rate of errors, and the
// rate at which its mean equals that of global anycast.
import {
  breakEven,
  type BreakEven,
  rttByErrorRate,
  type Evaluation,
  type Design,
  type DnsSteering,
  type Spread,
} from "anycast-kit/anycast";
import { lruCache } from "anycast-kit/figures";
import type { State } from "../core/index.js";
import { SEES, type Level, type ResolverErrorJson, regionalDesign, serviceOf, type Service } from "../designs/index.js";

/** The largest rate that is drawn, %. */
export const MOST_RATE = 70;
/** Step of the rates of the tail's curve, %. */
const STEP = 2.5;

export interface ErrorCurve {
  readonly name: string;
  readonly design: Design;
  readonly meets: BreakEven;
  /** Round trips at a rate, 0..1, ms. */
  readonly at: (rate: number) => Spread;
  /** The 95th percentile, ms, over the rate, %. */
  readonly tail: readonly { readonly x: number; readonly y: number }[];
}

export interface ErrorCurves {
  readonly global: Evaluation;
  readonly steered: readonly ErrorCurve[];
}

export interface ResolverErrorScenario {
  readonly json: ResolverErrorJson;
  readonly service: Service;
  /** Cached per level and per input of DNS. */
  readonly curves: (level: Level, dns: DnsSteering) => ErrorCurves;
}

export function readResolverErrorScenario(json: ResolverErrorJson): ResolverErrorScenario {
  const service = serviceOf(json);
  const designs = [
    { name: "GeoDNS", design: { kind: "geodns" } as const },
    { name: "regional anycast", design: regionalDesign(json) },
  ];
  const known = lruCache<ErrorCurves>();
  const compute = (level: Level, dns: DnsSteering): ErrorCurves => {
    const global = service.evaluate({ kind: "global" });
    const steered = designs.map(({ name, design }) => {
      const { deployment, asked: clients } = service;
      const routes = service.routes(design);
      const options = { deployment, clients, design, dns, level, routes, unicast: service.unicast() };
      const meets = breakEven({ ...options, baselineMs: global.rttMs.mean });
      const at = rttByErrorRate(options);
      const rates = Array.from({ length: MOST_RATE / STEP + 1 }, (_none, i) => i * STEP);
      return { name, design, meets, at, tail: rates.map((x) => ({ x, y: at(x / 100).p95 })) };
    });
    return { global, steered };
  };
  const curves = (level: Level, dns: DnsSteering) => known(JSON.stringify([level, dns.ecs]), () => compute(level, dns));
  return { json, service, curves };
}

export interface ErrorSetting {
  readonly level: Level;
  readonly rate: number;
  readonly dns: DnsSteering;
}

export function errorSetting({ json }: ResolverErrorScenario, { level, rate, sees }: State): ErrorSetting {
  return { level: level as Level, rate: Number(rate) / 100, dns: { ...json.dns, ecs: sees === SEES[1] } };
}
