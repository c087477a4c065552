import { spawn } from "node:child_process";
import { expect, it } from "vitest";
import { cellClock } from "../../lib/course/kernel/cell-clock.js";
import { useOfTree } from "../../lib/course/kernel/process-tree.js";

/** How long a process ran on the wall and on the processor before the clock stopped it, ms. */
async function stopped(code: string, limitMs: number): Promise<{ wall: number; cpu: number }> {
  const child = spawn(process.execPath, ["-e", code], { stdio: "ignore" });
  const began = Date.now();
  try {
    await new Promise<void>((done) => cellClock({ pids: () => [child.pid!], limitMs, stop: done }));
    return { wall: Date.now() - began, cpu: useOfTree(child.pid!).cpuMs };
  } finally {
    child.kill("SIGKILL");
  }
}

it.runIf(process.platform === "linux")(
  "a busy cell is stopped by the processor time it took",
  { timeout: 60_000 },
  async () => {
    expect((await stopped("for (;;);", 500)).cpu).toBeGreaterThanOrEqual(500);
  },
);

it.runIf(process.platform === "linux")(
  "a cell that waits for nothing is stopped by the clock on the wall",
  { timeout: 60_000 },
  async () => {
    const { wall, cpu } = await stopped("setInterval(() => {}, 1e6)", 1000);
    expect(cpu).toBeLessThan(1000);
    expect(wall).toBeLessThan(20_000);
  },
);
