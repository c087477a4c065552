// Pages whose cells run: what publishing puts into a page. The scripts themselves are made by live-bundle.mjs.
export { livePart, runtimeFile, sharedRuntimeScript, type LivePart } from "./live-part.js";
