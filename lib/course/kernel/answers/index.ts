// Calls of a learner's functions from another process, for grading.
export { answersIn, answersOut, openChannel, type Channel, type Line } from "./channel.js";
export { createValues, type CodedValue, type Values } from "./values.js";
