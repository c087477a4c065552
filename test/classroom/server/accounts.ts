// Throw-away accounts of this machine, in a mount namespace of their own. There, folders can be covered so that no account sees them,
// and those an account needs can be shown although they lie below a folder of root's.
import { execFileSync, spawn, spawnSync, type ChildProcess, type SpawnSyncReturns } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { venv } from "../../needs.js";

export interface Accounts {
  /** A folder that everybody can enter, and only root can write. */
  readonly base: string;
  /** The account's real name, by the name it was asked for. */
  readonly name: (wanted: string) => string;
  readonly home: (wanted: string) => string;
  /** Runs a program as an account, or as root in the same namespace. */
  run(
    account: string,
    words: readonly string[],
    options?: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv; readonly input?: string },
  ): SpawnSyncReturns<string>;
  /** The same, without waiting; its output goes to this process. */
  start(account: string, words: readonly string[], options?: { readonly env?: NodeJS.ProcessEnv }): ChildProcess;
  remove(): Promise<void>;
}

/** The folder of the Python that .venv was made from; other accounts cannot enter root's home otherwise. */
export const pythonHome = (): string => dirname(dirname(realpathSync(join(venv, "bin", "python"))));

export interface AccountOptions {
  readonly names: readonly string[];
  /** Folders that look empty to every account, and cannot be entered. */
  readonly covered?: readonly string[];
  /** Folders that accounts can reach, wherever they are. */
  readonly shown?: readonly string[];
  /** Folders that also appear below `base`: the place there by the folder. */
  readonly alsoAt?: Readonly<Record<string, string>>;
}

/** What a program printed. @throws Error with all it printed, if it failed */
export function must({ status, stdout, stderr }: SpawnSyncReturns<string>): string {
  if (status !== 0) throw new Error(`exit code ${status}\n${stdout}\n${stderr}`);
  return stdout;
}

/** Makes them. It needs root. */
export async function makeAccounts({
  names,
  covered = [],
  shown = [],
  alsoAt = {},
}: AccountOptions): Promise<Accounts> {
  const base = realpathSync(mkdtempSync(join(tmpdir(), "anycast-accounts-")));
  chmodSync(base, 0o755);
  mkdirSync(join(base, "home"));
  const name = (wanted: string) => `ak${process.pid}${wanted}`;
  const home = (wanted: string) => join(base, "home", wanted);
  const made: string[] = [];
  let holder: ChildProcess | undefined;
  const remove = async () => {
    if (holder?.exitCode === null) {
      const ended = new Promise((done) => holder?.once("close", done));
      holder.kill("SIGKILL");
      await ended;
    }
    for (const account of made) spawnSync("userdel", ["--force", account]);
    rmSync(base, { recursive: true, force: true });
  };
  try {
    for (const wanted of names) {
      execFileSync("useradd", ["--create-home", "--home-dir", home(wanted), "--shell", "/bin/bash", name(wanted)]);
      chmodSync(home(wanted), 0o700);
      made.push(name(wanted));
    }
    holder = await namespace(script(base, { covered, shown, alsoAt }));
  } catch (error) {
    await remove();
    throw error;
  }
  const inside = (account: string, words: readonly string[], cwd: string): string[] => [
    ...["--mount", "--target", String(holder.pid), "sh", "-c", 'cd "$0" && exec "$@"', cwd],
    ...(account === "root" ? [] : ["setpriv", `--reuid=${name(account)}`, `--regid=${name(account)}`, "--init-groups"]),
    ...words,
  ];
  const environment = (account: string, more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
    PATH: process.env.PATH,
    HOME: account === "root" ? base : home(account),
    USER: account === "root" ? "root" : name(account),
    LANG: "C.UTF-8",
    ...more,
  });
  return {
    base,
    name,
    home,
    run: (account, words, { cwd = account === "root" ? base : home(account), env, input } = {}) =>
      spawnSync("nsenter", inside(account, words, cwd), {
        env: environment(account, env),
        encoding: "utf8",
        maxBuffer: 2 ** 26,
        ...(input === undefined ? {} : { input }),
      }),
    start: (account, words, { env } = {}) =>
      spawn("nsenter", inside(account, words, base), { env: environment(account, env), stdio: "ignore" }),
    remove,
  };
}

/** A process whose mount namespace the script has arranged. */
function namespace(text: string): Promise<ChildProcess> {
  const words = ["--mount", "--propagation", "private", "sh", "-euc", `${text}\necho ready\nexec sleep 3600`];
  const child = spawn("unshare", words, { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  return new Promise((done, failed) => {
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (more: Buffer) => {
        said += String(more);
        if (said.includes("ready")) done(child);
      });
    child.once("close", () => failed(new Error(`no mount namespace: ${said}`)));
  });
}

function script(base: string, { covered, shown, alsoAt }: Omit<Required<AccountOptions>, "names">): string {
  const lines: string[] = [];
  for (const [folder, place] of Object.entries(alsoAt))
    lines.push(`mkdir -p ${quoted(join(base, place))}`, `mount --bind ${quoted(folder)} ${quoted(join(base, place))}`);
  // What is below a closed folder is kept aside, the folder is covered by an empty one that is open, and it is put back.
  const closed = new Map<string, string[]>();
  for (const path of [...shown, dirname(realpathSync(process.execPath))]) {
    const above = closedAbove(path);
    if (above !== undefined) closed.set(above, [...(closed.get(above) ?? []), path]);
  }
  for (const [above, paths] of closed) {
    const aside = (path: string) => quoted(join(base, "aside", relative("/", path)));
    for (const path of paths) lines.push(`mkdir -p ${aside(path)}`, `mount --bind ${quoted(path)} ${aside(path)}`);
    lines.push(`mount -t tmpfs -o mode=0755 none ${quoted(above)}`);
    for (const path of paths) lines.push(`mkdir -p ${quoted(path)}`, `mount --bind ${aside(path)} ${quoted(path)}`);
  }
  for (const folder of covered) lines.push(`mount -t tmpfs -o mode=0700 none ${quoted(folder)}`);
  return lines.join("\n");
}

const quoted = (path: string) => `'${path.replaceAll("'", String.raw`'\''`)}'`;

/** The outermost folder above a path that other accounts cannot enter. */
function closedAbove(path: string): string | undefined {
  const above: string[] = [];
  for (let at = path; at !== dirname(at); at = dirname(at)) above.unshift(at);
  return above.find((folder) => statSync(folder).isDirectory() && (statSync(folder).mode & 0o001) === 0);
}
