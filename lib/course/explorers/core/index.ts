// The parts of every explorer: its interface, buttons, style, wording.
export { buttonsHtml } from "./buttons.js";
export { explorerCss, explorerCssFor } from "./css.js";
export {
  ExplorerError,
  moveTo,
  playSpeeds,
  stepWords,
  stopFrom,
  valueText,
  viewHtml,
  type Control,
  type Explorer,
  type Patch,
  type RangeControl,
  type State,
  type StopStep,
  type Touched,
  type View,
} from "./explorer.js";
export { asesField, asnField, cityField, internetField, siteLetter } from "./fields.js";
export { named, readWith } from "./read-with.js";
export { readDeployment, readNetwork, type DeploymentJson } from "./scenario-json.js";
export { capitalised, count, hintHtml, percent, percentText } from "./wording.js";
