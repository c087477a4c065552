// The `anycast` command in the repository: the course's commands and the engineer's.
import { computingCommands, engineersCommands, main as runCommands, offerLiveCells, type Commands } from "anycast-kit/cli"; // prettier-ignore
import { holdLock, type Lock } from "./setup-lock.js";

export const courseCommands: Commands = {
  start: () => import("./commands/start.js"),
  test: () => import("./commands/test.js"),
  lessons: () => import("./commands/lessons.js"),
  doctor: () => import("./commands/doctor.js"),
  kernel: () => import("./commands/kernel.js"),
  publish: () => import("./commands/publish.js"),
  notebook: () => import("./commands/notebook.js"),
  class: () => import("./commands/class/index.js"),
  predict: () => import("./commands/predict.js"),
  validate: () => import("./commands/validate.js"),
};

/**
 * Runs the command line of the course.
 * @param argv as process.argv: node, program, arguments
 * @param lock the set-up lock that the bootstrap took, released when the set-up is done
 */
export async function main(argv: readonly string[], lock?: Lock): Promise<void> {
  holdLock(lock);
  offerLiveCells(async (...given) => (await import("./live-section.js")).liveSection(...given)); // loads highlighting, half a second
  await runCommands(argv, {
    description: "anycast-kit: lessons on IP anycast, and the library that routes and simulates them",
    commands: { ...courseCommands, ...engineersCommands },
    computing: [...computingCommands, "notebook", "publish", "lessons", "class", "predict", "validate"],
    module: import.meta.url,
  });
}
