// Deployments with published shares beside the plain model, kept in data/deployments.json: what `anycast validate --deployments`
// found. Pages carry the table, so lib/build.mjs leaves out the sources, which no lesson shows.
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
  /** The graph whose date is nearest. */
  readonly nearest: string;
  /** AS graph -> what the plain model says on it. */
  readonly plain: Readonly<Record<string, PlainOnGraph>>;
  /** Largest difference of a site in percentage points, on the nearest graph. */
  readonly worstPoints: number;
  /** The neighbour without which \`plain\` was computed once more. */
  readonly without?: { readonly site: string; readonly neighbour: number };
  readonly why: string;
}

export interface PlainOnGraph {
  /** Site -> percent of the reached ASes; a tie between sites is split evenly. */
  readonly shares: Readonly<Record<string, number>>;
  /** Percent of the reached ASes that have equally good routes to several sites. */
  readonly tied: number;
  /** The shares if every tie goes to the neighbour with the lowest ASN, as `anycast catchment` does; without PoPs only. */
  readonly lowestAsn?: Readonly<Record<string, number>>;
  /** The same without the neighbour that the row names. */
  readonly without?: { readonly shares: Readonly<Record<string, number>>; readonly tied: number };
}

/** A row as it stands in data/deployments.json. */
export interface SourcedDeploymentRow extends DeploymentRow {
  readonly source: string;
}

export interface DeploymentResults<Row extends DeploymentRow = DeploymentRow> {
  readonly format: "anycast-published-deployments-2";
  readonly rows: readonly Row[];
}

export const deploymentResults = /* @__PURE__ */ JSON.parse(deploymentsJson) as DeploymentResults;
