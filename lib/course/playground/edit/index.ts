// Edits of a scenario: pure functions from one draft to the next, and the draft as text.
export { endsOf, neighboursOf, type Draft, type DraftEvent, type DraftLink, type DraftSite } from "./draft.js";
export {
  addAs,
  addLink,
  changeContract,
  contractOf,
  contracts,
  freeAsn,
  linkOf,
  preferNeighbour,
  removeAs,
  removeLink,
  toggleClient,
  type Contract,
} from "./graph.js";
export { openFile } from "./open-file.js";
export {
  addEvent,
  addSite,
  changeSite,
  eventOf,
  freeSiteName,
  happenings,
  isLocal,
  removeEvent,
  removeSite,
  setLocal,
  type Happening,
} from "./sites.js";
export { choiceOf, settings, withChoice } from "./settings.js";
export { placeOf, placeOfLine, textOf, type Place } from "./text.js";
