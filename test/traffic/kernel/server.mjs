// A server in its own namespace: says its name, over TCP to each line and over UDP to each datagram, from the shared address.
import { createSocket } from "node:dgram";
import { createServer } from "node:net";

const [name, address] = process.argv.slice(2);
const udp = createSocket("udp4");
udp.on("message", (_query, { port, address: from }) => udp.send(name, port, from));
udp.bind(53, address, () => {
  const tcp = createServer((socket) => {
    socket.on("data", () => socket.write(`${name}\n`));
    socket.on("error", () => socket.destroy());
  });
  tcp.listen({ port: 80, host: address, backlog: 1024 }, () => console.log("ready"));
});
