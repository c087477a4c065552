// "One building": two balancers and servers A to F; servers join or drain, a balancer fails. The drawing shows the open flows of each
// server, the flows that break, and the path of one flow's packet after the change.
import { tiersFigure, type TierNode, type TierPath } from "anycast-kit/figures";
import { BUILDING_EVENTS, BUILDING_METHODS, type BuildingEvent, type BuildingFlow, type BuildingMethod } from "../../stories/index.js"; // prettier-ignore
import { capitalised, type Explorer } from "../core/index.js";
import { FLOWS, readBuilding, type BuildingJson, type BuildingScenario } from "./data.js";

const name = "building";

export const building: Explorer<BuildingScenario> = {
  name,
  read: (json) => readBuilding(json as BuildingJson),
  initial: ({ initial }) => initial,
  controls: ({ affected }, state) => [
    { kind: "select", name: "method", label: "The balancers use", options: BUILDING_METHODS },
    {
      kind: "buttons",
      name: "event",
      label: "What happens",
      options: BUILDING_EVENTS.map((value) => ({ value, label: value })),
    },
    {
      ...{ kind: "range", name: "flow", label: "Follow the packet of client", min: 1, max: FLOWS, step: 1 },
      stops: {
        at: affected(state.method as BuildingMethod, state.event as BuildingEvent),
        what: "client that is forwarded or reset",
      },
    },
  ],
  render({ story, affected }, state, id) {
    const [method, event] = [state.method as BuildingMethod, state.event as BuildingEvent];
    const { flows, complete } = story(method, event);
    const flow = flows[Number(state.flow) - 1];
    const path = pathOf(flow);
    const forwarded = affected(method, event).length - (flows.length - complete);
    const kept = forwarded > 0 ? `, ${forwarded} of them because a server forwards their packets` : "";
    const summary = `${capitalised(method)}, ${event}: ${complete} of ${flows.length} downloads complete${kept}. ${capitalised(flow.client)}: ${path.note}.`;
    const figure = tiersFigure({
      name: `${id}-fabric`,
      title: `${capitalised(method)}: ${event}`,
      subtitle: "Below each server: its open flows; with a minus, the flows that break",
      tiers: [
        { label: "", nodes: [{ name: "Internet" }] },
        { label: "balancers", nodes: [{ name: "LB1", isGone: event.includes("LB1 fails") }, { name: "LB2" }] },
        { label: "servers", nodes: [..."ABCDEFGH"].map((server) => nodeOf(server, flows, event)) },
      ],
      links: [
        ["Internet", "LB1"],
        ["Internet", "LB2"],
        ...[..."ABCDEFGH"].flatMap((server) => [["LB1", server] as const, ["LB2", server] as const]),
      ],
      paths: [path],
      gone: event.includes("LB1 fails") ? "failed, or not in use" : "not in use",
    });
    return { summary, figures: [figure] };
  },
};

function nodeOf(server: string, flows: readonly BuildingFlow[], event: BuildingEvent): TierNode {
  const own = flows.filter((flow) => flow.server === server);
  const broken = own.filter(({ isComplete }) => !isComplete).length;
  const joins = server === "G" ? event.includes("G") : event.includes("H ") || event.endsWith("H");
  const isGone = (server === "G" || server === "H") && !joins;
  const note = isGone ? server : broken > 0 ? `${own.length}\n−${broken}` : String(own.length);
  return { name: server, isGone, note, isAlarm: broken > 0 };
}

function pathOf({ nowBalancer, visits, server, isComplete }: BuildingFlow): TierPath {
  const nodes = ["Internet", nowBalancer, ...visits];
  const last = visits.at(-1)!;
  const note = isComplete
    ? visits.length > 1
      ? `${visits[0]} does not know the flow and forwards the packet to ${last}, which does`
      : `its packet reaches ${server}, which has the connection`
    : `its packet reaches ${last}, but ${server} has the connection: reset`;
  return { nodes, site: last, isAstray: !isComplete, note };
}
