// The door of the lecture: sections with their minutes, and kinds of slides.
export { sectionsOf, type Section } from "./sections.js";
export { isSlideType, slideTypes, withLecture } from "./slides.js";
