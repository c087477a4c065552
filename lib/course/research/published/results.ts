// Published numbers beside ours, as `npm run validate -- --published data/published.json` wrote them: the result of
// publishedComparison(), which takes some ten seconds to compute.
import publishedJson from "../../generated/published.js";
import type { PublishedRow } from "./study.js";

/** The rows of publishedComparison() on three Internets of 1000 ASes. */
export const publishedResults = /* @__PURE__ */ JSON.parse(publishedJson) as readonly PublishedRow[];
