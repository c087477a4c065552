// JupyterLab as a child process: started on a free port, awaited until it answers, stopped cleanly.
import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { open, readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import getPort, { portNumbers } from "get-port";
import { Failure } from "anycast-kit/cli";
import type { Jupyter } from "./jupyter.js";
import { places, shortly } from "./repository.js";

export interface LabOptions {
  readonly jupyter: Jupyter;
  /** The folder it serves. */
  readonly folder: string;
  /** The path it opens on, such as /lab/tree/1-shared-ip.ipynb. */
  readonly path: string;
  readonly port: number;
  /** The address it listens on. */
  readonly ip: string;
  readonly browser: boolean;
}

export interface LabServer {
  /** The address to open, including the token. */
  readonly address: string;
  /** Ends JupyterLab and its kernels. */
  readonly stop: () => Promise<void>;
  /** Settles when JupyterLab has ended: its exit code. */
  readonly ended: Promise<number | undefined>;
}

/**
 * The port to use: the wanted one, or the first free one from 8888 on.
 * @throws Failure when the requested one is taken, or not allowed
 */
export async function freePort(wanted: number | undefined, ip: string): Promise<number> {
  if (wanted === undefined) return getPort({ port: portNumbers(8888, 8988) });
  await new Promise<void>((done, fail) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => {
      const why = error.code === "EADDRINUSE" ? "is in use by another program" : `cannot be used (${error.code})`;
      fail(
        new Failure(
          `Port ${wanted} ${why}.`,
          "Choose another one (npm start -- --port N), or omit --port to use a free one.",
        ),
      );
    });
    probe.listen(wanted, ip, () => probe.close(() => done()));
  });
  return wanted;
}

/**
 * Runs JupyterLab in a Python that checks every half second whether this process still exists, because a killed process cannot
 * stop it. JupyterLab is first asked to shut down cleanly, with its kernels.
 */
const withWatch = `
import os, runpy, signal, sys, threading, time
parent = int(sys.argv.pop(1))
def watch():
    while os.getppid() == parent:
        time.sleep(0.5)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(4)
    os.killpg(os.getpgid(0), signal.SIGKILL)
threading.Thread(target=watch, daemon=True).start()
runpy.run_module("jupyterlab", run_name="__main__", alter_sys=True)
`;

/** Time for JupyterLab to shut down cleanly: Ctrl-C ends the command within a second. */
const patience = 700;

/** @throws Failure when JupyterLab ends before it answers, with the end of its log */
export async function startLab({ jupyter, folder, path, port, ip, browser }: LabOptions): Promise<LabServer> {
  const token = randomBytes(24).toString("hex");
  const logFile = join(places.jupyter, `jupyterlab-${port}.log`);
  const log = await open(logFile, "w");
  const args = [
    `--ServerApp.root_dir=${folder}`,
    `--ServerApp.ip=${ip}`,
    `--ServerApp.port=${port}`,
    "--ServerApp.port_retries=0",
    `--ServerApp.open_browser=${browser ? "True" : "False"}`,
    `--ServerApp.allow_root=${process.getuid?.() === 0 ? "True" : "False"}`,
    `--LabApp.default_url=${path}`,
    `--LabApp.workspaces_dir=${process.env.JUPYTERLAB_WORKSPACES_DIR ?? join(places.jupyter, "workspaces")}`,
    "--LabApp.extension_manager=readonly",
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
  ];
  // A separate process group: Ctrl-C reaches only this process, which shuts JupyterLab down cleanly.
  const child = spawn(jupyter.python, ["-c", withWatch, String(process.pid), ...args], {
    cwd: folder,
    env: { ...process.env, ...jupyter.env, JUPYTER_TOKEN: token },
    stdio: ["ignore", log.fd, log.fd],
    detached: true,
  });
  let running = true;
  const ended = new Promise<number | undefined>((done) => child.once("close", (code) => done(code ?? undefined)));
  void ended.then(() => {
    running = false;
    return log.close();
  });
  const group = (signal: NodeJS.Signals) => {
    try {
      if (running && child.pid) process.kill(-child.pid, signal);
    } catch {
      // it has ended in the meantime
    }
  };
  process.once("exit", () => group("SIGKILL"));

  const stop = async () => {
    const kernels = child.pid === undefined ? [] : descendantsOf(child.pid);
    child.kill("SIGTERM"); // makes Jupyter end its kernels, then itself
    await Promise.race([ended, pause(patience, undefined, { ref: false })]);
    group("SIGKILL");
    // Kernels have their own process groups. Their state is in the notebooks or only in memory.
    if (running) for (const pid of kernels) kill(pid);
    await ended;
  };

  const host = ip === "0.0.0.0" || ip === "::" || ip === "localhost" ? "127.0.0.1" : ip;
  const base = `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
  while (running && !(await answers(`${base}/api/status?token=${token}`))) await pause(100);
  if (!running) {
    const said = (await readFile(logFile, "utf8")).trim().split("\n").slice(-8).join("\n");
    throw new Failure(`JupyterLab ended before it could be opened:\n${said}`, `Its whole log: ${shortly(logFile)}`);
  }
  return { address: `${base}${path}?token=${token}`, stop, ended };
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // it has ended in the meantime
  }
}

/** All descendants of a process. */
function descendantsOf(pid: number): number[] {
  const { stdout } = spawnSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8", timeout: 500 });
  const children = new Map<number, number[]>();
  for (const [, child, parent] of (stdout ?? "").matchAll(/^\s*(\d+)\s+(\d+)/gm))
    children.set(Number(parent), [...(children.get(Number(parent)) ?? []), Number(child)]);
  const found: number[] = [];
  for (let open = children.get(pid) ?? []; open.length > 0; open = open.flatMap((each) => children.get(each) ?? []))
    found.push(...open);
  return found;
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2000) })).ok;
  } catch {
    return false;
  }
}
