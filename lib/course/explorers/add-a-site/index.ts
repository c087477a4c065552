// The explorer `add-a-site`.
export { addASite } from "./explorer.js";
export { prepareAddASite } from "./prepare.js";
