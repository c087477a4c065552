// Running a class, from releasing lessons to exporting marks.
export { answersAsCode, codeForJPlag } from "./answers-as-code.js";
export { collectFrom, type Collected } from "./collect.js";
export { openCourse, type Course } from "./course-process.js";
export { collectFromExchange, feedbackToExchange } from "./exchange.js";
export { feedbackPage } from "./feedback.js";
export { forgetStudent } from "./forget.js";
export { assignmentOf, checkStudent, ClassError, initClass, openClass, placesIn, type ClassFolder } from "./folder.js";
export { gradeSubmissions, resultOf, submissionsOf, type GradeProgress, type Submission } from "./grade.js";
export { chosenJail } from "./grading/jail.js";
export { fillGradebook, gradescopeResults, marksCsv, marksOf } from "./marks.js";
export { readRoster } from "./roster.js";
export { completeSubmission } from "./submission.js";
export { isStudentCopy, studentKit } from "./student-kit.js";
export { hasVariants, releaseVariants, seedOf, sheetsOf, withSeed } from "./variants.js";
export { giftOf } from "./quiz/gift.js";
export { writeQti } from "./quiz/qti.js";
export { questionsOf, type Question } from "./quiz/questions.js";
