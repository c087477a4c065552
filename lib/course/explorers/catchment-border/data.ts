// The data of "move the catchment border".
import type { Client, Deployment } from "anycast-kit/anycast";
import { link as linkOf, router as routerOf, type Network } from "anycast-kit/routing";
import { type RangeControl, readDeployment, readNetwork, type DeploymentJson } from "../core/index.js";
import { costRange } from "./cost-range.js";

export const EDITS = ["sites", "all"] as const;
export type Edit = (typeof EDITS)[number];

/** The data `explore("catchment-border", ...)` takes; either `sites` or a `deployment`. */
export interface CatchmentBorderProps {
  readonly network: Network;
  /** Site letter -> router, as in `deploy`; the shared address is then 192.0.2.53. */
  readonly sites?: Readonly<Record<string, string>>;
  /** An existing deployment, with all its announcements. */
  readonly deployment?: Deployment;
  /** The link whose cost the slider sets; it starts at the current cost. Only needed to change costs. */
  readonly link?: readonly [string, string];
  /** Range and step of the slider. Defaults to up to twice the link's cost, in 40 to 400 steps. */
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
  /** The router whose FIB is shown first. Defaults to the link's first end. */
  readonly router?: string;
  /** Defaults to one client at every router. */
  readonly clients?: readonly Client[];
  /**
   * What the reader can change in the map as well: "sites" to move them and switch them off, without costs and tables; "all" to
   * change every cost too. Defaults to the cost of one link.
   */
  readonly edit?: Edit;
}

/** The same in a page: always with a deployment, and addresses as text. */
export interface CatchmentBorderJson extends Omit<CatchmentBorderProps, "sites" | "deployment" | "link"> {
  readonly link: readonly [string, string];
  readonly deployment: DeploymentJson;
}

/** The input of every state. */
export interface BorderScenario {
  readonly network: Network;
  readonly deployment: Deployment;
  readonly link: readonly [string, string];
  readonly slider: RangeControl;
  readonly router: string;
  readonly clients?: readonly Client[];
  readonly edit?: Edit;
}

/** @throws NetworkError or AddressError for data that did not come through `prepareProps` */
export function readBorderScenario(json: CatchmentBorderJson): BorderScenario {
  const { link, clients, edit } = json;
  const network = readNetwork(json.network);
  const deployment = readDeployment(network, json.deployment);
  const slider: RangeControl = {
    kind: "range",
    name: "cost",
    label: `IGP cost of the link ${link.join(" – ")}`,
    ...costRange(linkOf(network, ...link).cost, json),
  };
  for (const client of clients ?? []) routerOf(network, client.router);
  return { network, deployment, link, slider, router: routerOf(network, json.router ?? link[0]).id, clients, edit };
}
