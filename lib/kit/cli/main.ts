// The engineer's commands: one file per subcommand, and one place that turns errors into a sentence and an exit code.
import { isMainThread, parentPort } from "node:worker_threads";
import { Command } from "commander";
import { watchTemporaries } from "../files/temporary/index.js";
import { Failure } from "./failure.js";
import { oneLine, visible } from "./terminal/index.js";
import { shutsDownByItself } from "./on-end-signal.js";
import { endNow, exitCodes, type EndSignal } from "./thread/end-now.js";
import { runInThread, type FromThread } from "./thread/run-in-thread.js";

/** One subcommand: it adds itself to the program. */
export interface CommandModule {
  readonly register: (program: Command) => void;
}

/** Name of each command -> its module, loaded when the command is used: a command starts without waiting for the others. */
export type Commands = Readonly<Record<string, () => Promise<CommandModule>>>;

export const engineersCommands: Commands = {
  ask: () => import("./commands/ask.js"),
  catchment: () => import("./commands/catchment.js"),
  compare: () => import("./commands/compare.js"),
  explain: () => import("./commands/explain.js"),
  converge: () => import("./commands/converge.js"),
  routers: () => import("./commands/routers.js"),
  lab: () => import("./commands/lab.js"),
  generate: () => import("./commands/generate.js"),
  deployment: () => import("./commands/deployment.js"),
  data: () => import("./commands/data.js"),
};

/** Commands that compute: they run in a thread, so that the process can handle signals. The others wait for programs. */
export const computingCommands: readonly string[] = [
  "ask",
  "catchment",
  "compare",
  "explain",
  "converge",
  "lab",
  "generate",
  "deployment",
  "data",
];

export interface MainOptions {
  /** Shown at the top of the help. */
  readonly description?: string;
  /** Defaults to the engineer's commands. */
  readonly commands?: Commands;
  /** Names of the commands that run in a thread. Defaults to `computingCommands`. */
  readonly computing?: readonly string[];
  /** The module whose `main` the thread calls, as given by its `import.meta.url`. Defaults to this one. */
  readonly module?: string;
}

/**
 * Runs the command line. An error becomes one sentence on standard error and exit code 1.
 * @example await main(["node", "anycast", "hello"], { commands: { hello: async () => ({ register: (program) => void program.command("hello").action(() => undefined) }) } })
 * @param argv as process.argv: node, program, arguments
 */
export async function main(argv: readonly string[], options: MainOptions = {}): Promise<void> {
  const { computing = computingCommands, module = import.meta.url } = options;
  if (!isMainThread) {
    // Here, not in thread.ts: the commands may be in another file of the package than that, with a watcher of its own.
    watchTemporaries((what, there) => parentPort!.postMessage({ kind: "temporary", what, there } satisfies FromThread));
    return runCommand(argv, options);
  }
  const signals = Object.keys(exitCodes) as EndSignal[];
  // The loader's listeners go after ours are there: a signal that waits while no listener is there would be lost.
  const loaders = signals.map((signal) => [signal, process.listeners(signal)] as const);
  const dropLoaders = () => loaders.forEach(([signal, all]) => all.forEach((each) => process.off(signal, each)));
  if (!computing.includes(argv[2])) {
    for (const signal of signals) process.on(signal, () => stopNow(signal));
    dropLoaders();
    return runCommand(argv, options);
  }
  try {
    const ended = runInThread(argv, module);
    dropLoaders();
    await ended;
  } catch (error) {
    report(error);
    process.exitCode = 1;
  }
}

/** Runs a command in this thread; its errors become a sentence and an exit code. */
async function runCommand(
  argv: readonly string[],
  { description = "anycast-kit: routes and simulates IP anycast", commands = engineersCommands }: MainOptions,
): Promise<void> {
  escapeControls();
  const program = new Command("anycast")
    .description(description)
    .showHelpAfterError("Run with --help for usage.")
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ writeErr: (text) => void process.stderr.write(visible(text)) });
  // Help, and the message about an unknown command, name all of them.
  const chosen = Object.hasOwn(commands, argv[2] ?? "") ? [commands[argv[2]]] : Object.values(commands);
  try {
    for (const { register } of await Promise.all(chosen.map((load) => load()))) register(program);
    const empty = argv.findIndex((word, i) => i > 1 && /^(--[\w-]+=)?$/.test(word));
    if (empty !== -1)
      throw new Failure(
        `${argv[empty] || (argv[empty - 1] ?? "")}: empty value.`,
        "Give one, or leave the option out.",
      );
    await program.parseAsync(argv);
  } catch (error) {
    report(error);
    process.exitCode = 1;
  }
}

/** Text from files is printed and must not move the cursor or colour the terminal: control characters are escaped as \\u001b. */
function escapeControls(): void {
  for (const method of ["log", "error"] as const) {
    const print = console[method].bind(console);
    console[method] = (...words: readonly unknown[]) =>
      print(...words.map((word) => (typeof word === "string" ? visible(word) : word)));
  }
}

function stopNow(signal: EndSignal) {
  // A request to the file system may wait without end: for the writer of a pipe, or for a server.
  const isFree = !process.getActiveResourcesInfo().some((each) => each.startsWith("FSReq"));
  if (!shutsDownByItself(signal)) endNow(signal, isFree);
}

function report(error: unknown) {
  if (!(error instanceof Error)) return console.error(`✖ ${String(error)}`);
  console.error(`✖ ${indent(explain(error))}`);
  // Errors of lower layers, such as OutputError, have a remedy as well.
  if ("remedy" in error && typeof error.remedy === "string" && error.remedy !== "")
    console.error(`  ${indent(error.remedy)}`);
  if (process.env.ANYCAST_DEBUG) console.error(error.stack);
}

const indent = (text: string) => text.trimEnd().replaceAll("\n", "\n  ");

/** Errors of the file system in plain words. */
function explain(error: Error): string {
  const { code, path: named } = error as NodeJS.ErrnoException;
  const path = named && oneLine(named);
  const at = path ? ` ${path}` : "";
  if (code === "EROFS") return `Cannot write${at}: the disk is read-only.`;
  if (code === "EACCES" || code === "EPERM")
    return `Permission denied:${at}.\nCheck the owner and the mode of the file and its folder.`;
  if (code === "EISDIR" && path) return `${path} is a folder, not a file.`;
  if (code === "ENOSPC") return `No space left on the disk while writing${at}.`;
  if (code === "ENOENT" && path) return `File not found: ${path}.`;
  return error.message;
}
