// A notebook as one self-contained HTML page.
export { publishIndex } from "./course-index.js";
export { courseLessons, courseOf, courseTitle, type CourseLesson } from "./course.js";
export { lessonFacts, type LessonFacts } from "./facts.js";
export { privacy, publishLesson, type PublishOptions, type Published } from "./lesson.js";
export { bar } from "./navigation.js";
export { renderOutputs } from "./outputs.js";
export { pageBundle } from "./page-bundle.js";
