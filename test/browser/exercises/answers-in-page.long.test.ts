// An exercise has the same verdict in the page as in Jupyter: all wrong answers of all lessons but the first (answers-in-page.test.ts).
import { needs } from "../../needs.js";
import { lessons } from "../../notebooks/lessons.js";
import { sameVerdicts } from "./same-verdicts.js";

const { describe } = needs("chromium");
for (const lesson of lessons.slice(1)) describe(`the wrong answers of ${lesson.name}`, () => sameVerdicts(lesson));
