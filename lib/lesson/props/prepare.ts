// The data of explorers on its way into a page: checked, completed, turned into JSON. It may come from an untrusted file.
// Only Node does this; the browser reads what was prepared, and its bundle carries no schemas.
import { embedJson } from "../escape.js";
import { ExplorerError } from "../explorer.js";
import type { ExplorerName } from "../explorers/index.js";
import { prepareBestK } from "./best-k.js";
import { prepareBreakProbability } from "./break-probability.js";
import { prepareCatchmentBorder } from "./catchment-border.js";
import { prepareConvergence } from "./convergence.js";
import { prepareDecision } from "./decision.js";
import { prepareAddASite, prepareDesigns, prepareResolverError } from "./designs.js";
import { prepareHashTable } from "./hash-table.js";
import { prepareKnobs } from "./knobs.js";
import { preparePathMtu } from "./path-mtu.js";
import { preparePrediction } from "./prediction.js";
import { prepareProtocols } from "./protocols.js";

const prepare: Readonly<Record<ExplorerName, (json: unknown) => unknown>> = {
  "add-a-site": prepareAddASite,
  "best-k": prepareBestK,
  "break-probability": prepareBreakProbability,
  "catchment-border": prepareCatchmentBorder,
  convergence: prepareConvergence,
  decision: prepareDecision,
  designs: prepareDesigns,
  "hash-table": prepareHashTable,
  knobs: prepareKnobs,
  "path-mtu": preparePathMtu,
  prediction: preparePrediction,
  "resolver-error": prepareResolverError,
  protocols: prepareProtocols,
};

/**
 * The data as JSON text that fits into a script element. Prepared data prepared again is the same.
 * @throws ExplorerError naming the explorer and the field
 */
export function prepareProps(name: string, props: unknown): string {
  if (!Object.hasOwn(prepare, name))
    throw new ExplorerError(`There is no explorer "${name}". There are: ${Object.keys(prepare).join(", ")}.`);
  const json: unknown = JSON.parse(embedJson(props ?? null));
  return embedJson(prepare[name as ExplorerName](json));
}
