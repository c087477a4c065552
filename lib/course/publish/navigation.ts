// Ways through the course and through the page: the bar, the contents, previous and next.
import { escapeHtml } from "anycast-kit/figures";
import { lessonWords as words } from "../words.js";
import { courseTitle, type CourseLesson } from "./course/course.js";

/** The bar: the course, its lessons by number. A page outside a course has its own title there. */
export function bar(lessons: readonly CourseLesson[], current: string | undefined, title: string): string {
  if (lessons.length === 0) return `<a class="home" href="#page-main">${escapeHtml(title)}</a>`;
  const items = lessons.map(({ slug, number, title: name, ready }) => {
    const label = `<span class="unseen">${words.lesson} </span>${number}<span class="unseen">: ${escapeHtml(name)}`;
    if (!ready)
      return `<li><span title="${escapeHtml(name)}, ${words.coming}">${label}, ${words.coming}</span></span></li>`;
    const here = slug === current ? ' aria-current="page"' : "";
    return `<li><a href="${encodeURIComponent(slug)}.html" title="${escapeHtml(name)}"${here}>${label}</span></a></li>`;
  });
  return `<a class="home" href="index.html">${courseTitle}</a>\n<nav aria-label="${words.lessons}"><ol>${items.join("")}</ol></nav>`;
}

/** Previous and next lesson; one that is not written yet is named, without a link. */
export function sequence(lessons: readonly CourseLesson[], current: string): string {
  const here = lessons.findIndex(({ slug }) => slug === current);
  if (here < 0) return "";
  const step = (lesson: CourseLesson | undefined, kind: "previous" | "next") => {
    if (lesson === undefined) return "";
    const word = words[kind];
    const inside = `<small>${word}${lesson.ready ? "" : `, ${words.coming}`}</small>${lesson.number}. ${escapeHtml(lesson.title)}`;
    return lesson.ready
      ? `<a class="${kind}" href="${encodeURIComponent(lesson.slug)}.html" rel="${kind === "next" ? "next" : "prev"}">${inside}</a>`
      : `<span class="${kind}">${inside}</span>`;
  };
  const steps = step(lessons[here - 1], "previous") + step(lessons[here + 1], "next");
  return steps === "" ? "" : `<nav class="sequence" aria-label="${words.steps}">${steps}</nav>`;
}
