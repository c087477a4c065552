// The Jupyter kernel, over its real protocol: from its start to the first figure of a lesson, a whole lesson, and the most
// memory that its two processes took. The library must be built.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import getPort from "get-port";
import zmq from "zeromq";
import { readMessage, writeMessage } from "../../lib/course/dist/kernel/supervisor/wire.js";
import { launcherPath } from "../../lib/course/dist/kernel/kernelspec.js";
import { row } from "./measure.mjs";

const notebooks = fileURLToPath(new URL("../../notebooks/", import.meta.url));

/** @returns rows for a short lesson and for the longest one */
export async function kernelRows(lessons = ["1-shared-ip", "5-global-vs-regional"]) {
  const rows = [];
  for (const lesson of lessons) {
    const { firstFigure, total, memory } = await runLesson(lesson);
    rows.push(row(`kernel start to the first figure, lesson ${lesson}`, [firstFigure], { target: 3000 }));
    rows.push(row(`kernel runs lesson ${lesson}`, [total], { memoryMB: memory }));
  }
  return rows;
}

async function runLesson(name) {
  const folder = mkdtempSync(join(tmpdir(), "anycast-bench-kernel-"));
  const ports = { shell_port: 0, iopub_port: 0, control_port: 0, stdin_port: 0, hb_port: 0 };
  for (const port of Object.keys(ports)) ports[port] = await getPort();
  const connection = { ...ports, ip: "127.0.0.1", transport: "tcp", key: "bench", signature_scheme: "hmac-sha256" };
  const file = join(folder, "connection.json");
  writeFileSync(file, JSON.stringify(connection));

  const start = performance.now();
  const kernel = spawn(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", launcherPath, "--config-path", file],
    {
      cwd: notebooks,
      stdio: ["ignore", "inherit", "inherit"],
    },
  );
  const shell = new zmq.Dealer();
  const iopub = new zmq.Subscriber();
  iopub.subscribe();
  shell.connect(`tcp://127.0.0.1:${ports.shell_port}`);
  iopub.connect(`tcp://127.0.0.1:${ports.iopub_port}`);
  let firstFigure;
  void (async () => {
    for await (const parts of iopub)
      if (readMessage("bench", parts).header.msg_type === "display_data") firstFigure ??= performance.now() - start;
  })();
  try {
    const { cells } = JSON.parse(readFileSync(join(notebooks, `${name}.ipynb`), "utf8"));
    for (const { source } of cells.filter(({ cell_type }) => cell_type === "code")) {
      const content = { code: [source].flat().join(""), allow_stdin: false, stop_on_error: true };
      await shell.send(writeMessage("bench", { type: "execute_request", parent: null, content }));
      const reply = readMessage("bench", await shell.receive());
      if (reply.content.status !== "ok") throw new Error(`${name}: ${reply.content.evalue}`);
    }
    return { firstFigure, total: performance.now() - start, memory: memoryOf(kernel.pid) };
  } finally {
    kernel.kill("SIGTERM");
    shell.close();
    iopub.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The most that a process and its children held at once (Linux), MB. */
function memoryOf(pid) {
  const most = (id) => Math.round(Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, "utf8"))[1]) / 1024);
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").filter(Boolean);
  return { supervisor: most(pid), worker: children.map(most).reduce((sum, each) => sum + each, 0) };
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  console.log(JSON.stringify(await kernelRows(process.argv[2] ? [process.argv[2]] : undefined), undefined, 1));
