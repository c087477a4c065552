// A name server at an anycast site: returns the site's name, over UDP and TCP. `hostname.bind` and `id.server` in class CH (RFC
// 4892), and NSID (RFC 5001) if requested. Arguments: the site's name, then the addresses to listen on.
import { createSocket } from "node:dgram";
import { createServer } from "node:net";
import packet from "dns-packet";

const [site, ...addresses] = process.argv.slice(2);
const PORT = 53;
const NAMES = new Set(["hostname.bind", "id.server"]);

/** The answer to a query; undefined for other packets. */
function answer(query) {
  if (query.type !== "query" || query.questions.length !== 1) return undefined;
  const [question] = query.questions;
  const edns = (query.additionals ?? []).find(({ type }) => type === "OPT");
  const asksNsid = edns?.options.some(({ code }) => code === 3);
  const isOurs = NAMES.has(question.name.toLowerCase()) && question.type === "TXT" && question.class === "CH";
  const rcode = isOurs ? 0 : 5; // REFUSED
  return {
    type: "response",
    id: query.id,
    flags: packet.AUTHORITATIVE_ANSWER | rcode,
    questions: query.questions,
    answers: isOurs ? [{ name: question.name, type: "TXT", class: "CH", ttl: 0, data: site }] : [],
    additionals: edns
      ? [
          {
            type: "OPT",
            name: ".",
            udpPayloadSize: 1232,
            flags: 0,
            options: asksNsid ? [{ code: 3, data: Buffer.from(site) }] : [],
          },
        ]
      : [],
  };
}

const read = (decode) => {
  try {
    return answer(decode());
  } catch {
    return undefined; // not a DNS message
  }
};

/** A socket with a callback for bind swallows the error of bind, and the server would wait without an error. */
const fail = (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
};

let left = 2 * addresses.length;
const listening = () => {
  if (--left === 0) process.stdout.write("listening\n");
};
for (const address of addresses) {
  const udp = createSocket(address.includes(":") ? "udp6" : "udp4");
  udp.on("message", (bytes, { port, address: from }) => {
    const reply = read(() => packet.decode(bytes));
    if (reply) udp.send(packet.encode(reply), port, from, () => undefined); // without a route back there is no answer
  });
  udp.on("error", fail);
  udp.bind(PORT, address, listening);
  createServer((socket) => {
    let got = Buffer.alloc(0);
    socket.on("error", () => socket.destroy());
    socket.on("data", (bytes) => {
      got = Buffer.concat([got, bytes]);
      while (got.length >= 2 && got.length >= 2 + got.readUInt16BE(0)) {
        const whole = got.subarray(0, 2 + got.readUInt16BE(0));
        got = got.subarray(whole.length);
        const reply = read(() => packet.streamDecode(whole));
        if (!reply) return socket.destroy();
        socket.write(packet.streamEncode(reply));
      }
    });
  })
    .on("error", fail)
    .listen(PORT, address, listening);
}
