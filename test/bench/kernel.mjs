// The Jupyter kernel, over its real protocol: from its start to the first figure of a lesson, a whole lesson, and the
// memory of its two processes (lib/docs/kernel.md says where it goes). The library must be built.
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
    const { firstFigure, total, memoryMB, cpuMs } = await runLesson(lesson);
    rows.push(row(`kernel start to the first figure, lesson ${lesson}`, [firstFigure], { target: 3000 }));
    rows.push(row(`kernel runs lesson ${lesson}`, [total], { cpuMs, memoryMB }));
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
    const workerMB = {};
    const sources = cells.filter(({ cell_type }) => cell_type === "code").map(({ source }) => [source].flat().join(""));
    for (const [i, code] of sources.entries()) {
      const content = { code, allow_stdin: false, stop_on_error: true };
      await shell.send(writeMessage("bench", { type: "execute_request", parent: null, content }));
      const reply = readMessage("bench", await shell.receive());
      if (reply.content.status !== "ok") throw new Error(`${name}: ${reply.content.evalue}`);
      if (i === 0) workerMB.afterFirstCell = memoryOf(workerOf(kernel.pid), "VmRSS");
    }
    workerMB.afterLastCell = memoryOf(workerOf(kernel.pid), "VmRSS");
    return { firstFigure, total: performance.now() - start, ...spentBy(kernel.pid, workerMB) };
  } finally {
    kernel.kill("SIGTERM");
    shell.close();
    iopub.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The process that runs the cells (Linux). */
const workerOf = (supervisor) =>
  readFileSync(`/proc/${supervisor}/task/${supervisor}/children`, "utf8").trim().split(" ").find(Boolean);

/** @param field VmRSS for now, VmHWM for the most until now; in MB */
const memoryOf = (pid, field) =>
  Math.round(
    Number(new RegExp(String.raw`${field}:\s+(\d+)`).exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]) / 1024,
  );

/** The memory of the kernel's two processes, MB, and the processor's time they took, ms. */
function spentBy(supervisor, workerMB) {
  const worker = workerOf(supervisor);
  const cpu = (pid) => {
    const [user, system] = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ").slice(11, 13);
    return (Number(user) + Number(system)) * 10; // in hundredths of a second
  };
  return {
    memoryMB: { supervisor: memoryOf(supervisor, "VmHWM"), worker: { ...workerMB, most: memoryOf(worker, "VmHWM") } },
    cpuMs: { supervisor: cpu(supervisor), worker: cpu(worker) },
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  console.log(JSON.stringify(await kernelRows(process.argv[2] ? [process.argv[2]] : undefined), undefined, 1));
