// A learner's functions, called from another process: what grading rests on.
export { answersIn, answersOut, openChannel, type Channel, type Line } from "./channel.js";
export { createValues, type CodedValue, type Values } from "./values.js";
