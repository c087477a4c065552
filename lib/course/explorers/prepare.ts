// Prepares the data of explorers for a page: validates it, fills in defaults, converts it to JSON. The data may come from an
// untrusted file. Only Node does this; the browser reads the prepared data, and its bundle has no schemas.
import { embedJson } from "anycast-kit/figures";
import { ExplorerError } from "./core/index.js";
import type { ExplorerName } from "./list.js";
import { prepareBestK } from "./best-k/index.js";
import { prepareBreakProbability } from "./break-probability/index.js";
import { prepareBuilding } from "./building/index.js";
import { prepareCatchmentBorder } from "./catchment-border/index.js";
import { prepareConvergence } from "./convergence/index.js";
import { prepareDecision } from "./decision/index.js";
import { prepareAddASite } from "./add-a-site/index.js";
import { prepareDesigns } from "./designs/index.js";
import { prepareResolverError } from "./resolver-error/index.js";
import { prepareHashTable } from "./hash-table/index.js";
import { prepareKnobs } from "./knobs/index.js";
import { prepareLightDisks } from "./light-disks/index.js";
import { prepareLoad } from "./load/index.js";
import { prepareOwnerTable } from "./owner-table/index.js";
import { preparePathMtu } from "./path-mtu/index.js";
import { preparePlayer } from "./player/index.js";
import { preparePrediction } from "./prediction/index.js";
import { prepareRetryTimers } from "./retry-timers/index.js";
import { prepareProtocols } from "./protocols/index.js";

const prepare: Readonly<Record<ExplorerName, (json: unknown) => unknown>> = {
  "add-a-site": prepareAddASite,
  "best-k": prepareBestK,
  "break-probability": prepareBreakProbability,
  building: prepareBuilding,
  "catchment-border": prepareCatchmentBorder,
  convergence: prepareConvergence,
  decision: prepareDecision,
  designs: prepareDesigns,
  "hash-table": prepareHashTable,
  knobs: prepareKnobs,
  "light-disks": prepareLightDisks,
  load: prepareLoad,
  "owner-table": prepareOwnerTable,
  "path-mtu": preparePathMtu,
  player: preparePlayer,
  prediction: preparePrediction,
  "resolver-error": prepareResolverError,
  "retry-timers": prepareRetryTimers,
  protocols: prepareProtocols,
};

/**
 * The data as JSON text that fits into a script element. Preparing prepared data does not change it.
 * @throws ExplorerError naming the explorer and the field
 */
export function prepareProps(name: string, props: unknown): string {
  if (!Object.hasOwn(prepare, name))
    throw new ExplorerError(`Unknown explorer "${name}"; explorers are ${Object.keys(prepare).join(", ")}.`);
  const json: unknown = JSON.parse(embedJson(props ?? null));
  return embedJson(prepare[name as ExplorerName](json));
}
