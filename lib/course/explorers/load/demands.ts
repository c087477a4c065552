// What arrives at each site for a state of the controls, and what each can take. The normal load of all users is 100.
import { loadOf, type Load } from "anycast-kit/anycast";
import { greatCircleKm } from "anycast-kit/geo";
import type { State } from "../core/index.js";
import { sharesOf, type KnobsCatchment } from "../knobs/index.js";
import type { LoadScenario } from "./data.js";

/** A state of the controls, computed. */
export interface SitesUnderLoad {
  readonly catchment: KnobsCatchment;
  readonly withdrawn: readonly string[];
  readonly load: Load;
  /** By site, the share of the flood that reaches it, 0..1; all 0 without bots. */
  readonly flood: readonly number[];
}

/** Sites that do not announce in this state. */
export const withdrawnIn = ({ deployment }: LoadScenario, state: State): readonly string[] =>
  deployment.sites.map(({ name }) => name).filter((name) => state[name] === "off");

export function underLoad(scenario: LoadScenario, state: State): SitesUnderLoad {
  const { users, deployment, room, without } = scenario;
  const withdrawn = withdrawnIn(scenario, state);
  const catchment = without(withdrawn);
  const [now, today] = [sharesOf(catchment, users), sharesOf(without([]), users)];
  const flood = floodOf(scenario, state, catchment);
  const attack = Number(state.load);
  const demands = deployment.sites.map(({ name: site }, i) => ({
    site,
    legitimate: 100 * now[i],
    attack: attack * flood[i],
    capacity: Number(state.room) * (room === "times" ? 100 * today[i] : 1),
  }));
  const nowhere = { legitimate: 100 * now[deployment.sites.length], attack: 0 };
  return { catchment, withdrawn, load: loadOf(demands, nowhere), flood };
}

/** Bots live in households: as many as there are users in each city around their home. */
function floodOf({ users, deployment }: LoadScenario, state: State, { site }: KnobsCatchment): readonly number[] {
  const home = users.cities.find(({ city }) => city === state.around);
  const shares = deployment.sites.map(() => 0);
  if (!home || Number(state.load) === 0) return shares;
  const isNear = users.cities.map((each) => greatCircleKm(home, each) < Number(state.withinKm));
  let bots = 0;
  users.clients.forEach(({ weight }, i) => {
    if (!isNear[users.cityOf[i]]) return;
    bots += weight;
    if (site[i] < shares.length) shares[site[i]] += weight;
  });
  return shares.map((share) => share / bots);
}
