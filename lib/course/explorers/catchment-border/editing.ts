// What a reader can change in the map itself: the cost of every link, the router of every site, and whether it announces. Each
// change is a control in a folded box; pressing a link or dragging a site moves the same control.
import type { Deployment } from "anycast-kit/anycast";
import { withCost, type Network, type Link } from "anycast-kit/routing";
import type { Control, RangeControl, State, Touched } from "../core/index.js";
import { costRange } from "./cost-range.js";
import type { Edit } from "./data.js";

/** Larger networks keep the one slider; a list of hundreds of controls helps nobody. */
export const MOST_EDITABLE = { links: 60, routers: 40 };

/** The position of a site that does not announce. */
const WITHDRAWN = "withdrawn";

/** The packets' source port: the part of their flow that the reader can change. */
const PORTS = { first: 40_000, last: 40_007 };

const linkName = (i: number) => `link-${i}`;
const siteName = (letter: string) => `site-${letter}`;

export interface Editing {
  readonly edit?: Edit;
  readonly network: Network;
  readonly deployment: Deployment;
  /** The link that has the slider `cost`. */
  readonly link: readonly [string, string];
}

export const joins = (ends: readonly string[], link: readonly string[]) => link.every((end) => ends.includes(end));

export function editControls({ network, deployment, link, edit }: Editing): Control[] {
  if (!edit) return [];
  const routers = network.routers.map(({ id }) => id);
  const sites = deployment.sites.map(({ name }): Control => ({
    kind: "select",
    name: siteName(name),
    label: `Site ${name}`,
    options: [...routers, WITHDRAWN],
    group: { label: "Sites", isFolded: edit === "all" },
  }));
  const costs = network.links.flatMap(({ ends, cost }, i): RangeControl[] =>
    joins(ends, link)
      ? []
      : [
          {
            ...{ kind: "range", name: linkName(i), label: ends.join(" – "), ...costRange(cost, { max: 4 * cost }) },
            group: { label: "Costs of the other links", isFolded: true },
          },
        ],
  );
  if (edit === "sites") return sites;
  const port: Control = { kind: "range", name: "port", label: "Source port of the packets", min: PORTS.first, max: PORTS.last, step: 1 }; // prettier-ignore
  return [port, ...sites, ...costs];
}

/** The present values of these controls. */
export function uneditedState({ network, deployment, link, edit }: Editing): State {
  const costs = edit === "all" ? network.links : [];
  return Object.fromEntries<string | number>([
    ...(edit === "all" ? [["port", PORTS.first] as const] : []),
    ...(edit ? deployment.sites.map(({ name, router }) => [siteName(name), router] as const) : []),
    ...costs.flatMap(({ ends, cost }, i) => (joins(ends, link) ? [] : [[linkName(i), cost] as const])),
  ]);
}

/** The hash of the packets' flow: equally good next hops take turns by it. */
export const flowOf = ({ port }: State): number => Number(port ?? PORTS.first) - PORTS.first;

/** The network and the deployment as the controls say. Values that a state does not have stay as they are. */
export function edited({ network, deployment, link }: Editing, state: State) {
  const changed = network.links.reduce((now: Network, { ends, cost }: Link, i) => {
    const wanted = joins(ends, link) ? cost : Number(state[linkName(i)] ?? cost);
    return wanted === cost ? now : withCost(now, ...ends, wanted);
  }, network);
  const moved = deployment.sites.reduce((now, { name, router }) => moveSite(now, name, router, state), deployment);
  return { network: changed, deployment: moved };
}

function moveSite(deployment: Deployment, letter: string, router: string, state: State): Deployment {
  const wanted = String(state[siteName(letter)] ?? router);
  if (wanted === router) return deployment;
  const { sites, announcements } = deployment;
  if (wanted === WITHDRAWN)
    return { ...deployment, announcements: announcements.filter(({ site }) => site !== letter) };
  return {
    ...deployment,
    sites: sites.map((each) => (each.name === letter ? { ...each, router: wanted } : each)),
    announcements: announcements.map((each) =>
      each.site === letter && each.router === router ? { ...each, router: wanted } : each,
    ),
  };
}

/** A link shows its cost, a router its table; a site is dragged to a router, and pressing it switches it off and on. */
export function touchedMap(editing: Editing, state: State, from: string, onto?: string): Touched | undefined {
  const { network, deployment, link, edit } = editing;
  if (!edit) return undefined;
  const [kind, name] = [from.slice(0, from.indexOf(":")), from.slice(from.indexOf(":") + 1)];
  if (kind === "site") {
    const control = siteName(name);
    if (onto?.startsWith("router:")) return { set: { [control]: onto.slice("router:".length) } };
    if (onto !== undefined) return undefined;
    const { router } = deployment.sites.find((site) => site.name === name)!;
    return { set: { [control]: state[control] === WITHDRAWN ? router : WITHDRAWN } };
  }
  if (onto !== undefined || edit === "sites") return undefined;
  if (kind === "router") return { set: { router: name } };
  const { ends } = network.links[Number(name)];
  return { edit: joins(ends, link) ? "cost" : linkName(Number(name)) };
}
