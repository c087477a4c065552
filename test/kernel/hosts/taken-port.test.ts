// A port of the connection file that another program has taken: the kernel ends at once with a sentence, and Jupyter starts it
// again on other ports.
import { execFile, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import getPort from "get-port";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launcherPath } from "../../../lib/course/kernel/kernelspec.js";
import { needs } from "../../needs.js";
import { driver, python, temporaryKernel } from "../session.js";

let folder: string;
let holder: Server;
let taken: number;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "anycast-taken-port-"));
  holder = createServer();
  await new Promise<void>((listening) => holder.listen(0, "127.0.0.1", listening));
  taken = (holder.address() as AddressInfo).port;
});
afterAll(() => {
  holder.close();
  rmSync(folder, { recursive: true, force: true });
});

async function startWith(ports: object): Promise<{ code: number | null; said: string; ms: number }> {
  const file = join(folder, "connection.json");
  writeFileSync(file, JSON.stringify({ ip: "127.0.0.1", transport: "tcp", key: "k", ...ports }));
  const start = performance.now();
  const child = spawn(process.execPath, [launcherPath, "--config-path", file], { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
  const code = await new Promise<number | null>((ended) => child.on("close", ended)); // its worker holds the pipe as well
  return { code, said, ms: performance.now() - start };
}

describe("a taken port", { timeout: 120_000 }, () => {
  it.each(["shell_port", "iopub_port", "control_port", "stdin_port", "hb_port"])(
    "as %s: the kernel ends at once, says which, and leaves no process",
    async (name) => {
      const ports: Record<string, number> = {};
      for (const port of ["shell_port", "iopub_port", "control_port", "stdin_port", "hb_port"])
        ports[port] = port === name ? taken : await getPort();
      const { code, said, ms } = await startWith(ports);
      expect(code).toBe(1);
      expect(said).toBe(
        `anycast-kit kernel: cannot listen on tcp://127.0.0.1:${taken} (${name}): another program has taken it. Shut the kernel down and start a new one: Jupyter then chooses other ports.\n`,
      );
      expect(ms).toBeLessThan(30_000);
    },
  );

  it("a connection file that is not there, or not JSON, is a sentence too", async () => {
    const { code, said } = await startWith({ transport: "no-such-transport", shell_port: 1 });
    expect(code).toBe(1);
    expect(said).toMatch(/^anycast-kit kernel: cannot listen on no-such-transport:.*\n$/);
  });
});

needs("jupyter").describe("a taken port, in Jupyter", { timeout: 120_000 }, () => {
  it.each([
    ["keeps", true],
    ["chooses", false],
  ])("Jupyter %s its ports and starts the kernel again", async (mode, same) => {
    const kernel = await temporaryKernel("launcher");
    try {
      const { stdout } = await promisify(execFile)(python, [driver("taken-port.py"), mode], { env: kernel.env });
      expect(JSON.parse(stdout)).toEqual({ restarts: 1, same });
    } finally {
      await kernel.remove();
    }
  });
});
