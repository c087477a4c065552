// The explorers there are, by name.
import { ExplorerError, type Explorer } from "../explorer.js";
import { addASite } from "./add-a-site.js";
import { bestK } from "./best-k.js";
import type { BestKProps } from "./best-k-data.js";
import { breakProbability } from "./break-probability.js";
import type { BreakProbabilityProps } from "./break-probability-data.js";
import { catchmentBorder } from "./catchment-border.js";
import type { CatchmentBorderProps } from "./catchment-border-data.js";
import { convergence } from "./convergence.js";
import type { ConvergenceProps } from "./convergence-props.js";
import { decision } from "./decision.js";
import type { DecisionProps } from "./decision-data.js";
import type { AddASiteProps, DesignsProps, ResolverErrorProps } from "./designs-props.js";
import { designs } from "./designs.js";
import { hashTable } from "./hash-table.js";
import type { HashTableProps } from "./hash-table-data.js";
import { knobs } from "./knobs.js";
import type { KnobsProps } from "./knobs-data.js";
import { pathMtu } from "./path-mtu.js";
import type { PathMtuProps } from "./path-mtu-data.js";
import { prediction, type PredictionProps } from "./prediction.js";
import { protocols } from "./protocols.js";
import type { ProtocolsProps } from "./protocols-data.js";
import { resolverError } from "./resolver-error.js";

/** Name of an explorer -> the data it takes. */
export interface ExplorerProps {
  readonly "add-a-site": AddASiteProps;
  readonly "best-k": BestKProps;
  readonly "break-probability": BreakProbabilityProps;
  readonly "catchment-border": CatchmentBorderProps;
  readonly convergence: ConvergenceProps;
  readonly decision: DecisionProps;
  readonly designs: DesignsProps;
  readonly "hash-table": HashTableProps;
  readonly knobs: KnobsProps;
  readonly "path-mtu": PathMtuProps;
  readonly prediction: PredictionProps;
  readonly protocols: ProtocolsProps;
  readonly "resolver-error": ResolverErrorProps;
}

export type ExplorerName = keyof ExplorerProps;

const explorers = new Map<string, Explorer<unknown>>(
  [
    addASite,
    bestK,
    breakProbability,
    catchmentBorder,
    convergence,
    decision,
    designs,
    hashTable,
    knobs,
    pathMtu,
    prediction,
    protocols,
    resolverError,
  ].map((each) => [each.name, each as Explorer<unknown>]),
);

/** The explorer of this name. @throws ExplorerError that lists the names there are */
export function explorerNamed(name: string): Explorer<unknown> {
  const found = explorers.get(name);
  if (found) return found;
  throw new ExplorerError(`There is no explorer "${name}". There are: ${[...explorers.keys()].join(", ")}.`);
}
