// "Move the catchment border": one slider for the IGP cost of one link; everything else follows. FIBs change first,
// then paths, then the clients that cross to another site. No state is kept between two positions of the slider.
import { catchment, type Catchment, type Deployment, shares, type Share } from "anycast-kit/anycast";
import { catchmentMap, fibTable, sharesFigure, tableFigure, type Figure } from "anycast-kit/figures";
import { type Fib, igpFibs, withCost, type Network, walkPacket, type Walk } from "anycast-kit/routing";
import { hintHtml, type Control, type Explorer, type State } from "../core/index.js";
import { readBorderScenario, type BorderScenario, type CatchmentBorderJson } from "./data.js";
import { editControls, edited, flowOf, joins, touchedMap, uneditedState } from "./editing.js";

const name = "catchment-border";

export const catchmentBorder: Explorer<BorderScenario> = {
  name,
  read: (json) => readBorderScenario(json as CatchmentBorderJson),
  initial: (scenario) => {
    const { network, link, router } = scenario;
    return { cost: costOf(network, link), router, ...uneditedState(scenario) };
  },
  controls: (scenario) => {
    const routers = scenario.network.routers.map(({ id }) => id);
    const costs: Control[] = [
      scenario.slider,
      { kind: "select", name: "router", label: "Show the FIB of", options: routers },
    ];
    return [...(scenario.edit === "sites" ? [] : costs), ...editControls(scenario)];
  },
  render(scenario, state, id) {
    const moved = moveBorder(scenario, Number(state.cost), String(state.router), state);
    const figures = [mapOf(scenario, moved, id), sharesOf(moved, id)];
    if (scenario.edit === "sites") return { summary: `${divided(moved)}.`, figures, html: hintHtml(moveSites) };
    figures.push(fibOf(moved, id));
    return { summary: summarize(moved), figures, ...(scenario.edit && { html: hintHtml(`press a link to change its cost, ${moveSites}`) }) }; // prettier-ignore
  },
  touch: touchedMap,
};

/** Flows that are tried to find the other side of a tie. */
const FLOWS = 8;

const moveSites = "drag a site to another city, press a site to switch it off or on";

const costOf = ({ links }: Network, link: readonly string[]) => links.find(({ ends }) => joins(ends, link))!.cost;

/** The results for one position of the controls. */
export interface MovedBorder {
  readonly cost: number;
  readonly router: string;
  readonly network: Network;
  readonly deployment: Deployment;
  readonly catchment: Catchment;
  /** The catchment of another flow, where equally good next hops lead to different sites. */
  readonly otherFlows?: Catchment;
  readonly shares: readonly Share[];
  readonly fib: Fib;
  /** The packet from the chosen router to the shared address. */
  readonly walk: Walk;
}

/** The same library as in the kernel, on a network with one changed cost, and with what `edits` changes. */
export function moveBorder(scenario: BorderScenario, cost: number, router: string, edits: State = {}): MovedBorder {
  const { clients } = scenario;
  const { network: others, deployment } = edited(scenario, edits);
  const network = withCost(others, ...scenario.link, cost);
  const flow = flowOf(edits);
  const reached = catchment({ network, deployment, clients, flow });
  const fibs = igpFibs(network, deployment.announcements);
  const walk = walkPacket({ network, fibs, from: router, to: deployment.address, flow });
  const isTied = [...fibs.values()].some(({ routes }) => routes.some(({ nextHops }) => nextHops.length > 1));
  const otherFlows = isTied
    ? unlike(reached, (other) => catchment({ network, deployment, clients, flow: other }))
    : undefined;
  return {
    cost,
    router,
    network,
    deployment,
    catchment: reached,
    ...(otherFlows && { otherFlows }),
    shares: shares(reached),
    fib: fibs.get(router)!,
    walk,
  };
}

/** The first flow that any client's packets take to another site. */
function unlike(reached: Catchment, of: (flow: number) => Catchment): Catchment | undefined {
  for (let flow = 0; flow < FLOWS; flow++) {
    const other = of(flow);
    if (other.clients.some(({ site }, i) => site !== reached.clients[i].site)) return other;
  }
  return undefined;
}

/** Kept to one length, so that nothing below it moves while the slider does. */
function summarize(moved: MovedBorder): string {
  const { cost, router, walk } = moved;
  const end = walk.site === undefined ? `is lost (${walk.outcome})` : `ends at site ${walk.site}`;
  return `At cost ${cost} the ${divided(moved)}. A packet from ${router} ${end}.`;
}

function divided({ shares }: MovedBorder): string {
  const total = shares.reduce((sum, { clients }) => sum + clients, 0);
  return `${total} clients divide as ${shares.map(({ site, clients }) => `${site} ${clients}`).join(", ")}`;
}

function mapOf(
  { link, edit }: BorderScenario,
  { deployment, catchment, otherFlows, cost }: MovedBorder,
  id: string,
): Figure {
  const name = `${id}-map`;
  const title = `Who answers ${deployment.address.text}`;
  if (edit === "sites") return catchmentMap(catchment, { name, title, otherFlows, touch: true });
  const cited = `${title}, with cost ${cost} on ${link.join(" – ")}`;
  return catchmentMap(catchment, {
    name,
    title: cited,
    otherFlows,
    costs: true,
    emphasis: link,
    touch: edit === "all",
  });
}

function sharesOf({ deployment, shares }: MovedBorder, id: string): Figure {
  const places = Object.fromEntries(deployment.sites.map(({ name, router }) => [name, router]));
  return sharesFigure(shares, { name: `${id}-shares`, title: "Share of the clients", places });
}

function fibOf({ deployment, fib, router, walk }: MovedBorder, id: string): Figure {
  const path = walk.hops.map((hop) => hop.router).join(" → ");
  const end = walk.site === undefined ? walk.outcome : `site ${walk.site}`;
  const subtitle = `A packet to ${deployment.address.text}: ${path} → ${end}`;
  const title = `FIB of ${router}`;
  const name = `${id}-fib`;
  // With every site switched off there is no route at all.
  if (fib.routes.length === 0)
    return tableFigure({ name, title, subtitle, columns: ["prefix", "next hop"], rows: [["none", "none"]] });
  return fibTable(fib, { name, title, subtitle });
}
