// `npm start` ends with all it started: at once on Ctrl-C, and within seconds when it is killed and can do nothing any more.
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, afterEach, expect } from "vitest";
import { endAll, run } from "../../cli/course-copy.js";
import { needs, repository, venv } from "../../needs.js";

const { describe, it } = needs("jupyter");

const table = () =>
  [
    ...spawnSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8" }).stdout.matchAll(
      /^\s*(\d+)\s+(\d+)\s+(.*)$/gm,
    ),
  ].map(([, pid, parent, args]) => ({ pid: Number(pid), parent: Number(parent), args }));

function descendants(pid: number): number[] {
  const all = table();
  const found = [pid];
  for (let i = 0; i < found.length; i++)
    found.push(...all.filter(({ parent }) => parent === found[i]).map((each) => each.pid));
  return found;
}
const alive = (pids: readonly number[]) =>
  table().filter(({ pid, args }) => pids.includes(pid) && !args.includes("<defunct>"));

async function gone(pids: readonly number[], ms: number) {
  for (const begin = Date.now(); alive(pids).length > 0 && Date.now() - begin < ms;) await pause(100);
  expect(alive(pids)).toEqual([]);
}

describe("npm start", { timeout: 180_000 }, () => {
  const bootstrap = join(repository, "lib", "course", "cli", "bootstrap.mjs");
  const start = async () => {
    const started = run(process.execPath, [bootstrap, "start", "--no-browser", "--jupyter", venv], {
      cwd: repository,
      env: process.env,
    });
    const [, address, token] = await started.says(/(http:\/\/\S+?)\/lab\S*token=(\w+)/);
    // A kernel of its own that computes without end.
    const kernel = (await (
      await fetch(`${address}/api/kernels?token=${token}`, { method: "POST", body: JSON.stringify({ name: "tslab" }) })
    ).json()) as { id: string };
    expect(kernel.id).toMatch(/^[\w-]+$/);
    await pause(1500);
    return { started, pids: descendants(started.child.pid!) };
  };
  afterEach(endAll);
  afterAll(() => rmSync(join(repository, ".cache", "setup.lock"), { force: true }));

  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("ends on %s within a second, kernels included", { retry: 1 }, async (signal, code) => {
    const { started, pids } = await start();
    expect(pids.length).toBeGreaterThan(2);
    const begin = performance.now();
    started.child.kill(signal);
    expect(await started.ended).toBe(code);
    expect(performance.now() - begin).toBeLessThan(1000);
    await gone(pids, 1500);
  });

  it("that is killed takes JupyterLab and its kernels along", async () => {
    const { started, pids } = await start();
    started.child.kill("SIGKILL");
    await gone(pids, 8000);
  });
});
