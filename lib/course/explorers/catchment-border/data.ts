// The data of "move the catchment border".
import type { Client, Deployment } from "anycast-kit/anycast";
import { link as linkOf, router as routerOf, type Network } from "anycast-kit/routing";
import { type RangeControl, readDeployment, readNetwork, type DeploymentJson } from "../core/index.js";

/** The data `explore("catchment-border", ...)` takes; either `sites` or a `deployment`. */
export interface CatchmentBorderProps {
  readonly network: Network;
  /** Site letter -> router, as in `deploy`; the shared address is then 192.0.2.53. */
  readonly sites?: Readonly<Record<string, string>>;
  /** An existing deployment, with all its announcements. */
  readonly deployment?: Deployment;
  /** The link whose cost the slider sets; it starts at the current cost. */
  readonly link: readonly [string, string];
  /** Range and step of the slider. Defaults to up to twice the link's cost, in 40 to 400 steps. */
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
  /** The router whose FIB is shown first. Defaults to the link's first end. */
  readonly router?: string;
  /** Defaults to one client at every router. */
  readonly clients?: readonly Client[];
}

/** The same in a page: always with a deployment, and addresses as text. */
export interface CatchmentBorderJson extends Omit<CatchmentBorderProps, "sites" | "deployment"> {
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
}

/** @throws NetworkError or AddressError for data that did not come through `prepareProps` */
export function readBorderScenario(json: CatchmentBorderJson): BorderScenario {
  const { link, clients } = json;
  const network = readNetwork(json.network);
  const deployment = readDeployment(network, json.deployment);
  const slider: RangeControl = {
    kind: "range",
    name: "cost",
    label: `IGP cost of the link ${link.join(" – ")}`,
    ...range(linkOf(network, ...link).cost, json),
  };
  for (const client of clients ?? []) routerOf(network, client.router);
  return { network, deployment, link, slider, router: routerOf(network, json.router ?? link[0]).id, clients };
}

interface Range {
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
}

/** A range whose steps hit the link's own cost, so that the slider can return to it. */
function range(now: number, { min = 1, max = 2 * now, step }: Range): Required<Range> {
  const top = Math.max(Math.min(max, 65535), now);
  const stride = step ?? 10 ** Math.max(0, Math.floor(Math.log10(top / 40)));
  const below = Math.floor(Math.max(0, now - min) / stride);
  const above = Math.floor((top - now) / stride);
  return { min: now - below * stride, max: now + above * stride, step: stride };
}
