// A shell in separate namespaces (network, process ids, mounts): everything it starts is invisible outside and ends with it.
// Nothing is left behind: it is the first process of its namespace, so all others are killed when it ends. It ends when its
// input closes, and the kernel kills it if this process is killed (PR_SET_PDEATHSIG).
import { spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { randomUUID } from "node:crypto";
import { RoutersError } from "./routers-error.js";

export interface Namespaces {
  /** Runs shell commands one after the other and returns their output. @throws RoutersError if one fails; later ones do not run */
  readonly run: (script: string) => Promise<string>;
  /** Ends everything; resolves when it is gone. */
  readonly close: () => Promise<void>;
}

/** Daemons are in system folders, which are not on every user's PATH. */
const path = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/sbin", "/usr/lib/frr"].join(delimiter);

const programs = [
  { name: "ip", from: "iproute2" },
  { name: "unshare", from: "util-linux" },
  { name: "nsenter", from: "util-linux" },
  { name: "setpriv", from: "util-linux" },
] as const;

/**
 * @param daemons required programs, besides those for namespaces
 * @throws RoutersError if a program is missing, or the user may not create namespaces
 */
export async function openNamespaces(
  daemons: readonly { readonly name: string; readonly from: string }[],
): Promise<Namespaces> {
  const missing = [...daemons, ...programs].filter(({ name }) => !isOnPath(name));
  if (missing.length > 0)
    throw new RoutersError(
      `Programs not found: ${missing.map(({ name }) => name).join(", ")}.`,
      `On Debian or Ubuntu: apt-get install ${[...new Set(missing.map(({ from }) => from))].join(" ")}`,
    );
  const isRoot = process.getuid?.() === 0;
  const shell = spawn(
    "setpriv",
    [
      ...["--pdeathsig", "KILL", "unshare", "--kill-child=KILL", "--fork", "--pid", "--mount", "--net"],
      ...(isRoot ? [] : ["--user", "--map-root-user"]),
      "sh",
    ],
    { env: { ...process.env, PATH: path, LC_ALL: "C" }, stdio: ["pipe", "pipe", "pipe"] },
  );
  let output = "";
  let complaints = "";
  let hasEnded = false;
  let wake = (): void => undefined;
  shell.stdout.setEncoding("utf8").on("data", (text: string) => ((output += text), wake()));
  shell.stderr.setEncoding("utf8").on("data", (text: string) => (complaints += text));
  shell.stdin.on("error", () => undefined); // it has ended: run says so
  const ended = new Promise<void>((resolve) => {
    const end = () => ((hasEnded = true), wake(), resolve());
    shell.once("error", end).once("close", end);
  });

  const run = async (script: string): Promise<string> => {
    const mark = randomUUID();
    output = complaints = "";
    shell.stdin.write(`${script}\nprintf '\\n%s\\n' ${mark}\n`);
    for (;;) {
      const end = output.indexOf(`\n${mark}\n`);
      if (end >= 0) return output.slice(0, end);
      if (hasEnded) throw new RoutersError(`A command failed: ${complaints.trim() || "no error message"}.`);
      await new Promise<void>((resolve) => (wake = resolve));
    }
  };
  const close = async (): Promise<void> => {
    shell.stdin.end();
    await ended;
  };
  try {
    await run(`set -e; ${privateFolders}`);
  } catch (error) {
    await close();
    throw new RoutersError(
      `${isRoot ? "Root" : "This user"} may not create network namespaces on this machine: ${(error as Error).message}`,
      isRoot ? "A container needs CAP_SYS_ADMIN for it." : "Run it as root.",
    );
  }
  return { run, close };
}

/** The names of namespaces, and the daemons' files and sockets, are in a private memory file system. */
export const privateFolders = "mount -t tmpfs none /run && mkdir /run/netns /run/anycast";

/**
 * The head of a script that runs in namespaces of its own: it starts itself there and waits, so that a signal ends everything. The kernel
 * does so where the script itself is killed (PR_SET_PDEATHSIG); without the head's own process, unshare would ignore Ctrl-C.
 * @param name of the script, in its folder
 */
export const startInside = (name: string): string => `if [ "$ANYCAST_LAB" != inside ]; then
  cd "$(dirname "$0")"
  exec 3<&0
  PATH="$PATH:/usr/sbin:/sbin" ANYCAST_LAB=inside setpriv --pdeathsig KILL \\
    unshare --kill-child=KILL --fork --pid --mount --mount-proc --net sh ${name} "$@" <&3 3<&- &
  lab=$!
  exec 3<&-
  trap 'kill -KILL $lab 2>/dev/null; exit 130' INT
  trap 'kill -KILL $lab 2>/dev/null; exit 143' TERM HUP
  code=0; wait $lab || code=$?
  exit $code
fi`;

function isOnPath(program: string): boolean {
  return path.split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
