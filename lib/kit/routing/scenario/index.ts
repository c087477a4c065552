// The scenario file: one JSON format for all commands, read, checked and played.
export { announcementSchema } from "./announcement-schema.js";
export { asn } from "./fields.js";
export { otherEndings, playScenario, steadyStatesOf, type OtherEnding } from "./play.js";
export { parseAsGraph, readScenario, writeScenario } from "./read.js";
export { answerQuestion, readQuestion, type Answered, type Question } from "./question.js";
export type { QuestionRun } from "./question-runs.js";
export { ScenarioError, type Scenario, type ScenarioClient, type ScenarioTiming } from "./scenario.js";
export { graphSchema, policiesSchema, ruleNameSchema } from "./schema.js";
