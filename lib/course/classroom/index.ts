// Notebook formatter and linter, student copies, nbgrader configuration.
export { exercises, type Exercise } from "./exercise.js";
export { formatNotebook, formattedText } from "./format.js";
export { lessonSize, sizeLimits, type LessonSize } from "./lesson-size.js";
export { lintNotebook, type LintOptions } from "./lint.js";
export { newNotebook } from "./new-notebook.js";
export { homeworkRules, stillTooLarge } from "./rules/index.js";
export { sectionsOf, withLecture, type Section } from "./lecture/index.js";
export { withPoints } from "./points.js";
export { nbgraderConfig } from "./nbgrader-config.js";
export { problemText, type Problem } from "./problem.js";
export { codeStub, studentCopy, textStub } from "./student-copy.js";
export { readWrongAnswers, withAnswers, type WrongAnswer } from "./wrong-answers.js";
export * from "./class/index.js";
