// An engineer's own deployment on an AS graph: read, deployed, evaluated.
export { deployPlanned } from "./deploy.js";
export { evaluatePlanned, type PlannedChange, type PlannedEvaluation, type PlannedOutcome } from "./evaluate.js";
export { readPlannedDeployment, type PlannedDeployment, type PlannedSite } from "./model.js";
export { clientsOf, readUsers, type AsSize, type PlannedUsers, type UserCounts } from "./users.js";
