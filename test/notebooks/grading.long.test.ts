// Every wrong answer of every lesson handed in to nbgrader (grading.test.ts does one lesson a day).
import { needs } from "../needs.js";
import { gradedByNbgrader } from "./graded-by-nbgrader.js";
import { lessons } from "./lessons.js";

needs("jupyter").describe.each(lessons)("$name, graded by nbgrader with its wrong answers", (lesson) => gradedByNbgrader(lesson));
