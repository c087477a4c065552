// `anycast validate`: measured catchments against predictions.
export { defaultExperiments, missingFiles, readExperiments, readInputs } from "./inputs.js";
export { reportMarkdown } from "./markdown.js";
export { validatePeering } from "./peering.js";
export { validateSixPops } from "./six-pops.js";
export { summaryOf } from "./summary.js";
