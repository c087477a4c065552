// An exercise has the same verdict in the page as in Jupyter: the wrong answers of lesson 1 here, of all lessons in the long test.
import { needs } from "../../needs.js";
import { lessons } from "../../notebooks/lessons.js";
import { sameVerdicts } from "./same-verdicts.js";

const [first] = lessons;
needs("chromium").describe(`the wrong answers of ${first.name}`, () => sameVerdicts(first));
