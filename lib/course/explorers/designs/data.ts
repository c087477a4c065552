// The setting for a state of the controls of "designs", and every design under it: the chosen one large, the others beside it.
import {
  afterLoss,
  loseSites,
  type SiteLoss,
  type Design,
  type Evaluation,
  recoverySeconds,
  type Recovery,
  type DnsSteering,
  type Spread,
} from "anycast-kit/anycast";
import { lruCache } from "anycast-kit/figures";
import type { State } from "../core/index.js";
import { deathsOf, designNamed, isSteered, NOTHING, type Death } from "./list.js";
import { answeredSpread, answersAfter, answersOf, type After, type Answers } from "./moment.js";
import { DESIGN_NAMES, SHORT_NAMES, type DesignName, type DesignsJson } from "./props.js";
import { serviceOf, type Service } from "./service.js";

export interface DesignsScenario {
  readonly json: DesignsJson;
  readonly service: Service;
  readonly deaths: readonly Death[];
  /** By design, the fate of users when these sites fail; cached until the set changes. */
  readonly after: (design: Design, death: Death) => After;
  /** The effect of failures, by evaluation: the same for all later seconds. */
  readonly losses: WeakMap<Evaluation, Map<string, Loss>>;
  /** The end of the axis of round trips, ms. */
  readonly most: number;
  /** The same with other transit, by name; built on first use. */
  readonly others: ReadonlyMap<string, () => DesignsScenario>;
}

/** The designs that the reader may choose. */
export const namesIn = ({ short }: Pick<DesignsJson, "short">): readonly DesignName[] =>
  short ? SHORT_NAMES : DESIGN_NAMES;

/** The scenario with the transit that the reader chose. */
export const chosenTransit = (scenario: DesignsScenario, { transit }: State): DesignsScenario =>
  scenario.others.get(String(transit))?.() ?? scenario;

export function readDesignsScenario(json: DesignsJson): DesignsScenario {
  const others = Object.entries(json.transit ?? {}).map(([name, sites]) => {
    let built: DesignsScenario | undefined;
    return [name, () => (built ??= readOne({ ...json, sites }, new Map()))] as const;
  });
  return readOne(json, new Map(others));
}

function readOne(json: DesignsJson, others: DesignsScenario["others"]): DesignsScenario {
  const service = serviceOf(json);
  let [dead, known] = ["", lruCache<After>()];
  const after = (design: Design, { name, sites }: Death) => {
    if (dead !== name) [dead, known] = [name, lruCache<After>()];
    return known(JSON.stringify(design), () => afterLoss(service.routes(design), sites));
  };
  // Errors may lengthen the tail further; an axis that changes with every step would hide this.
  const tails = namesIn(json).map((name) => service.evaluate(designNamed(json, name), json.dns).rttMs.p95);
  return {
    json,
    service,
    deaths: deathsOf(json),
    after,
    losses: new WeakMap(),
    others,
    most: 50 * Math.ceil(Math.max(...tails) / 50),
  };
}

/** How DNS chooses among addresses, in words. */
export const CHOICES = { "by distance": "distance", "by measured latency": "latency" } as const;

export const SEES = ["the user's resolver", "the user (ECS)"] as const;

/** The setting given by the controls. */
export interface Setting extends Recovery {
  readonly chosen: DesignName;
  readonly dns: DnsSteering;
  readonly death?: Death;
  readonly seconds: number;
}

export function settingOf(scenario: DesignsScenario, given: State): Setting {
  const { json, deaths } = scenario;
  const { dnsSeconds, dns } = json;
  const state = { ...initialState(scenario), ...given }; // the short form has fewer controls
  const rate = Number(state.errors) / 100;
  return {
    chosen: state.design as DesignName,
    dns: {
      ...dns,
      ecs: state.sees === SEES[1],
      choice: CHOICES[state.choice as keyof typeof CHOICES],
      errors: { [state.level]: rate },
      ttlSeconds: ttlOf(String(state.ttl)),
    },
    death: deaths.find(({ name }) => name === state.dies),
    seconds: Number(state.seconds),
    bgpSeconds: ttlOf(String(state.bgp)),
    dnsSeconds,
  };
}

/** "300 s" */
export const ttlOf = (text: string) => Number(text.split(" ")[0]);

export function initialState({ json, deaths }: DesignsScenario): State {
  const { design, dead, dns, bgpSeconds, transitName } = json;
  const [level, rate] = Object.entries(dns.errors ?? {})[0] ?? ["country", 0];
  return {
    transit: transitName,
    design,
    choice: dns.choice === "latency" ? "by measured latency" : "by distance",
    sees: SEES[dns.ecs ? 1 : 0],
    level,
    errors: 100 * rate,
    bgp: `${bgpSeconds} s`,
    ttl: `${dns.ttlSeconds ?? 300} s`,
    dies: deaths.find(({ name }) => name === dead)?.name ?? NOTHING,
    seconds: 0,
  };
}

/** The last moment of the control, s: all users have moved by then. */
export function lastSecond({ deaths, json }: DesignsScenario, { ttl, bgp }: State): number {
  if (deaths.length === 0) return 10;
  const { dnsSeconds, dns } = json;
  const [ttlSeconds, bgpSeconds] = [ttlOf(String(ttl)), ttlOf(String(bgp))];
  return 10 * Math.ceil(recoverySeconds({ dns: { ...dns, ttlSeconds }, bgpSeconds, dnsSeconds }) / 10) + 10;
}

type Loss = Required<Pick<DesignOutcome, "loss" | "settled">>;

/** One design under a setting. */
export interface DesignOutcome {
  readonly name: DesignName;
  readonly design: Design;
  readonly evaluation: Evaluation;
  /** At the moment of the setting. */
  readonly answers: Answers;
  /** If something failed. */
  readonly loss?: SiteLoss;
  /** If something failed: the round trips of answered users after all possible moves. */
  readonly settled?: Spread;
}

/** All designs, in the order of the controls. */
export function outcomesOf(scenario: DesignsScenario, setting: Setting): readonly DesignOutcome[] {
  const { json, service, after } = scenario;
  return namesIn(json).map((name): DesignOutcome => {
    const design = designNamed(json, name);
    const evaluation = service.evaluate(design, isSteered(design) ? setting.dns : {});
    if (!setting.death) return { name, design, evaluation, answers: answersOf(service, evaluation) };
    const { loss, settled } = lossOf(scenario, design, evaluation, setting);
    const answers = answersAfter(service, evaluation, after(design, setting.death), setting);
    return { name, design, evaluation, answers, loss, settled };
  });
}

/** The final effect of a failure; the same for all later seconds. */
function lossOf({ service, after, losses }: DesignsScenario, design: Design, evaluation: Evaluation, setting: Setting) {
  const known = losses.get(evaluation) ?? new Map<string, Loss>();
  losses.set(evaluation, known);
  const key = `${setting.death!.name} ${setting.dns.ttlSeconds} ${setting.bgpSeconds}`;
  const found = known.get(key);
  if (found) return found;
  const became = after(design, setting.death!);
  const { dns, bgpSeconds, dnsSeconds, death } = setting;
  const recovery = { dns, bgpSeconds, dnsSeconds };
  const lost = {
    loss: loseSites(evaluation, service.deployment, { ...recovery, dead: death!.sites, after: became }),
    settled: answeredSpread(answersAfter(service, evaluation, became, { ...recovery, seconds: Infinity })),
  };
  known.set(key, lost);
  return lost;
}
