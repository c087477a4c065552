// A client in its own namespace. Each line on its input is a command as JSON; each answer is a line of JSON:
// {"do":"open","ports":[...]} opens a TCP connection from each port, asks who is there and keeps it open;
// {"do":"again","waitMs":n} asks on each open connection again: the name, "reset", or "silence" after so long;
// {"do":"last"} as "again", until the kernel gives up: how it ended, and after how many ms, such as "timed out 6200";
// {"do":"udp","ports":[...],"bytes":n} asks once over UDP from each port, with this many bytes: the name, or "silence".
import { createSocket } from "node:dgram";
import { connect } from "node:net";
import { createInterface } from "node:readline";
import { performance } from "node:perf_hooks";
import { clearTimeout } from "node:timers";

const [address] = process.argv.slice(2);
const sockets = new Map();

function answer(socket, waitMs) {
  return new Promise((resolve) => {
    const done = (value) => {
      clearTimeout(timer);
      socket.removeAllListeners("data");
      socket.removeAllListeners("error");
      socket.on("error", () => {});
      resolve(value);
    };
    const timer = setTimeout(done, waitMs, "silence");
    socket.on("data", (bytes) => done(bytes.toString().trim()));
    socket.on("error", (error) => done(error.code === "ECONNRESET" ? "reset" : error.code));
    socket.write("who?\n");
  });
}

function query(port, bytes) {
  return new Promise((resolve) => {
    const socket = createSocket("udp4");
    const done = (value) => {
      clearTimeout(timer);
      socket.close();
      resolve(value);
    };
    const timer = setTimeout(done, 3000, "silence");
    socket.on("message", (bytes) => done(bytes.toString()));
    socket.bind(port, () => socket.send("who?".padEnd(bytes), 53, address));
  });
}

const commands = {
  open: ({ ports }) =>
    Promise.all(
      ports.map((localPort) => {
        const socket = connect({ host: address, port: 80, localPort });
        sockets.set(localPort, socket);
        return answer(socket, 10_000);
      }),
    ),
  again: ({ waitMs }) => Promise.all([...sockets.values()].map((socket) => answer(socket, waitMs))),
  async last() {
    const start = performance.now();
    const words = await Promise.all([...sockets.values()].map((socket) => answer(socket, 60_000)));
    return words.map((word) => `${word === "ETIMEDOUT" ? "timed out" : word} ${Math.round(performance.now() - start)}`);
  },
  async udp({ ports, bytes = 4 }) {
    const answers = [];
    // A few at a time: what is asked here is which way a datagram goes, not how many fit a buffer.
    for (let i = 0; i < ports.length; i += 25)
      answers.push(...(await Promise.all(ports.slice(i, i + 25).map((port) => query(port, bytes)))));
    return answers;
  },
  close: () => {
    for (const socket of sockets.values()) socket.resetAndDestroy();
    sockets.clear();
    return [];
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const command = JSON.parse(line);
  console.log(JSON.stringify(await commands[command.do](command)));
}
