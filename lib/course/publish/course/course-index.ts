// The first page of the course: what it is, a moving picture, the lessons in order, those to come included, and what lies beside them.
import { figureCss, escapeHtml } from "anycast-kit/figures";
import { renderPage } from "anycast-kit/report";
import { explorerCssFor } from "../../explorers/core/index.js";
import { renderExplorer } from "../../explorers/index.js";
import { citiesAsk } from "../../stories/index.js";
import { countLessons, courseTitle, type CourseLesson } from "./course.js";
import { indexCss } from "./index-css.js";
import { indexWords as words, lessonWords } from "../../words.js";
import { bar } from "../navigation.js";

export interface IndexOptions {
  /** The script of the player; without it the picture does not move. */
  readonly bundle?: string;
  /** Addresses of what lies beside the lessons, where it is there. */
  readonly playground?: string;
  readonly api?: string;
  /** The pages of the lab sheets, and those of the documents. */
  readonly labs?: readonly LinkedPage[];
  readonly docs?: readonly LinkedPage[];
}

interface LinkedPage {
  readonly file: string;
  readonly title: string;
}

/** The explorer whose script the first page needs. */
export const indexExplorer = "player";

/** @param lessons in order, as `courseOf` gives them */
export function publishIndex(lessons: readonly CourseLesson[], { bundle = "", ...besides }: IndexOptions = {}): string {
  const minutes = lessons.reduce((sum, lesson) => sum + lesson.minutes, 0);
  const picture = renderExplorer(indexExplorer, citiesAsk(), { id: "cities" });
  const facts = words.facts(countLessons(lessons), lessons.length, (minutes / 60).toFixed(1));
  const main = `<header class="lead"><h1>${courseTitle}</h1><p class="standfirst">${words.summary}</p>
<ul class="facts">${facts.map((fact) => `<li>${fact}</li>`).join("")}</ul>
${start(lessons)}</header>
<section class="opening" aria-labelledby="picture"><h2 id="picture">${words.picture}</h2>
<p>${words.pictureText}</p>
<div class="shown">${picture}</div></section>
<section aria-labelledby="lessons"><h2 id="lessons">${words.lessons}</h2>
<p>${words.lessonsText((name) => `<a href="#beside">${name}</a>`)}</p>
<ol class="cards">${lessons.map(card).join("\n")}</ol></section>
<section aria-labelledby="beside"><h2 id="beside">${words.beside}</h2>
<ul class="beside">${beside(besides)}</ul></section>`;
  return renderPage({
    title: courseTitle,
    description: words.summary,
    name: "index",
    license: "CC BY 4.0",
    css: figureCss + explorerCssFor(main) + indexCss,
    bundle: bundle === "" ? "" : `${bundle}\n(${playOnce.toString()})();`,
    bar: bar(lessons, undefined, courseTitle),
    contents: "",
    main,
    foot: `<p>${lessonWords.privacy}</p>`,
  });
}

/** The reader's next lesson: the first one, until kept progress says another (kit/report/client/done.ts). */
function start(lessons: readonly CourseLesson[]): string {
  const first = lessons.find(({ ready }) => ready);
  if (!first) return "";
  const name = words.startWith(first.number, escapeHtml(first.title));
  return `<p><a class="start" data-page-start href="${encodeURIComponent(first.slug)}.html">${name}</a></p>`;
}

function card({ slug, number, title, summary: line, minutes, ready, exercises = 0 }: CourseLesson): string {
  const name = ready ? `<a href="${encodeURIComponent(slug)}.html">${escapeHtml(title)}</a>` : escapeHtml(title);
  const done =
    ready && exercises > 0 ? `<li data-page-done="${escapeHtml(slug)}" data-page-of="${exercises}" hidden></li>` : "";
  const known = [
    ready ? "" : `<li>${lessonWords.coming}</li>`,
    `<li>${lessonWords.minutes(minutes)}</li>`,
    exercises > 0 ? `<li>${words.exercises(exercises)}</li>` : "",
    done,
  ];
  return `<li${ready ? "" : ' class="coming"'}><span class="number" aria-hidden="true">${number}</span><div>
<h3>${name}</h3><p>${escapeHtml(line)}</p><ul class="facts">${known.join("")}</ul></div></li>`;
}

function beside({ playground, labs = [], docs = [], api }: Omit<IndexOptions, "bundle">): string {
  const link = (href: string, name: string) => `<a href="${escapeHtml(href)}">${name}</a>`;
  const links = (pages: readonly LinkedPage[]) =>
    pages.map(({ file, title }) => link(file, escapeHtml(title))).join(", ");
  const items = [
    playground && words.playground((name) => link(playground, name)),
    labs.length > 0 && words.labs(links(labs)),
    docs.length > 0 && words.docs(links(docs)),
    api ? words.api((name) => link(api, name)) : words.apiToMake,
    words.jupyter,
  ];
  return items.flatMap((item) => (item ? `<li>${item}</li>` : [])).join("\n");
}

/** In the page: plays the picture once when it is first seen, unless the reader prefers reduced motion. "Pause" stops it. */
function playOnce(): void {
  const picture = document.querySelector("#cities");
  const button = picture?.querySelector<HTMLButtonElement>("[data-ak-play]");
  // The picture may be seen before its script has started.
  const play = () => (picture!.hasAttribute("data-ak-awake") ? button!.click() : void setTimeout(play, 50));
  if (!button || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  const observer = new IntersectionObserver(
    (seen) => {
      if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      play();
    },
    { threshold: 0.5 },
  );
  observer.observe(picture!.querySelector("figure")!);
}
