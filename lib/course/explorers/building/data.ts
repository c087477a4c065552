// The data of "one building": which method the balancers use, what happens, which flow is followed. Each pair is simulated once.
import { lruCache } from "anycast-kit/figures";
import { building, type BuildingEvent, type BuildingMethod, type BuildingStory } from "../../stories/index.js";
import type { State } from "../core/index.js";

/** The data `explore("building", ...)` takes. */
export interface BuildingProps {
  /** Defaults to "second chance". */
  readonly method?: BuildingMethod;
  /** Defaults to "G joins". */
  readonly event?: BuildingEvent;
  /** The client whose packet is drawn, 1 to 120. Defaults to the first whose packet is forwarded or reset, or else to 1. */
  readonly flow?: number;
}

/** The same in a page, with the defaults filled in. */
export type BuildingJson = Required<Omit<BuildingProps, "flow">> & Pick<BuildingProps, "flow">;

export const FLOWS = 120;

export interface BuildingScenario {
  readonly initial: State;
  readonly story: (method: BuildingMethod, event: BuildingEvent) => BuildingStory;
  /** Clients whose packet a server forwards, or that are reset: 1 to 120, in order. */
  readonly affected: (method: BuildingMethod, event: BuildingEvent) => readonly number[];
}

export function readBuilding(initial: BuildingJson): BuildingScenario {
  const stories = lruCache<BuildingStory>();
  const story: BuildingScenario["story"] = (method, event) =>
    stories(`${method}, ${event}`, () => building({ method, event, downloads: FLOWS }));
  const affected: BuildingScenario["affected"] = (method, event) =>
    story(method, event).flows.flatMap(({ visits, isComplete }, i) =>
      !isComplete || visits.length > 1 ? [i + 1] : [],
    );
  const { method, event, flow = affected(method, event)[0] ?? 1 } = initial;
  return { initial: { method, event, flow }, story, affected };
}
