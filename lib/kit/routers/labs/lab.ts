// The parts of every exported lab: nodes with names that all tools accept, their configurations, and the model's predictions.
import { frrConfig } from "../frr/index.js";
import { expected } from "../agreement.js";
import type { PlannedLink, PlannedRouter, RoutersPlan } from "../plan.js";
import { predictedSite, serviceAddresses } from "../traffic/index.js";
import { fibreDelayMs } from "../../geo/index.js";

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
  /** Its interfaces by name in the lab: eth1 is the plan's first. */
  readonly interfaces: readonly LabInterface[];
  readonly config: string;
  /** The address that a site serves; absent at a router. */
  readonly serves?: string;
}

export interface LabInterface {
  readonly name: string;
  readonly link: number;
  readonly addresses: readonly (readonly [own: string, other: string])[];
  readonly metric?: number;
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

/** A lab from a plan. @param expectedPlan the plan whose predictions count, if the lab has a fault */
export function labOf(plan: RoutersPlan, expectedPlan: RoutersPlan = plan): Lab {
  const names = nodeNames(plan);
  const addresses = serviceAddresses(plan);
  const nodes = plan.routers.map((router, i): LabNode => {
    const { announces } = router;
    return {
      name: names[i],
      router,
      interfaces: interfacesOf(plan, router),
      config: frrConfig(plan, router),
      ...(announces && { serves: addresses[announces.state] }),
    };
  });
  const title = plan.name;
  return {
    name: plain(title).slice(0, 40) || "lab",
    title,
    plan,
    nodes,
    links: plan.links,
    predictions: predict(expectedPlan),
  };
}

function interfacesOf(plan: RoutersPlan, router: PlannedRouter): LabInterface[] {
  return plan.links.flatMap((link, number) =>
    link.ends
      .filter((end) => end.router === router.number)
      .map(({ interface: name, addresses, metric }) => ({
        name: `eth${Number(name.slice(1)) + 1}`,
        link: number,
        addresses,
        ...(metric !== undefined && { metric }),
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

/** The model's best paths and catchments. */
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
