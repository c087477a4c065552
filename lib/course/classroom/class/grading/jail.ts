// The jail a submission runs in: bubblewrap (https://github.com/containers/bubblewrap) with Node, the library and nothing else.
// It has no network and its own user. Writable folders are in memory and limited in size; processes and open files are limited in number.
import { execFileSync } from "node:child_process";
import { existsSync, realpathSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { childrenOf, KernelError, type Confinement } from "../../../kernel/index.js";
import { watchTree } from "./watch-tree.js";

export interface JailLimits {
  /** MB of memory for all processes of a submission together. */
  readonly memoryMb: number;
  /** MB that it may write. */
  readonly diskMb: number;
  /** Processes and threads; Node alone has about 15. */
  readonly processes: number;
}

export const jailLimits: JailLimits = { memoryMb: 2048, diskMb: 64, processes: 96 };

/** An unused user id. If root starts the jail, the submission runs as this user. */
const jailUser = 64_001;

/** Where a submission's cells run, inside. */
export const jailHome = "/home/learner";

/** What to do if there is no jail. */
export const jailRemedy =
  "On Debian or Ubuntu: apt install bubblewrap (Fedora: dnf install bubblewrap); on macOS and Windows grade in a Linux machine or container.\n" +
  "Or use --no-jail, which runs submissions with all rights of your account: only for work you trust.";

/** How long a first program in the jail may take, on a busy machine too, ms. */
const patienceMs = 120_000;

/** Why there is no jail here; undefined if there is one. Starts one to find out, and looks whether the library is visible in it. */
export function noJailBecause(): string | undefined {
  if (process.platform !== "linux") return "bubblewrap runs on Linux only";
  if (find("bwrap") === undefined) return "the program bwrap (bubblewrap) is not installed";
  for (const name of ["setpriv", "prlimit"])
    if (find(name) === undefined) return `the program ${name} (util-linux) is not installed`;
  const { command } = jail();
  try {
    const look = 'for (const path of process.argv.slice(1)) require("node:fs").accessSync(path)';
    const [file, ...words] = command([process.execPath, "-e", look, ...packages()]);
    execFileSync(file, words, { stdio: ["ignore", "ignore", "pipe"], timeout: patienceMs });
    return undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ETIMEDOUT")
      return `bwrap did not start a program within ${patienceMs / 1000} s: the machine is too busy, or bwrap hangs`;
    const said = String((error as { stderr?: Buffer }).stderr ?? (error as Error).message).trim();
    return `bwrap does not work here (${said.split("\n").at(-1)})`;
  }
}

export function jail(limits: JailLimits = jailLimits): Confinement {
  return {
    command: (words) => [find("bwrap") ?? "bwrap", ...walls(limits), ...within(limits), ...words],
    interrupt(pid) {
      for (const inside of firstInside(pid)) signal(inside);
    },
    watch: (pid, end) => watchTree(pid, limits, end),
  };
}

/** The folders of the library and the kernel. */
function packages(): readonly string[] {
  const { resolve } = createRequire(import.meta.url);
  return ["anycast-kit", "anycast-course", "tslab"].map((name) =>
    realpathSync(dirname(resolve(`${name}/package.json`))),
  );
}

/** Folders and files that a submission can see, all of them read-only. */
function visible(): readonly string[] {
  const modules = packages().flatMap((folder) => [folder, modulesAbove(folder)]);
  const system = ["/usr/lib", "/usr/lib64", "/usr/libexec/coreutils", "/lib", "/lib64", "/lib32"].filter((path) =>
    existsSync(path),
  );
  const programs = [realpathSync(process.execPath), find("setpriv"), find("prlimit")];
  return [...new Set([...system, ...programs, ...modules].filter((path) => path !== undefined))];
}

/** The node_modules folder that a package's imports resolve to. */
function modulesAbove(folder: string): string | undefined {
  for (let at = folder; at !== dirname(at); at = dirname(at)) {
    if (at.endsWith("/node_modules")) return at;
    const here = join(at, "node_modules");
    if (existsSync(join(here, "tslab"))) return realpathSync(here);
  }
  return undefined;
}

function walls({ diskMb }: JailLimits): string[] {
  const bytes = String(diskMb * 1_000_000);
  const asRoot = process.getuid?.() === 0;
  const links = ["/lib", "/lib64", "/lib32"].filter((path) => isLink(path));
  return [
    ...["--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try"],
    ...["--die-with-parent", "--hostname", "jail"],
    // Root changes to an unprivileged user inside; any other user has no privileges to drop.
    ...(asRoot
      ? ["--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID", "--cap-add", "CAP_SETPCAP"]
      : ["--unshare-user"]),
    // Before the binds: the library itself may lie below /tmp.
    ...["--perms", "0755", "--dir", dirname(jailHome)],
    ...["/tmp", jailHome].flatMap((path) => ["--size", bytes, "--perms", "0777", "--tmpfs", path]),
    ...ancestors(visible()).flatMap((path) => ["--perms", "0755", "--dir", path]), // only root can read folders that bwrap creates itself
    ...visible().flatMap((path) => (links.includes(path) ? [] : ["--ro-bind", path, path])),
    ...links.flatMap((path) => ["--symlink", realpathSync(path).slice(1), path]),
    ...(realpathSync(process.execPath) === process.execPath
      ? []
      : ["--symlink", realpathSync(process.execPath), process.execPath]),
    ...["--proc", "/proc", "--dev", "/dev"],
    ...["--size", bytes, "--perms", "0777", "--tmpfs", "/dev/shm"],
    ...["--remount-ro", "/dev", "--remount-ro", "/"],
    ...[
      "--chdir",
      jailHome,
      "--clearenv",
      "--setenv",
      "HOME",
      jailHome,
      "--setenv",
      "LANG",
      "C.UTF-8",
      "--setenv",
      "TZ",
      "UTC",
    ],
  ];
}

/** The folders above some paths, outer ones first. */
function ancestors(paths: readonly string[]): string[] {
  const above = (path: string): string[] => (path === "/" ? [] : [...above(dirname(path)), path]);
  return [
    ...new Set([...paths.map((path) => dirname(path)), dirname(process.execPath), dirname(jailHome)].flatMap(above)),
  ];
}

/** Programs that run inside, each starting the next: setpriv drops privileges, prlimit sets limits, then Node. */
function within({ diskMb, processes }: JailLimits): string[] {
  const asRoot = process.getuid?.() === 0;
  const user = asRoot ? [`--reuid=${jailUser}`, `--regid=${jailUser}`, "--clear-groups", "--bounding-set=-all"] : [];
  const limits = [`--nproc=${processes}`, `--fsize=${diskMb * 1_000_000}`, "--nofile=256", "--core=0"];
  return [
    find("setpriv") ?? "setpriv",
    ...user,
    "--inh-caps=-all",
    "--no-new-privs",
    find("prlimit") ?? "prlimit",
    ...limits,
  ];
}

function find(program: string): string | undefined {
  const folders = [...(process.env.PATH ?? "").split(":"), "/usr/bin", "/bin", "/usr/sbin"];
  const file = folders
    .map((folder) => join(folder, program))
    .find((path) => existsSync(path) && statSync(path).isFile());
  return file && realpathSync(file);
}

const isLink = (path: string): boolean => existsSync(path) && realpathSync(path) !== path;

/** bwrap outside -> its init inside -> what the init started first: Node. */
function firstInside(pid: number): number[] {
  return childrenOf(childrenOf(pid)[0] ?? 0).slice(0, 1);
}

function signal(pid: number): void {
  try {
    process.kill(pid, "SIGINT");
  } catch {
    // The process has ended.
  }
}

/** The jail, or none if it was asked for. @throws KernelError with the remedy if this machine cannot run one */
export function chosenJail({ noJail = false }: { readonly noJail?: boolean } = {}): Confinement | undefined {
  if (noJail) return undefined;
  const why = noJailBecause();
  if (why !== undefined)
    throw new KernelError(`Submissions are graded in a jail, and ${why}.\n${jailRemedy}`, { failure: "kernel" });
  return jail();
}
