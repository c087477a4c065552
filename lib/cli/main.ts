// The `anycast` command: one file per subcommand, and one place where errors become a sentence and an exit code.
import { Command } from "commander";
import * as catchment from "./commands/catchment.js";
import * as compare from "./commands/compare.js";
import * as converge from "./commands/converge.js";
import * as doctor from "./commands/doctor.js";
import * as explainCommand from "./commands/explain.js";
import * as generate from "./commands/generate.js";
import * as lab from "./commands/lab.js";
import * as lessons from "./commands/lessons.js";
import * as notebook from "./commands/notebook.js";
import * as publish from "./commands/publish.js";
import * as routers from "./commands/routers.js";
import * as start from "./commands/start.js";
import * as test from "./commands/test.js";
import * as validate from "./commands/validate.js";
import { Failure } from "./failure.js";
import { holdLock, type Lock } from "./setup-lock.js";

const commands = [
  start,
  test,
  lessons,
  doctor,
  publish,
  notebook,
  catchment,
  compare,
  explainCommand,
  converge,
  routers,
  lab,
  generate,
  validate,
];

/**
 * Runs the command line.
 * @param argv as process.argv: node, program, arguments
 * @param lock the set-up lock that the bootstrap took, released when the set-up is done
 */
export async function main(argv: readonly string[], lock?: Lock): Promise<void> {
  holdLock(lock);
  const program = new Command("anycast")
    .description("anycast-kit: lessons on IP anycast, and the library that routes and simulates them")
    .showHelpAfterError("(--help says what there is)")
    .configureHelp({ showGlobalOptions: true });
  for (const { register } of commands) register(program);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => stopNow(signal));
  try {
    await program.parseAsync(argv);
  } catch (error) {
    report(error);
    process.exitCode = 1;
  }
}

/** Commands that have something to end in order put a handler in front of this one. */
function stopNow(signal: NodeJS.Signals) {
  if (process.listenerCount(signal) === 1) process.exit(signal === "SIGINT" ? 130 : 143);
}

function report(error: unknown) {
  if (!(error instanceof Error)) return console.error(`✖ ${String(error)}`);
  console.error(`✖ ${indent(explain(error))}`);
  if (error instanceof Failure && error.remedy) console.error(`  ${indent(error.remedy)}`);
  if (process.env.ANYCAST_DEBUG) console.error(error.stack);
}

const indent = (text: string) => text.trimEnd().replaceAll("\n", "\n  ");

/** What the system says of a file, in a person's words. */
function explain(error: Error): string {
  const { code, path } = error as NodeJS.ErrnoException;
  const at = path ? ` ${path}` : "";
  if (code === "EACCES" || code === "EROFS" || code === "EPERM")
    return `Not allowed to write${at}: the folder or file is read-only.`;
  if (code === "ENOSPC") return `No space left on the disk while writing${at}.`;
  if (code === "ENOENT" && path) return `There is no file${at}.`;
  return error.message;
}
