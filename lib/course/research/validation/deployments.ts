// Deployments whose shares were published, beside the plain model: nothing is fitted, and nothing of a deployment is used but
// whom its sites are connected to. `anycast validate --deployments` writes data/deployments.json with it.
import { steadyState } from "anycast-kit/routing";
import type { NamedGraph, ValidationInputs } from "./inputs.js";
import { validateSixPops } from "./six-pops.js";

export interface PublishedDeployment {
  readonly deployment: string;
  readonly date: string;
  /** Site -> published percent; `of` says of what. */
  readonly published: Readonly<Record<string, number>>;
  readonly of: string;
  readonly source: string;
  /** AS graph -> site -> percent of the ASes by the plain model. */
  readonly plain: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Largest difference of a site in percentage points, over the graphs. */
  readonly worstPoints: number;
  readonly why: string;
}

export interface PublishedDeployments {
  readonly format: "anycast-published-deployments-1";
  readonly rows: readonly PublishedDeployment[];
}

/** B-Root with two sites, each announced by one network. */
const bRoot = {
  deployment: "B-Root, two sites",
  date: "2017-05",
  announcedBy: { "Los Angeles": 226, Miami: 20080 },
  published: { "Los Angeles": 81.4, Miami: 18.6 },
  of: "queries",
  source: "de Vries et al., Broad and Load-Aware Anycast Mapping with Verfploeter, ACM IMC 2017; RFC 9199, 3.3",
  why: "Two sites behind two networks that have little in common: few ASes have equally good routes to both.",
} as const;

export function publishedDeployments(inputs: ValidationInputs): PublishedDeployments {
  const plain = Object.fromEntries(inputs.graphs.map((each) => [each.name, announcedBy(each, bRoot.announcedBy)]));
  const { deployment, date, published, of, source, why } = bRoot;
  return {
    format: "anycast-published-deployments-1",
    rows: [
      { deployment, date, published, of, source, plain, worstPoints: worst(published, plain), why },
      ...sixPops(inputs),
    ],
  };
}

/** Percent of the reached ASes by site, as `anycast catchment --site NAME=ASN` says it. */
function announcedBy({ graph }: NamedGraph, sites: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  const announcements = Object.entries(sites).map(([site, origin]) => ({ site, origin }));
  const { catchments, reached } = steadyState({ topology: graph, announcements });
  return Object.fromEntries(Object.entries(catchments).map(([site, ases]) => [site, rounded((100 * ases) / reached)]));
}

function sixPops(inputs: ValidationInputs): readonly PublishedDeployment[] {
  const { source, rows, tied } = validateSixPops(inputs);
  const ties = Object.entries(tied).map(([graph, share]) => `${share.toFixed(0)} % on ${graph}`);
  return rows.map(({ announced, measured, predicted }) => {
    const plain = Object.fromEntries(
      inputs.graphs.map(({ name }) => [
        name,
        Object.fromEntries(Object.entries(predicted[`${name}, by ASes`]).map(([pop, share]) => [pop, rounded(share)])),
      ]),
    );
    return {
      deployment: `Six PoPs of one hosting network: ${announced}`,
      date: "2023",
      published: measured,
      of: "hosts that answered",
      source,
      plain,
      worstPoints: worst(measured, plain),
      why: `The PoPs share transit networks: many ASes have equally good routes to several (${ties.join(", ")}), and distance decides.`,
    };
  });
}

const rounded = (value: number) => Number(value.toFixed(1));

const worst = (published: Readonly<Record<string, number>>, plain: PublishedDeployment["plain"]) =>
  rounded(
    Math.max(
      ...Object.values(plain).flatMap((shares) =>
        Object.entries(published).map(([site, share]) => Math.abs(shares[site] - share)),
      ),
    ),
  );
