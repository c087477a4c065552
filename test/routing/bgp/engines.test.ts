import { byWorklist, fastEngine } from "../../../lib/kit/routing/bgp/fast/index.js";
import { referenceEngine } from "../../../lib/kit/routing/bgp/reference.js";
import { conformance } from "./conformance.js";

conformance("reference engine", referenceEngine);
conformance("fast engine", fastEngine);
conformance("work list", byWorklist);
