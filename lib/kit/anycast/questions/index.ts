// The runs of a question that operators ask: what is beyond routing, simulated and compared with the stated answer.
export { answerRuns, type RunAnswer } from "./answer-runs.js";
