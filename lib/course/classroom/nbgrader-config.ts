// The location of the course's nbgrader_config.py: in the package, not in dist/, because instructors copy it.
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** Absolute path of nbgrader_config.py. */
export const nbgraderConfig = join(
  dirname(createRequire(import.meta.url).resolve("anycast-course/package.json")),
  "classroom",
  "nbgrader_config.py",
);
