// The `anycast` command in the repository: the course's commands and the engineer's.
import { computingCommands, engineersCommands, main as runCommands, offerLiveCells } from "anycast-kit/cli";
import * as classroom from "./commands/class/index.js";
import * as doctor from "./commands/doctor.js";
import * as kernel from "./commands/kernel.js";
import * as lessons from "./commands/lessons.js";
import * as notebook from "./commands/notebook.js";
import * as publish from "./commands/publish.js";
import * as start from "./commands/start.js";
import * as test from "./commands/test.js";
import * as validate from "./commands/validate.js";
import { holdLock, type Lock } from "./setup-lock.js";

const courseCommands = [start, test, lessons, doctor, kernel, publish, notebook, classroom, validate];

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
    commands: [...courseCommands, ...engineersCommands],
    computing: [...computingCommands, "notebook", "publish", "validate"],
    module: import.meta.url,
  });
}
