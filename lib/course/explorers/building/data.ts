// The data of "one building": which method the balancers use, what happens, which flow is followed. Each pair is simulated once.
import { lruCache } from "anycast-kit/figures";
import { building, type BuildingEvent, type BuildingMethod, type BuildingStory } from "../../stories/index.js";
import type { State } from "../core/index.js";

/** The data `explore("building", ...)` takes. */
export interface BuildingProps {
  /** Defaults to "modulo". */
  readonly method?: BuildingMethod;
  /** Defaults to "G joins". */
  readonly event?: BuildingEvent;
  /** The flow whose packet is drawn, 1 to 24. Defaults to 2. */
  readonly flow?: number;
}

/** The same in a page, with all defaults filled in. */
export type BuildingJson = Required<BuildingProps>;

export const FLOWS = 24;

export interface BuildingScenario {
  readonly initial: State;
  readonly story: (method: BuildingMethod, event: BuildingEvent) => BuildingStory;
}

export function readBuilding(initial: BuildingJson): BuildingScenario {
  const stories = lruCache<BuildingStory>();
  const story: BuildingScenario["story"] = (method, event) =>
    stories(`${method}, ${event}`, () => building({ method, event, downloads: FLOWS }));
  return { initial: { ...initial }, story };
}
