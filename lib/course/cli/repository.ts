// Paths in a checkout of the course, seen from lib/course/dist/cli or, in tests, from lib/course/cli.
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const up = import.meta.url.endsWith(".ts") ? "../../.." : "../../../..";
export const repository = fileURLToPath(new URL(up, import.meta.url)).replace(/\/$/, "");

const at = (...parts: string[]) => join(repository, ...parts);

export const places = {
  /** The lessons: the single source. */
  notebooks: at("notebooks"),
  /** The learner's own copy of them. */
  workspace: at("workspace"),
  /** Questions that operators ask, each with a scenario. */
  questions: at("data", "questions"),
  /** Documents for users: Markdown. */
  docs: at("lib", "docs"),
  /** Lab sheets: Markdown with commands and their output. */
  labSheets: at("lib", "docs", "labs"),
  requirements: at("requirements.txt"),
  environment: at(".venv"),
  /** Settings for Jupyter, and its log: never inside an external environment. */
  jupyter: at(".cache", "jupyter"),
  pages: at("dist", "lessons"),
  /** What `npm run docs` writes. */
  apiPages: at("dist", "docs"),
  testResults: at(".cache", "test-results.json"),
} as const;

/** The path relative to the repository. */
export const shortly = (path: string) => (path.startsWith(`${repository}/`) ? path.slice(repository.length + 1) : path);
