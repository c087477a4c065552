// A copy of the course as a stranger has it after the clone: the files of the repository, nothing installed, an empty home.
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { cpSync, mkdtempSync, mkdirSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { setTimeout as pause } from "node:timers/promises";
import { join, relative } from "node:path";
import { repository } from "../../needs.js";

const made = new Set(["node_modules", "dist", "generated", "workspace", ".venv", ".cache", ".git", "__pycache__"]);

export interface CourseCopy {
  readonly folder: string;
  readonly home: string;
  readonly remove: () => void;
}

/** Copies the working tree without what git ignores. */
export function copyCourse(): CourseCopy {
  const base = mkdtempSync(join(tmpdir(), "anycast-course-"));
  const folder = join(base, "anycast-kit");
  const home = join(base, "home");
  mkdirSync(home);
  cpSync(repository, folder, {
    recursive: true,
    filter: (path) => {
      const names = relative(repository, path).split("/");
      return !names.some((name) => made.has(name) || name.startsWith(".venv."));
    },
  });
  return { folder, home, remove: () => rmSync(base, { recursive: true, force: true }) };
}

/** The machine's environment less what npm, vitest and this project put into it for the test run itself. */
export function strangersEnvironment(home: string): NodeJS.ProcessEnv {
  const own =
    /^(npm_|NODE_|VITEST|ANYCAST_|JUPYTER|PYTHON|CI$|TEST$|DEV$|PROD$|MODE$|BASE_URL$|SSR$|INIT_CWD$|VIRTUAL_ENV$)/;
  const kept = Object.entries(process.env).filter(([name]) => !own.test(name));
  const path = (process.env.PATH ?? "").split(":").filter((folder) => !folder.includes("node_modules"));
  return { ...Object.fromEntries(kept), HOME: home, PATH: path.join(":") };
}

/** The names of the lessons' notebooks. */
export const lessonFiles: readonly string[] = readdirSync(join(repository, "notebooks"))
  .filter((name) => name.endsWith(".ipynb"))
  .sort();

/** What `npm run lessons` writes of some notebooks: their pages, and the pages of every course. */
export function pagesOf(notebooks: readonly string[]): readonly string[] {
  const namedAfter = (folder: string, prefix: string) =>
    readdirSync(join(repository, "lib", "docs", folder))
      .filter((name) => name.endsWith(".md"))
      .map((name) => prefix + name.replace(/md$/, "html"));
  const lessons = notebooks.map((name) => name.replace("ipynb", "html"));
  return [
    ...lessons,
    ...namedAfter("", "docs-"),
    "index.html",
    ...namedAfter("labs", "lab-"),
    "playground.html",
  ].sort();
}

/** A PATH that has Node, npm and a shell, and no Python. */
export function withoutPython({ home }: CourseCopy): string {
  const bin = join(home, "bin");
  rmSync(bin, { recursive: true, force: true });
  mkdirSync(bin);
  for (const name of ["node", "npm", "sh", "env"])
    symlinkSync(String(execFileSync("sh", ["-c", `command -v ${name}`])).trim(), join(bin, name));
  return bin;
}

export interface Run {
  readonly child: ChildProcess;
  /** All that it has printed so far. */
  readonly output: () => string;
  /** Settles with the exit code; null if a signal ended it. */
  readonly ended: Promise<number | null>;
  /** Settles when the output matches; fails with the output when the program ends before. */
  readonly says: (pattern: RegExp) => Promise<RegExpExecArray>;
  /** Ends it and all it started, at once, as a power cut would. */
  readonly cutOff: () => void;
}

const running = new Set<Run>();

/** Runs a program in a process group of its own. */
export function run(
  command: string,
  args: readonly string[],
  { cwd, env }: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Run {
  const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"], detached: true });
  let output = "";
  const watchers = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      for (const look of watchers) look();
    });
  const ended = new Promise<number | null>((done, failed) => child.once("close", done).once("error", failed));
  const says = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((done, failed) => {
      const look = () => {
        const found = pattern.exec(output);
        if (found) done(found);
      };
      watchers.add(look);
      look();
      void ended.then(() => failed(new Error(`It ended without saying ${String(pattern)}:\n${output}`)));
    });
  const cutOff = () => {
    try {
      process.kill(-child.pid!, "SIGKILL");
    } catch {
      // all of it has ended
    }
  };
  const one: Run = { child, output: () => output, ended, says, cutOff };
  running.add(one);
  void ended.finally(() => running.delete(one));
  return one;
}

/** Ends what a failed test left running: in order, so that JupyterLab goes too, then at once. */
export async function endAll(): Promise<void> {
  for (const one of [...running]) {
    one.child.kill("SIGINT");
    await Promise.race([one.ended, pause(15_000, undefined, { ref: false })]);
    one.cutOff();
  }
}

/** A server on this machine that takes connections and never answers. */
export async function silentServer(): Promise<{
  readonly url: string;
  readonly server: Server;
  readonly port: number;
}> {
  const server = createServer(() => {});
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { url: `http://127.0.0.1:${address.port}/`, server, port: address.port };
}
