// The Jupyter side of the kernel: tslab's server, with the messages it leaves out. A failed cell publishes `error` and
// answers with ename, evalue and traceback; requests that wait behind it are aborted only when stop_on_error asks for it.
import { executeQueue, type ExecuteReply } from "./stop-on-error.js";
import type { CellRunner } from "./run-cell.js";
import type { ErrorContent } from "./traceback.js";
import type { Message, Tslab } from "./tslab.js";

/** How long to wait for requests that were sent before the client could know of a failure, in ms. */
const graceMs = 100;

/** How long after a shutdown request a cell's own timers may keep the process alive, in ms. */
const shutdownMs = 500;

export async function serve({
  tslab,
  connectionFile,
  runner,
}: {
  readonly tslab: Tslab;
  readonly connectionFile: string;
  readonly runner: CellRunner;
}): Promise<void> {
  const handler = new tslab.JupyterHandlerImpl(runner.executor, false);
  const server = new tslab.ZmqServer(handler, connectionFile);
  const queue = executeQueue({ graceMs });
  const requests = new Map<number, Message>();
  const terminal = process.stderr.write.bind(process.stderr);

  const publish = (parent: Message, type: string, content: object) => {
    const message = parent.createReply();
    message.header.msg_type = type;
    message.content = content as Record<string, unknown>;
    message.signAndSend(server.connInfo.key, server.iopub);
  };

  const publishStatus = server.publishStatus.bind(server);
  // tslab says `busy` when a request arrives; a request that waits in the queue is not yet being worked on.
  server.publishStatus = (status, parent) => {
    if (status === "busy" && parent.header.msg_type === "execute_request") return;
    publishStatus(status, parent);
  };

  async function runCell(request: Message): Promise<ExecuteReply> {
    publishStatus("busy", request);
    const number = runner.last().number + 1;
    requests.set(number, request);
    publish(request, "execute_input", { code: request.content.code, execution_count: number });
    const stream = (name: string, text: string) => publish(request, "stream", { name, text });
    const display = (data: object, update: boolean) =>
      publish(request, update ? "update_display_data" : "display_data", data);
    try {
      await handler.handleExecuteImpl(request.content, stream, display);
    } catch {
      // tslab throws the execution count of a cell that failed; the runner knows why it did
    }
    const { error } = runner.last();
    if (!error) return { status: "ok", execution_count: number, payload: [], user_expressions: {} };
    publish(request, "error", error);
    return { status: "error", execution_count: number, ...error };
  }

  server.handleExecute = async (shell, request) => {
    const content = await queue.add({ stopOnError: request.content.stop_on_error !== false }, () => runCell(request));
    if (content.status === "aborted") publishStatus("busy", request);
    const reply = request.createReply();
    reply.header.msg_type = "execute_reply";
    reply.content = content;
    reply.signAndSend(server.connInfo.key, shell);
  };

  let closed = false;
  runner.onLateError = (error: ErrorContent, cellNumber: number) => {
    if (closed) return; // Jupyter has gone: a timer of a cell that outlives it has nobody left to tell
    const request = requests.get(cellNumber);
    if (request) publish(request, "error", error);
    terminal(`After cell [${cellNumber}] had ended: ${error.traceback.join("\n")}\n`);
  };

  server.handleCommInfoRequest = (socket, request) => {
    const reply = request.createReply();
    reply.header.msg_type = "comm_info_reply"; // tslab answers with the type of another message
    reply.content = { status: "ok", comms: {} };
    reply.signAndSend(server.connInfo.key, socket);
  };

  const close = server.close.bind(server);
  server.close = () => {
    closed = true;
    close();
    setTimeout(() => process.exit(0), shutdownMs).unref();
  };

  ignoreUnknownRequests();
  process.on("SIGINT", () => runner.executor.interrupt());
  await server.init();
  // Without this, zeromq refuses what is sent beyond some hundred messages in one go, and a cell that prints much loses it.
  // These kinds of sockets never wait for their reader, so "at once or not at all" means at once.
  for (const socket of [server.iopub, server.shell, server.control]) socket.sendTimeout = 0;
}

/** tslab warns of each request it does not know (comms, history), and the warning lands on the stderr of some cell. */
function ignoreUnknownRequests(): void {
  /* eslint-disable no-console */
  const warn = console.warn;
  console.warn = (...values: unknown[]) => {
    if (typeof values[0] === "string" && values[0].startsWith("unknown msg_type: ")) return;
    warn(...values);
  };
}
