// Which sites of a scenario do not announce from the beginning.
import type { RoutingEvent } from "../../routing/convergence/index.js";

/** Whether a site announces from the beginning: it does not if the first event that names it is a plain announcement. */
export const announcesLater = (events: readonly RoutingEvent[], site: string): boolean => {
  const first = events.find((event) => event.site === site && !("ends" in event));
  return first?.kind === "announce" && first.change === undefined;
};
