// Pages whose cells run: what publishing puts into a page. The scripts themselves are made by live-bundle.mjs.
export { livePart, type LivePart } from "./live-part.js";
