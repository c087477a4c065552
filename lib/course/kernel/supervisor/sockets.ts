// The kernel's five ZeroMQ sockets, bound to the ports of Jupyter's connection file. Only this process has them and the key.
import { readFileSync } from "node:fs";
import zmq from "zeromq";
import { readMessage, writeMessage, type Message } from "./wire.js";

interface Connection {
  readonly transport: string;
  readonly ip: string;
  readonly key: string;
  readonly shell_port: number;
  readonly iopub_port: number;
  readonly control_port: number;
  readonly stdin_port: number;
  readonly hb_port: number;
}

export type Channel = "shell" | "control";

export interface Sockets {
  /** To every client. Never waits and never drops: what a client has not read yet is kept. */
  publish(type: string, parent: Message | null, content: object): void;
  /** To the client that asked. */
  reply(channel: Channel, type: string, request: Message, content: object): void;
  close(): void;
}

/** Binds the sockets, then passes on each request. @throws Error if the file cannot be read or a port is taken */
export async function openSockets(
  connectionFile: string,
  handle: (channel: Channel, request: Message) => void,
): Promise<Sockets> {
  const connection = JSON.parse(readFileSync(connectionFile, "utf8")) as Connection;
  const { key } = connection;
  // No high-water mark: zeromq drops what is published beyond it, and a figure or the last `idle` may be among that.
  const iopub = new zmq.Publisher({ sendHighWaterMark: 0 });
  const shell = new zmq.Router({ sendHighWaterMark: 0 });
  const control = new zmq.Router({ sendHighWaterMark: 0 });
  const stdin = new zmq.Router();
  const heartbeat = new zmq.Reply();
  await bindAll(connection, [
    [iopub, "iopub_port"],
    [shell, "shell_port"],
    [control, "control_port"],
    [stdin, "stdin_port"],
    [heartbeat, "hb_port"],
  ]);

  const send = outgoing();
  const read = async (channel: Channel, socket: zmq.Router) => {
    for await (const parts of socket) {
      let request: Message;
      try {
        request = readMessage(key, parts);
      } catch (error) {
        process.stderr.write(`anycast-kit kernel: ignored ${(error as Error).message}.\n`);
        continue;
      }
      handle(channel, request);
    }
  };
  void read("shell", shell);
  void read("control", control);
  void (async () => {
    for await (const parts of heartbeat) await heartbeat.send(parts);
  })();

  return {
    publish: (type, parent, content) => {
      const [...parts] = writeMessage(key, { type, parent: parent && { ...parent, identity: [] }, content });
      send(iopub, [`kernel.${type}`, ...parts]);
    },
    reply: (channel, type, request, content) =>
      send(channel === "shell" ? shell : control, writeMessage(key, { type, parent: request, content })),
    close() {
      for (const socket of [iopub, shell, control, stdin, heartbeat]) socket.close();
    },
  };
}

type Port = "shell_port" | "iopub_port" | "control_port" | "stdin_port" | "hb_port";

/** @throws Error if a port is taken, so that the kernel ends and Jupyter, which chose it a moment ago, starts it again */
async function bindAll(
  { transport, ip, ...ports }: Connection,
  sockets: readonly (readonly [socket: zmq.Socket & { bind(address: string): Promise<void> }, port: Port])[],
): Promise<void> {
  for (const [socket, port] of sockets) {
    const separator = transport === "ipc" ? "-" : ":";
    const address = `${transport}://${ip}${separator}${ports[port]}`;
    try {
      await socket.bind(address);
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      const why = code === "EADDRINUSE" ? "another program has taken it" : message;
      throw new Error(
        `cannot listen on ${address} (${port}): ${why}. Shut the kernel down and start a new one: Jupyter then chooses other ports.`,
        { cause: error },
      );
    }
  }
}

/** Sends in order, one message after the other on each socket: zeromq refuses a second `send` while one is pending. */
function outgoing(): (socket: zmq.Publisher | zmq.Router, parts: (string | Buffer)[]) => void {
  const last = new Map<object, Promise<void>>();
  return (socket, parts) => {
    const sent = (last.get(socket) ?? Promise.resolve()).then(() => socket.send(parts)).catch(() => {}); // closed
    last.set(socket, sent);
  };
}
