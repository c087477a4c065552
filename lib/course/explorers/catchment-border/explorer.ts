// "Move the catchment border": one slider for the IGP cost of one link; everything else follows. FIBs change first,
// then paths, then the clients that cross to another site. No state is kept between two positions of the slider.
import { catchment, type Catchment, shares, type Share } from "anycast-kit/anycast";
import { catchmentMap, fibTable, sharesFigure, type Figure } from "anycast-kit/figures";
import { type Fib, igpFibs, withCost, type Network, walkPacket, type Walk } from "anycast-kit/routing";
import type { Explorer } from "../core/index.js";
import { readBorderScenario, type BorderScenario, type CatchmentBorderJson } from "./data.js";

const name = "catchment-border";

export const catchmentBorder: Explorer<BorderScenario> = {
  name,
  read: (json) => readBorderScenario(json as CatchmentBorderJson),
  initial: ({ network, link, router }) => ({ cost: costOf(network, link), router }),
  controls: ({ network, slider }) => [
    slider,
    { kind: "select", name: "router", label: "Show the FIB of", options: network.routers.map(({ id }) => id) },
  ],
  render(scenario, state, id) {
    const moved = moveBorder(scenario, Number(state.cost), String(state.router));
    const figures = [mapOf(scenario, moved, id), sharesOf(scenario, moved, id), fibOf(scenario, moved, id)];
    return { summary: summarize(moved), figures };
  },
};

const joins = (ends: readonly string[], link: readonly string[]) => link.every((end) => ends.includes(end));

const costOf = ({ links }: Network, link: readonly string[]) => links.find(({ ends }) => joins(ends, link))!.cost;

/** The results for one position of the controls. */
export interface MovedBorder {
  readonly cost: number;
  readonly router: string;
  readonly network: Network;
  readonly catchment: Catchment;
  readonly shares: readonly Share[];
  readonly fib: Fib;
  /** The packet from the chosen router to the shared address. */
  readonly walk: Walk;
}

/** The same library as in the kernel, on a network with one changed cost. */
export function moveBorder(scenario: BorderScenario, cost: number, router: string): MovedBorder {
  const { deployment, clients } = scenario;
  const network = withCost(scenario.network, ...scenario.link, cost);
  const reached = catchment({ network, deployment, clients });
  const fibs = igpFibs(network, deployment.announcements);
  const walk = walkPacket({ network, fibs, from: router, to: deployment.address });
  return { cost, router, network, catchment: reached, shares: shares(reached), fib: fibs.get(router)!, walk };
}

/** Kept to one length, so that nothing below it moves while the slider does. */
function summarize({ cost, router, shares, walk }: MovedBorder): string {
  const total = shares.reduce((sum, { clients }) => sum + clients, 0);
  const split = shares.map(({ site, clients }) => `${site} ${clients}`).join(", ");
  const end = walk.site === undefined ? `is lost (${walk.outcome})` : `ends at site ${walk.site}`;
  return `At cost ${cost} the ${total} clients divide as ${split}. A packet from ${router} ${end}.`;
}

function mapOf({ deployment, link }: BorderScenario, { catchment, cost }: MovedBorder, id: string): Figure {
  const title = `Who answers ${deployment.address.text}, with cost ${cost} on ${link.join(" – ")}`;
  return catchmentMap(catchment, { name: `${id}-map`, title, costs: true, emphasis: link });
}

function sharesOf({ deployment }: BorderScenario, { shares }: MovedBorder, id: string): Figure {
  const places = Object.fromEntries(deployment.sites.map(({ name, router }) => [name, router]));
  return sharesFigure(shares, { name: `${id}-shares`, title: "Share of the clients", places });
}

function fibOf({ deployment }: BorderScenario, { fib, router, walk }: MovedBorder, id: string): Figure {
  const path = walk.hops.map((hop) => hop.router).join(" → ");
  const end = walk.site === undefined ? walk.outcome : `site ${walk.site}`;
  const subtitle = `A packet to ${deployment.address.text}: ${path} → ${end}`;
  return fibTable(fib, { name: `${id}-fib`, title: `FIB of ${router}`, subtitle });
}
