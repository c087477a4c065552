// A client: queries anycast addresses for the identity of the site, over UDP (hostname.bind with NSID, id.server) and TCP.
// Arguments: its IPv4 and IPv6 address, then the addresses to ask. Prints one line of JSON for each: { to, udp, id, nsid, tcp
// }, null if no site answers.
import { createSocket } from "node:dgram";
import { connect } from "node:net";
import { clearTimeout, setTimeout } from "node:timers";
import packet from "dns-packet";

const [own4, own6, ...targets] = process.argv.slice(2);
const PORT = 53;
const WAIT_MS = 1000;
const TRIES = 3;

const query = (name) => ({
  type: "query",
  id: Math.floor(Math.random() * 65536),
  questions: [{ name, type: "TXT", class: "CH" }],
  additionals: [
    { type: "OPT", name: ".", udpPayloadSize: 1232, flags: 0, options: [{ code: 3, data: Buffer.alloc(0) }] },
  ],
});
const text = ({ answers }) => answers[0]?.data.toString() ?? null;
const nsid = ({ additionals }) =>
  additionals
    .find(({ type }) => type === "OPT")
    ?.options.find(({ code }) => code === 3)
    ?.data.toString() ?? null;

function overUdp(to, name) {
  return new Promise((resolve) => {
    const v6 = to.includes(":");
    const socket = createSocket(v6 ? "udp6" : "udp4");
    const asked = query(name);
    let tries = 0;
    let timer;
    const end = (reply) => {
      clearTimeout(timer);
      socket.close();
      resolve(reply);
    };
    const send = () => {
      if (tries++ === TRIES) return end(undefined);
      socket.send(packet.encode(asked), PORT, to, (error) => {
        if (error) end(undefined);
      });
      timer = setTimeout(send, WAIT_MS);
    };
    socket.on("error", () => end(undefined));
    socket.on("message", (bytes, { address }) => {
      const reply = packet.decode(bytes);
      if (reply.id === asked.id && address === to) end(reply);
    });
    socket.bind(0, v6 ? own6 : own4, send);
  });
}

function overTcp(to, name) {
  return new Promise((resolve) => {
    const socket = connect({ host: to, port: PORT, localAddress: to.includes(":") ? own6 : own4 });
    let got = Buffer.alloc(0);
    const end = (reply) => {
      socket.destroy();
      resolve(reply);
    };
    socket.setTimeout(WAIT_MS * TRIES, () => end(undefined));
    socket.on("error", () => end(undefined));
    socket.on("connect", () => socket.write(packet.streamEncode(query(name))));
    socket.on("data", (bytes) => {
      got = Buffer.concat([got, bytes]);
      if (got.length >= 2 && got.length >= 2 + got.readUInt16BE(0)) end(packet.streamDecode(got));
    });
  });
}

const answers = await Promise.all(
  targets.map(async (to) => {
    const [bind, id, tcp] = await Promise.all([
      overUdp(to, "hostname.bind"),
      overUdp(to, "id.server"),
      overTcp(to, "hostname.bind"),
    ]);
    return {
      to,
      udp: bind ? text(bind) : null,
      id: id ? text(id) : null,
      nsid: bind ? nsid(bind) : null,
      tcp: tcp ? text(tcp) : null,
    };
  }),
);
for (const each of answers) process.stdout.write(`${JSON.stringify(each)}\n`);
