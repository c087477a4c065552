// `anycast class`: runs a class, from releasing lessons to exporting marks. The commands use nbgrader.
import type { Command } from "commander";
import * as after from "./after.js";
import * as grade from "./grade.js";
import * as quiz from "./quiz.js";
import * as setUp from "./set-up.js";
import * as studentKit from "./student-kit.js";
import * as teach from "./teach.js";

export function register(program: Command): void {
  const command = program
    .command("class")
    .description("run a class: release, collect, grade in a jail, write feedback and marks");
  for (const part of [setUp, grade, after, quiz, studentKit, teach]) part.register(command);
}
