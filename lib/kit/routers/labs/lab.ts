// The parts of every exported lab: nodes with names that all tools accept, its stages, and the model's predictions.
import { createHash } from "node:crypto";
import { expected } from "../agreement.js";
import type { OwnRoute, PlannedLink, PlannedRouter, RoutersPlan } from "../plan.js";
import { predictedSite, serviceAddresses } from "../traffic/index.js";
import { fibreDelayMs } from "../../geo/index.js";
import { contains, parsePrefix } from "../../routing/index.js";
import { plannedVariant, type Variant, type Variants } from "./variant.js";

/** A file of a lab, its path from the lab's folder. */
export interface LabFile {
  readonly name: string;
  readonly text: string;
  /** Whether it is executable. */
  readonly executable?: boolean;
}

export interface LabNode {
  /** Lower-case letters, digits and dashes, unique: "r64500", "r64501-new-york", "s64510-a". */
  readonly name: string;
  readonly router: PlannedRouter;
  /** Its interfaces, by their names in the plan: e0 is the first. */
  readonly interfaces: readonly LabInterface[];
  /** The addresses that a site serves; absent at a router. */
  readonly serves?: readonly string[];
  /** What a site's server answers. */
  readonly letter?: string;
}

export interface LabInterface {
  readonly name: string;
  readonly link: number;
  readonly addresses: readonly (readonly [own: string, other: string])[];
  readonly metric?: number;
  /** Addresses of the other node on its sessions with others: next hops of routes that a reflector passes on. */
  readonly reaches: readonly string[];
  /** The static route to a site of the node's own AS, at the other end. */
  readonly ownRoute?: OwnRoute;
  /** One-way delay, ms, if the cities of both ends are known. */
  readonly delayMs: number;
}

export interface Lab {
  /** Lower-case letters, digits and dashes, at most 40. */
  readonly name: string;
  readonly title: string;
  readonly plan: RoutersPlan;
  readonly nodes: readonly LabNode[];
  readonly links: readonly PlannedLink[];
  readonly predictions: Predictions;
  /** The stage that the lab starts in. */
  readonly variant: Variant;
  readonly solved: Variant;
  readonly broken?: Variant;
  /** Sites that announce only in the broken stage, and the site whose server they reach. */
  readonly extra: ReadonlyMap<string, string>;
}

/** The model's predictions for a lab; `anycast lab compare` compares a lab's output with them. */
export interface Predictions {
  readonly format: "anycast-predictions";
  readonly version: 1;
  readonly name: string;
  readonly routes: readonly PredictedRoute[];
  /** Catchments: from each router, the site that answers for each prefix. */
  readonly catchment: readonly {
    readonly node: string;
    readonly prefix: string;
    readonly address: string;
    /** Absent if there is no route. */
    readonly site?: string;
  }[];
}

export interface PredictedRoute {
  readonly node: string;
  readonly prefix: string;
  /** ASNs from the neighbour to the origin, empty at the origin; absent without a route. */
  readonly path?: readonly number[];
  readonly site?: string;
}

/**
 * A lab from a plan, or from the stages of a broken one: then it starts broken.
 * @example labOf(plan).nodes.map(({ name }) => name) // ["r64496","s64497-a","s64498-b"]
 */
export function labOf(of: RoutersPlan | Variants): Lab {
  const { solved, broken, predicted, extra } = "routers" in of ? plannedVariant(of) : of;
  const { plan } = solved;
  const names = nodeNames(plan);
  const predictions = predict(predicted);
  const own = serviceAddresses(plan);
  const asked = [...new Set([...own, ...serviceAddresses(predicted)])];
  const nodes = plan.routers.map((router, i): LabNode => {
    const { announces } = router;
    const interfaces = interfacesOf(plan, router);
    if (!announces) return { name: names[i], router, interfaces };
    const { site } = announces.announcement;
    const { prefix } = plan.states[announces.state].problem;
    // Its own address first: the health check asks it.
    const serves = [own[announces.state], ...asked].filter((address) =>
      contains(prefix, parsePrefix(`${address}/${bits(address)}`)),
    );
    return {
      name: names[i],
      router,
      interfaces,
      serves: [...new Set(serves)],
      letter: letterOf(extra.get(site) ?? site),
    };
  });
  return {
    name: plain(predicted.name).slice(0, 40) || "lab",
    title: predicted.name,
    plan,
    nodes,
    links: plan.links,
    predictions,
    variant: broken ?? solved,
    solved,
    ...(broken && { broken }),
    extra,
  };
}

const bits = (address: string) => (address.includes(":") ? 128 : 32);

function interfacesOf(plan: RoutersPlan, router: PlannedRouter): LabInterface[] {
  return plan.links.flatMap((link, number) =>
    link.ends
      .filter((end) => end.router === router.number)
      .map(({ interface: name, addresses, metric, ownRoute, reaches = [] }) => ({
        name,
        link: number,
        addresses,
        reaches,
        ...(metric !== undefined && { metric }),
        ...(ownRoute && { ownRoute }),
        delayMs: delayOf(plan, link),
      })),
  );
}

/** Light in fibre along the great circle; 0 if a city is unknown. */
function delayOf({ states, routers }: RoutersPlan, { ends }: PlannedLink): number {
  const { problem } = states[0];
  const [a, b] = ends.map(({ router }) => problem.places.findIndex(({ name }) => name === routers[router].city));
  return Math.round(10 * fibreDelayMs(problem.km(a, b))) / 10;
}

const plain = (text: string): string =>
  text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");

function nodeNames({ routers, states }: RoutersPlan): string[] {
  const taken = new Set<string>();
  return routers.map(({ asn, city, announces }) => {
    const several = routers.filter((other) => other.asn === asn && !other.announces).length > 1;
    const site = announces && `s${asn}-${plain(announces.announcement.site) || announces.announcement.number}`;
    const wanted = (
      site
        ? `${site}${states.length > 1 ? `-p${announces.state}` : ""}`
        : `r${asn}${several && city ? `-${plain(city)}` : ""}`
    ).slice(0, 13);
    let name = wanted;
    for (let number = 2; taken.has(name); number++) name = `${wanted}-${number}`;
    taken.add(name);
    return name;
  });
}

/**
 * Predicts the best path of every router and the catchment of every client of a lab.
 * @example predict(plan).routes[0].path // [64497]
 */
export function predict(plan: RoutersPlan): Predictions {
  const names = nodeNames(plan);
  const addresses = serviceAddresses(plan);
  const asked = plan.routers.flatMap((router) =>
    plan.states.flatMap((state, number) =>
      !router.announces && !state.problem.origins.has(router.index) ? [{ router, state, number }] : [],
    ),
  );
  return {
    format: "anycast-predictions",
    version: 1,
    name: plan.name,
    routes: asked.map(({ router, state, number }) => {
      const used = expected(state, number, router);
      const at = { node: names[router.number], prefix: state.problem.prefix.text };
      return used ? { ...at, path: used.path, site: used.site } : at;
    }),
    catchment: asked.map(({ router, state, number }) => {
      const site = predictedSite(plan, router, number);
      const at = { node: names[router.number], prefix: state.problem.prefix.text, address: addresses[number] };
      return site === undefined ? at : { ...at, site };
    }),
  };
}

/** A site's name as its server answers it: one word, and another for each site. */
export function letterOf(site: string): string {
  const word = site.replace(/[^A-Za-z0-9._-]/g, "_");
  return word === site ? word : `${word}_${createHash("sha256").update(site).digest("hex").slice(0, 6)}`;
}
