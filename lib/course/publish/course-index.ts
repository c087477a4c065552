// The first page of the course: its lessons in order, those to come included.
import { figureCss, escapeHtml } from "anycast-kit/figures";
import { countLessons, courseTitle, type CourseLesson } from "./course.js";
import { privacy } from "./lesson.js";
import { bar } from "./navigation.js";
import { renderPage } from "anycast-kit/report";

const summary =
  "One IP address, many machines: how the Internet decides which of them answers you, what that gives, and where it breaks. Five lessons; every claim is computed in front of you.";

/** @param lessons in order, as `courseOf` gives them */
export function publishIndex(lessons: readonly CourseLesson[]): string {
  const minutes = lessons.reduce((sum, lesson) => sum + lesson.minutes, 0);
  const items = lessons.map(({ slug, number, title, summary: line, minutes: long, ready, exercises = 0 }) => {
    const name = ready ? `<a href="${encodeURIComponent(slug)}.html">${escapeHtml(title)}</a>` : escapeHtml(title);
    const done =
      ready && exercises > 0 ? `<li data-page-done="${escapeHtml(slug)}" data-page-of="${exercises}" hidden></li>` : "";
    const known = [
      ready ? "" : "<li>coming</li>",
      `<li>${long} min</li>`,
      exercises > 0 ? `<li>${exercises} exercises</li>` : "",
      done,
    ];
    return `<li${ready ? "" : ' class="coming"'}><span class="number" aria-hidden="true">${number}</span><div>
<h2>${name}</h2><p>${escapeHtml(line)}</p><ul class="facts">${known.join("")}</ul></div></li>`;
  });
  return renderPage({
    title: courseTitle,
    description: summary,
    name: "index",
    license: "CC BY 4.0",
    css: figureCss,
    bundle: "",
    bar: bar(lessons, undefined, courseTitle),
    contents: "",
    main: `<header class="lead"><h1>${courseTitle}</h1><p class="standfirst">${summary}</p>
<ul class="facts"><li>${countLessons(lessons)} lessons in ${lessons.length} parts</li><li>${(minutes / 60).toFixed(1)} hours</li><li>CC BY 4.0</li></ul></header>
<ol class="cards">${items.join("\n")}</ol>`,
    foot: `<p>${privacy}</p>`,
  });
}
