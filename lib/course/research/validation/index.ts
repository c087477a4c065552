// `anycast validate`: measured catchments against predictions.
export { publishedDeployments } from "./deployments.js";
export { deploymentsMarkdown } from "./deployments-markdown.js";
export { defaultExperiments, missingDataSets, missingFiles, readAses, readExperiments, readInputs } from "./inputs.js";
export { reportMarkdown } from "./markdown.js";
export { validatePeering } from "./peering.js";
export { validateSixPops } from "./six-pops.js";
export { summaryOf } from "./summary.js";
export { reliabilityFigure } from "./unseen-markdown.js";
