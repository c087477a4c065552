// `npm start` ends with all it started: at once on Ctrl-C, and within seconds when it is killed and can do nothing any more.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, afterEach, expect } from "vitest";
import { endAll, run } from "../../cli/course/course-copy.js";
import { needs, repository, venv } from "../../needs.js";
import { descendants, stillRunning, type Process } from "./interrupt.js";

const { describe, it } = needs("jupyter");

async function gone(known: readonly Process[], ms: number) {
  const alive = () => stillRunning(known).map(({ args }) => args);
  for (const begin = Date.now(); alive().length > 0 && Date.now() - begin < ms;) await pause(100);
  expect(alive()).toEqual([]);
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
    return { started, known: descendants(started.child.pid!) };
  };
  afterEach(endAll);
  afterAll(() => rmSync(join(repository, ".cache", "setup.lock"), { force: true }));

  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("ends on %s within a second, kernels included", { retry: 1 }, async (signal, code) => {
    const { started, known } = await start();
    expect(known.length).toBeGreaterThan(2);
    const begin = performance.now();
    started.child.kill(signal);
    expect(await started.ended).toBe(code);
    expect(performance.now() - begin).toBeLessThan(1000);
    await gone(known, 1500);
  });

  it("that is killed takes JupyterLab and its kernels along", async () => {
    const { started, known } = await start();
    started.child.kill("SIGKILL");
    await gone(known, 8000);
  });
});
