export { courseLessons, courseOf, courseTitle, type CourseLesson } from "./course.js";
export { publishIndex } from "./course-index.js";
export { lessonFacts, type LessonFacts } from "./facts.js";
export { publishLesson, type Published, type PublishOptions } from "./lesson.js";
export { writePage } from "./write-page.js";
export { pageBundle } from "./page-bundle.js";
