// A shell in namespaces of its own (network, process ids, mounts): what it starts and makes is visible to nobody else, and ends
// with it. Whatever becomes of us, nothing stays behind: it is the first process of its namespace, so all others die when it
// ends, and it ends when our end of its input closes; where we are killed, the kernel kills it (PR_SET_PDEATHSIG).
import { spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { randomUUID } from "node:crypto";
import { RoutersError } from "./routers-error.js";

export interface Namespaces {
  /** Runs commands of the shell one after the other and returns what they print. @throws RoutersError where one fails: it is the last */
  readonly run: (script: string) => Promise<string>;
  /** Ends everything; comes back when it is gone. */
  readonly close: () => Promise<void>;
}

/** Daemons are in the administrator's folders, which are not on everybody's PATH. */
const path = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/sbin", "/usr/lib/frr"].join(delimiter);

const programs = [
  { name: "ip", from: "iproute2" },
  { name: "unshare", from: "util-linux" },
  { name: "nsenter", from: "util-linux" },
  { name: "setpriv", from: "util-linux" },
] as const;

/** @param daemons what is to run, besides what namespaces need @throws RoutersError where a program is missing, or where this person may not make namespaces */
export async function openNamespaces(
  daemons: readonly { readonly name: string; readonly from: string }[],
): Promise<Namespaces> {
  const missing = [...daemons, ...programs].filter(({ name }) => !isOnPath(name));
  if (missing.length > 0)
    throw new RoutersError(
      `Real routers need ${missing.map(({ name }) => name).join(", ")}, which this machine does not have.`,
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
      if (hasEnded) throw new RoutersError(`A command failed: ${complaints.trim() || "it says nothing"}.`);
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
      `This machine does not let ${isRoot ? "even root" : "you"} make network namespaces: ${(error as Error).message}`,
      isRoot ? "A container needs CAP_SYS_ADMIN for it." : "Run it as root.",
    );
  }
  return { run, close };
}

/** The names of namespaces, and the daemons' files and sockets, go into a memory file system that nobody else sees. */
export const privateFolders = "mount -t tmpfs none /run && mkdir /run/netns /run/anycast";

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
