// The first page of the course: what it is, a moving picture, the lessons in order, those to come included, and what lies beside them.
import { figureCss, escapeHtml } from "anycast-kit/figures";
import { renderPage } from "anycast-kit/report";
import { explorerCssFor } from "../../explorers/core/index.js";
import { renderExplorer } from "../../explorers/index.js";
import { citiesAsk } from "../../stories/index.js";
import { countLessons, courseTitle, type CourseLesson } from "./course.js";
import { indexCss } from "./index-css.js";
import { privacy } from "../lesson.js";
import { bar } from "../navigation.js";

const summary =
  "One IP address, many machines: how the Internet decides which of them answers you, what that gives, and where it breaks. Five lessons; every claim is computed in front of you.";

export interface IndexOptions {
  /** The script of the player; without it the picture does not move. */
  readonly bundle?: string;
  /** Addresses of what lies beside the lessons, where it is there. */
  readonly playground?: string;
  readonly api?: string;
}

/** The explorer whose script the first page needs. */
export const indexExplorer = "player";

/** @param lessons in order, as `courseOf` gives them */
export function publishIndex(
  lessons: readonly CourseLesson[],
  { bundle = "", playground, api }: IndexOptions = {},
): string {
  const minutes = lessons.reduce((sum, lesson) => sum + lesson.minutes, 0);
  const picture = renderExplorer(indexExplorer, citiesAsk(), { id: "cities" });
  const main = `<header class="lead"><h1>${courseTitle}</h1><p class="standfirst">${summary}</p>
<ul class="facts"><li>${countLessons(lessons)} lessons in ${lessons.length} parts</li><li>${(minutes / 60).toFixed(1)} hours</li><li>CC BY 4.0</li></ul>
${start(lessons)}</header>
<section class="opening" aria-labelledby="picture"><h2 id="picture">Twelve cities ask one address</h2>
<p>Five sites announce the same address. Each query follows the routers' tables, and the routing decides which site answers it. Every dot is one packet of the simulation.</p>
<div class="shown">${picture}</div></section>
<section aria-labelledby="lessons"><h2 id="lessons">The lessons</h2>
<p>Read a lesson here: edit its code and run it in the page, with no server and no network. Answers and edits are kept in this browser. <a href="#beside">Jupyter</a> checks types as well.</p>
<ol class="cards">${lessons.map(card).join("\n")}</ol></section>
<section aria-labelledby="beside"><h2 id="beside">Beside the lessons</h2>
<ul class="beside">${beside({ playground, api })}</ul></section>`;
  return renderPage({
    title: courseTitle,
    description: summary,
    name: "index",
    license: "CC BY 4.0",
    css: figureCss + explorerCssFor(main) + indexCss,
    bundle: bundle === "" ? "" : `${bundle}\n(${playOnce.toString()})();`,
    bar: bar(lessons, undefined, courseTitle),
    contents: "",
    main,
    foot: `<p>${privacy}</p>`,
  });
}

/** The reader's next lesson: the first one, until kept progress says another (kit/report/client/done.ts). */
function start(lessons: readonly CourseLesson[]): string {
  const first = lessons.find(({ ready }) => ready);
  if (!first) return "";
  const name = `lesson ${first.number}: ${escapeHtml(first.title)}`;
  return `<p><a class="start" data-page-start href="${encodeURIComponent(first.slug)}.html">Start with ${name}</a></p>`;
}

function card({ slug, number, title, summary: line, minutes, ready, exercises = 0 }: CourseLesson): string {
  const name = ready ? `<a href="${encodeURIComponent(slug)}.html">${escapeHtml(title)}</a>` : escapeHtml(title);
  const done =
    ready && exercises > 0 ? `<li data-page-done="${escapeHtml(slug)}" data-page-of="${exercises}" hidden></li>` : "";
  const known = [
    ready ? "" : "<li>coming</li>",
    `<li>${minutes} min</li>`,
    exercises > 0 ? `<li>${exercises} exercises</li>` : "",
    done,
  ];
  return `<li${ready ? "" : ' class="coming"'}><span class="number" aria-hidden="true">${number}</span><div>
<h3>${name}</h3><p>${escapeHtml(line)}</p><ul class="facts">${known.join("")}</ul></div></li>`;
}

function beside({ playground, api }: Pick<IndexOptions, "playground" | "api">): string {
  const link = (href: string, name: string) => `<a href="${escapeHtml(href)}">${name}</a>`;
  const items = [
    playground &&
      `${link(playground, "Playground")}: your own network. Add networks, links and sites, announce and withdraw, and watch the routes settle.`,
    api
      ? `${link(api, "API pages")}: every function of anycast-kit, with units, errors and sources.`
      : "API pages: <code>npm run docs</code> writes them to <code>dist/docs</code>.",
    "The notebooks in Jupyter: <code>npm start</code> opens them in JupyterLab. There TypeScript checks the types of your code.",
  ];
  return items.flatMap((item) => (item ? `<li>${item}</li>` : [])).join("\n");
}

/** In the page: plays the picture once when it is first seen, unless the reader prefers reduced motion. "Pause" stops it. */
function playOnce(): void {
  const picture = document.querySelector("#cities");
  const button = picture?.querySelector<HTMLButtonElement>("[data-ak-play]");
  if (!button || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  const observer = new IntersectionObserver(
    (seen) => {
      if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      button.click();
    },
    { threshold: 0.5 },
  );
  observer.observe(picture!.querySelector("figure")!);
}
