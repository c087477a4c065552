// A notebook as one self-contained HTML page.
export { indexExplorer, publishIndex, type IndexOptions } from "./course/course-index.js";
export { cellsAlone } from "./cells-alone.js";
export { courseLessons, courseOf, courseTitle, type CourseLesson } from "./course/course.js";
export { lessonFacts, type LessonFacts } from "./facts.js";
export { publishLesson, runsInPage, type PublishOptions, type Published } from "./lesson.js";
export { bar } from "./navigation.js";
export { renderOutputs } from "./outputs.js";
export { bundleOf, pageBundle } from "./page-bundle.js";
