// What changes at a router while a scenario's events are played: what a site announces, and which sessions are shut down.
import type { ResolvedAnnouncement } from "../routing/bgp/index.js";
import type { PlannedRouter } from "./plan.js";

export interface RouterState {
  /** What a site announces; absent at other routers, and while the site announces nothing. */
  readonly announcement?: ResolvedAnnouncement;
  /** The sessions that an operator has shut down, by protocol. */
  readonly closed: ReadonlySet<string>;
}

/** As planned: sites announce, and all sessions may open. */
export const plannedState = ({ announces }: PlannedRouter): RouterState => ({
  ...(announces && { announcement: announces.announcement }),
  closed: new Set(),
});
