// The lesson whose turn it is today in the real JupyterLab; lessons.long.test.ts takes all, and lab.test.ts the first one every day.
import { sliceOf } from "../../long-tests.mjs";
import { needs } from "../../needs.js";
import { laterLessons, lessonsInJupyterLab } from "./lessons-in-lab.js";

needs("jupyter", "chromium").describe("a lesson in JupyterLab", () => {
  lessonsInJupyterLab(sliceOf(laterLessons, new Date()).files);
});
