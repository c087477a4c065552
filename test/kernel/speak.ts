// Speaks to a kernel over its real protocol without Python: starts it by its kernel.json, as another user where wanted.
import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import getPort from "get-port";
import zmq from "zeromq";
import { readMessage, writeMessage } from "../../lib/course/kernel/supervisor/wire.js";

export interface Account {
  readonly uid?: number;
  readonly gid?: number;
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
}

/** Runs cells one after the other in a fresh kernel. @returns for each, its text and its error */
export async function runCells(
  kernelJson: string,
  cells: readonly string[],
  account: Account = {},
): Promise<{ readonly out: string; readonly error: string }[]> {
  const folder = mkdtempSync(join(tmpdir(), "anycast-speak-"));
  chmodSync(folder, 0o755);
  const file = join(folder, "connection.json");
  const ports: Record<string, number> = {};
  for (const name of ["shell_port", "iopub_port", "control_port", "stdin_port", "hb_port"])
    ports[name] = await getPort();
  writeFileSync(file, JSON.stringify({ ...ports, ip: "127.0.0.1", transport: "tcp", key: "k" }));
  const { argv } = JSON.parse(readFileSync(kernelJson, "utf8")) as { argv: string[] };
  const [program, ...words] = argv.map((word) => word.replace("{connection_file}", file));
  const kernel = spawn(program, words, { ...account, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [kernel.stdout, kernel.stderr]) stream.on("data", (text: Buffer) => (said += text.toString()));
  const shell = new zmq.Dealer({ receiveTimeout: 100_000 });
  const iopub = new zmq.Subscriber({ receiveTimeout: 100_000 });
  iopub.subscribe();
  shell.connect(`tcp://127.0.0.1:${ports.shell_port}`);
  iopub.connect(`tcp://127.0.0.1:${ports.iopub_port}`);
  try {
    await new Promise((done) => setTimeout(done, 500)); // a subscription takes a moment to arrive
    const results = [];
    for (const code of cells) {
      const content = { code, allow_stdin: true, stop_on_error: true };
      await shell.send(writeMessage("k", { type: "execute_request", parent: null, content }));
      const { content: reply } = readMessage("k", await shell.receive());
      let out = "";
      for (;;) {
        const { header, content: each } = readMessage("k", await iopub.receive());
        if (header.msg_type === "stream") out += String(each.text);
        if (header.msg_type === "status" && each.execution_state === "idle") break;
      }
      results.push({ out, error: reply.status === "ok" ? "" : String(reply.evalue) });
    }
    return results;
  } catch (error) {
    throw new Error(`the kernel said: ${said}`, { cause: error });
  } finally {
    kernel.kill("SIGTERM");
    shell.close();
    iopub.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
