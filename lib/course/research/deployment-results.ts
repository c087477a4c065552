// Deployments with published shares beside the plain model, kept in data/deployments.json: what `anycast validate --deployments`
// found.
import deploymentsJson from "../generated/deployments.js";

export interface DeploymentRow {
  readonly deployment: string;
  /** What was announced differently; absent if nothing was. */
  readonly changed?: string;
  /** YYYY-MM, or the year. */
  readonly date: string;
  /** Site -> published percent; `of` says of what. */
  readonly published: Readonly<Record<string, number>>;
  readonly of: string;
  readonly source: string;
  /** The graph whose date is nearest. */
  readonly nearest: string;
  /** AS graph -> what the plain model says on it. */
  readonly plain: Readonly<Record<string, PlainOnGraph>>;
  /** Largest difference of a site in percentage points, on the nearest graph. */
  readonly worstPoints: number;
  readonly why: string;
}

export interface PlainOnGraph {
  /** Site -> percent of the reached ASes; a tie between sites is split evenly. */
  readonly shares: Readonly<Record<string, number>>;
  /** Percent of the reached ASes that have equally good routes to several sites. */
  readonly tied: number;
  /** The shares if every tie goes to the neighbour with the lowest ASN, as `anycast catchment` does; without PoPs only. */
  readonly lowestAsn?: Readonly<Record<string, number>>;
}

export interface DeploymentResults {
  readonly format: "anycast-published-deployments-2";
  readonly rows: readonly DeploymentRow[];
}

export const deploymentResults = /* @__PURE__ */ JSON.parse(deploymentsJson) as DeploymentResults;
