// All lessons after the first in the real JupyterLab.
import { needs } from "../../needs.js";
import { laterLessons, lessonsInJupyterLab } from "./lessons-in-lab.js";

needs("jupyter", "chromium").describe("lessons in JupyterLab", () => {
  lessonsInJupyterLab(laterLessons);
});
