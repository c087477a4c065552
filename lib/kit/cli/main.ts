// The engineer's commands: one file per subcommand, and one place where errors become a sentence and an exit code.
import { Command } from "commander";
import * as ask from "./commands/ask.js";
import * as catchment from "./commands/catchment.js";
import * as compare from "./commands/compare.js";
import * as converge from "./commands/converge.js";
import * as explainCommand from "./commands/explain.js";
import * as generate from "./commands/generate.js";
import * as lab from "./commands/lab.js";
import * as routers from "./commands/routers.js";
import { Failure } from "./failure.js";

/** One subcommand: it adds itself to the program. */
export interface CommandModule {
  readonly register: (program: Command) => void;
}

export const engineersCommands: readonly CommandModule[] = [
  ask,
  catchment,
  compare,
  explainCommand,
  converge,
  routers,
  lab,
  generate,
];

export interface MainOptions {
  /** Shown at the top of the help. */
  readonly description?: string;
  /** Defaults to the engineer's commands. */
  readonly commands?: readonly CommandModule[];
}

/**
 * Runs the command line. An error ends up as one sentence on standard error and exit code 1.
 * @param argv as process.argv: node, program, arguments
 */
export async function main(
  argv: readonly string[],
  { description = "anycast-kit: routes and simulates IP anycast", commands = engineersCommands }: MainOptions = {},
): Promise<void> {
  const program = new Command("anycast")
    .description(description)
    .showHelpAfterError("Run with --help for usage.")
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
