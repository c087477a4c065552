// The explorers by name.
import { ExplorerError, type Explorer } from "./core/index.js";
import { addASite } from "./add-a-site/index.js";
import { bestK, type BestKProps } from "./best-k/index.js";
import { breakProbability, type BreakProbabilityProps } from "./break-probability/index.js";
import { building, type BuildingProps } from "./building/index.js";
import { catchmentBorder, type CatchmentBorderProps } from "./catchment-border/index.js";
import { convergence, type ConvergenceProps } from "./convergence/index.js";
import { decision, type DecisionProps } from "./decision/index.js";
import { type AddASiteProps, type DesignsProps, type ResolverErrorProps, designs } from "./designs/index.js";
import { hashTable, type HashTableProps } from "./hash-table/index.js";
import { knobs, type KnobsProps } from "./knobs/index.js";
import { lightDisks, type LightDisksProps } from "./light-disks/index.js";
import { load, type LoadProps } from "./load/index.js";
import { ownerTable, type OwnerTableProps } from "./owner-table/index.js";
import { pathMtu, type PathMtuProps } from "./path-mtu/index.js";
import { player, type PlayerProps } from "./player/index.js";
import { prediction, type PredictionProps } from "./prediction/index.js";
import { protocols, type ProtocolsProps } from "./protocols/index.js";
import { retryTimers, type RetryTimersProps } from "./retry-timers/index.js";
import { resolverError } from "./resolver-error/index.js";

/** Name of an explorer -> the data it takes. */
export interface ExplorerProps {
  readonly "add-a-site": AddASiteProps;
  readonly "best-k": BestKProps;
  readonly "break-probability": BreakProbabilityProps;
  readonly building: BuildingProps;
  readonly "catchment-border": CatchmentBorderProps;
  readonly convergence: ConvergenceProps;
  readonly decision: DecisionProps;
  readonly designs: DesignsProps;
  readonly "hash-table": HashTableProps;
  readonly knobs: KnobsProps;
  readonly "light-disks": LightDisksProps;
  readonly load: LoadProps;
  readonly "owner-table": OwnerTableProps;
  readonly "path-mtu": PathMtuProps;
  readonly player: PlayerProps;
  readonly prediction: PredictionProps;
  readonly protocols: ProtocolsProps;
  readonly "resolver-error": ResolverErrorProps;
  readonly "retry-timers": RetryTimersProps;
}

export type ExplorerName = keyof ExplorerProps;

const explorers = new Map<string, Explorer<unknown>>(
  [
    addASite,
    bestK,
    breakProbability,
    building,
    catchmentBorder,
    convergence,
    decision,
    designs,
    hashTable,
    knobs,
    lightDisks,
    load,
    ownerTable,
    pathMtu,
    player,
    prediction,
    protocols,
    resolverError,
    retryTimers,
  ].map((each) => [each.name, each as Explorer<unknown>]),
);

/** The explorer of this name. @throws ExplorerError that lists the names */
export function explorerNamed(name: string): Explorer<unknown> {
  const found = explorers.get(name);
  if (found) return found;
  throw new ExplorerError(`Unknown explorer "${name}"; explorers are ${[...explorers.keys()].join(", ")}.`);
}
