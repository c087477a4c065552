// The Jupyter side of the kernel: answers requests, runs cells one after the other, publishes what they do. A failed cell
// publishes `error` and answers with the same; `idle` always follows, whatever the cell did to its process.
import type { ErrorContent } from "../cell/index.js";
import type { Graded } from "../frames.js";
import { executeQueue, type ExecuteReply } from "./stop-on-error.js";
import { gradedText } from "./graded-text.js";
import { kernelInfo } from "./kernel-info.js";
import { outputQueue } from "./output.js";
import { belowServerLimits, unlimited } from "./pace.js";
import { openSession } from "./session.js";
import { openSockets, type Channel, type Sockets } from "./sockets.js";
import type { Message } from "./wire.js";

/** How long to wait for requests that were sent before the client could know of a failure, in ms. */
const graceMs = 100;

export async function serve({
  connectionFile,
  memoryMb,
  cwd = process.cwd(),
}: {
  readonly connectionFile: string;
  readonly memoryMb: number;
  readonly cwd?: string;
}): Promise<void> {
  // eslint-disable-next-line prefer-const -- what is opened last is used by what is defined first
  let sockets: Sockets | undefined;
  let closed = false;
  const queue = executeQueue({ graceMs });
  const requests = new Map<number, Message>();
  const marks = new Map<number, (name: "stdout" | "stderr", text: string) => [string, string]>();
  const paced = belowServerLimits();
  const output = outputQueue({
    publish: (type, parent, content) => closed || sockets?.publish(type, parent, content),
    pace: paced,
  });
  let count = 0;
  let running: number | null = null;

  const stream = (number: number, name: "stdout" | "stderr", text: string) => {
    const request = requests.get(number);
    if (request) output.stream(request, ...marks.get(number)!(name, text));
  };

  const session = openSession({
    cwd,
    memoryMb,
    onFrame(frame) {
      const request = requests.get(frame.cell);
      if (!request) return;
      if (frame.type === "stream") stream(frame.cell, frame.name, frame.text);
      else if (frame.type === "display")
        output.put(request, frame.update ? "update_display_data" : "display_data", { ...frame.content });
      else if (frame.type === "value")
        output.put(request, "execute_result", {
          execution_count: frame.cell,
          data: { "text/plain": frame.text },
          metadata: {},
        });
      else if (frame.type === "late") late(frame.cell, frame.error);
    },
    onRawText: (name, text) => {
      // A child process may go on after its cell: its text belongs under the last cell.
      if (count > 0) stream(running ?? count, name, text);
      else process[name].write(text);
    },
    onIdleDeath: (error) => late(count, error),
  });

  function late(number: number, error: ErrorContent): void {
    const request = requests.get(number);
    if (request) output.put(request, "error", { ...error });
    if (!closed) process.stderr.write(`After cell [${number}] had ended: ${error.traceback.join("\n")}\n`);
  }

  async function runCell(request: Message): Promise<ExecuteReply> {
    const number = ++count;
    const { code, allow_stdin: attended, stop_on_error: stops } = request.content;
    const unattended = attended === false;
    const graded = gradedBy({ unattended, goesOn: stops === false });
    requests.set(number, request);
    marks.set(number, gradedText(graded));
    output.pace = unattended ? unlimited : paced;
    status("busy", request);
    sockets?.publish("execute_input", request, { code, execution_count: number });
    running = number;
    const error = await session.run({ number, code: String(code), graded, unattended });
    running = null;
    if (error) output.put(request, "error", { ...error });
    await output.flush();
    if (!error) return { status: "ok", execution_count: number, payload: [], user_expressions: {} };
    return { status: "error", execution_count: number, ...error };
  }

  const status = (state: "busy" | "idle", request: Message) => {
    sockets?.publish("status", request, { execution_state: state });
    if (state === "idle") paced.restart();
  };

  /** What a request other than a cell is answered with; undefined for one we do not know. */
  async function answer({ header, content }: Message): Promise<object | undefined> {
    switch (header.msg_type) {
      case "kernel_info_request":
        return kernelInfo;
      case "complete_request":
        return (
          (await session.ask("complete", content)) ?? {
            status: "ok",
            matches: [],
            cursor_start: content.cursor_pos,
            cursor_end: content.cursor_pos,
            metadata: {},
          }
        );
      case "inspect_request":
        return (await session.ask("inspect", content)) ?? { status: "ok", found: false, data: {}, metadata: {} };
      case "is_complete_request":
        return (await session.ask("is_complete", content)) ?? { status: "unknown" };
      case "comm_info_request":
        return { status: "ok", comms: {} };
      case "history_request":
        return { status: "ok", history: [] };
      case "interrupt_request":
        interrupt();
        return { status: "ok" };
      case "shutdown_request":
        return { status: "ok", restart: content.restart === true };
      default:
        return undefined;
    }
  }

  async function handle(channel: Channel, request: Message): Promise<void> {
    const type = request.header.msg_type;
    if (type === "execute_request") {
      const reply = await queue.add({ stopOnError: request.content.stop_on_error !== false }, () => runCell(request));
      if (reply.status === "aborted") status("busy", request);
      sockets?.reply(channel, "execute_reply", request, reply);
    } else {
      status("busy", request);
      const content = await answer(request);
      if (content) sockets?.reply(channel, type.replace(/_request$/, "_reply"), request, content);
    }
    status("idle", request);
    if (type === "shutdown_request") close();
  }

  function interrupt(): void {
    session.interrupt();
    const request = running === null ? undefined : requests.get(running);
    if (request) output.drop(request);
  }

  function close(): void {
    session.end();
    setTimeout(() => {
      closed = true;
      sockets?.close();
      process.exit(0);
    }, 50); // the answer leaves first
  }

  process.on("SIGINT", interrupt);
  process.on("SIGTERM", () => process.exit(0));
  process.on("exit", () => session.end());
  sockets = await openSockets(connectionFile, (channel, request) => void handle(channel, request));
}

/** nbgrader says so in the environment; another tool that goes on after errors while nobody watches may be grading as well. */
function gradedBy({ unattended, goesOn }: { readonly unattended: boolean; readonly goesOn: boolean }): Graded {
  if (process.env.NBGRADER_EXECUTION || process.env.NBGRADER_VALIDATING) return "yes";
  return unattended && goesOn ? "perhaps" : "no";
}
