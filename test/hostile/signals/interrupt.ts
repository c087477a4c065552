// Starts a command as a person starts it, ends it with a signal, and tells what is left: for the tests of this folder.
import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { repository } from "../../needs.js";

const program = join(repository, "lib", "kit", "cli", "anycast.mjs");

export interface Interrupted {
  /** Whether the command had ended before the signal. */
  readonly early: boolean;
  /** The exit status as a shell has it: 130 also where SIGINT ended Node before it could listen. undefined: it did not end. */
  readonly status: number | undefined;
  /** The last of what it printed. */
  readonly said: string;
  /** From the signal to the end. */
  readonly ms: number;
  /** Command lines of processes of the command that still run, after up to four seconds: a loaded machine is slow to end them. */
  readonly left: readonly string[];
}

/** @param afterMs when to send the signal; a command that ends earlier gets none */
export async function interrupted(
  words: readonly string[],
  { cwd, signal, afterMs }: { readonly cwd: string; readonly signal: NodeJS.Signals; readonly afterMs: number },
): Promise<Interrupted> {
  // Every process of the command has this in its environment, unless the command clears it.
  const mark = `ANYCAST_INTERRUPTED=${process.pid}-${Math.random()}`;
  const [name, value] = mark.split("=");
  const env = { ...process.env, [name]: value };
  const child = spawn(process.execPath, [program, ...words], { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (text) => (said = (said + String(text)).slice(-1500)));
  const ended = new Promise<number>((done) =>
    child.once("exit", (code, by) => done(code ?? 128 + constants.signals[by!])),
  );
  await Promise.race([pause(afterMs), ended]);
  const early = child.exitCode !== null || child.signalCode !== null;
  const tree = descendants(child.pid!);
  const begin = performance.now();
  child.kill(signal);
  const status = await Promise.race([ended, pause(20_000, undefined)]);
  const ms = performance.now() - begin;
  if (status === undefined) child.kill("SIGKILL");
  const remaining = () =>
    processes().filter(
      (each) =>
        each.pid !== process.pid &&
        (tree.some((known) => isSame(known, each)) || each.environ.includes(mark) || each.args.includes(`${cwd}/`)),
    );
  for (let tries = 0; tries < 40 && remaining().length > 0; tries++) await pause(100);
  return { early, status, said, ms, left: remaining().map(({ args }) => args) };
}

export interface Process {
  readonly pid: number;
  readonly parent: number;
  /** Clock ticks since boot; a pid that was given out again has another. */
  readonly start: string;
  readonly args: string;
  readonly environ: string;
}

const read = (file: string): string => {
  try {
    return readFileSync(file, "latin1");
  } catch {
    return "";
  }
};

/** Every process but the dead whose parent has not asked for them. */
function processes(): readonly Process[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      const [state, parent, ...rest] = read(`/proc/${pid}/stat`)
        .replace(/^.*\) /s, "")
        .split(" ");
      if (!parent || state === "Z") return [];
      const args = read(`/proc/${pid}/cmdline`).replaceAll("\0", " ");
      return [
        { pid: Number(pid), parent: Number(parent), start: rest[17], args, environ: read(`/proc/${pid}/environ`) },
      ];
    });
}

const isSame = (a: Process, b: Process) => a.pid === b.pid && a.start === b.start;

/** Those of some processes that still run. */
export const stillRunning = (known: readonly Process[]): readonly Process[] =>
  processes().filter((each) => known.some((one) => isSame(one, each)));

/** A process and all it started, directly or not. */
export function descendants(pid: number): readonly Process[] {
  const all = processes();
  const found = all.filter((each) => each.pid === pid);
  for (let i = 0; i < found.length; i++) found.push(...all.filter(({ parent }) => parent === found[i].pid));
  return found;
}

/** Shares of a command's whole time, from a seed, so that a failure can be repeated. */
export function* moments(seed: number): Generator<number> {
  for (let state = seed; ;) {
    state = (state * 48271) % 2147483647;
    yield 0.05 + 0.75 * (state / 2147483647);
  }
}
