// Pages whose cells run: the parts that publishing adds to a page. live-bundle.mjs builds the scripts.
export { livePart, pack, runtimeFile, runtimePacks, sharedRuntimeScript, type LivePart } from "./live-part.js";
