// Clients that ask anycast addresses for their site at a steady rate, all in one process. Argument: a JSON file with perSecond,
// durationMs, quietMs, mostMs and clients [{ from, to, last }]. It ends after durationMs, or later: when each client has had its `last`
// answer for quietMs, or after mostMs. Prints "started EPOCH_MS", and at the end one line of JSON: for each client its queries as [ms
// after the start, site or null], how long it asked, whether all had that answer, and the longest time for which it could not run.
import { createSocket } from "node:dgram";
import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { clearInterval, setInterval, setTimeout } from "node:timers";
import packet from "dns-packet";

const { perSecond, durationMs, quietMs, mostMs, clients } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const PORT = 53;
/** An answer after this counts as lost. */
const WAIT_MS = 2000;
/** Nearly all answers arrive within this. */
const ANSWER_MS = 500;
const question = { name: "hostname.bind", type: "TXT", class: "CH" };
const template = packet.encode({ type: "query", id: 0, questions: [question] });
const now = () => performance.timeOrigin + performance.now();

const streams = await Promise.all(
  clients.map(
    ({ from, to, last }) =>
      new Promise((resolve, reject) => {
        const socket = createSocket(to.includes(":") ? "udp6" : "udp4");
        const stream = { socket, to, last, sent: [] };
        socket.on("error", reject);
        socket.on("message", (bytes) => {
          const { id, answers } = packet.decode(bytes);
          const asked = stream.sent[id];
          if (asked && now() - startedAt - asked[0] < WAIT_MS) asked[1] = answers[0]?.data.toString() ?? null;
        });
        socket.bind(0, from, () => resolve(stream));
      }),
  ),
);

const startedAt = now();
process.stdout.write(`started ${startedAt}\n`);
let longestMs = 0;
let lookedAt = startedAt;
const LOOK_MS = 10;
const watch = setInterval(() => {
  longestMs = Math.max(longestMs, now() - lookedAt - LOOK_MS);
  lookedAt = now();
}, LOOK_MS);

const everyMs = 1000 / perSecond;
let round = 0;
function ask() {
  for (const { socket, to, sent } of streams) {
    const bytes = Buffer.from(template);
    bytes.writeUInt16BE(sent.length, 0);
    sent.push([now() - startedAt, null]);
    // Without a route at the client's own router the answer is an error: a lost query.
    socket.send(bytes, PORT, to, () => undefined);
  }
  round++;
  const next = round * everyMs;
  if (next < durationMs || (next < mostMs && !isSettled())) setTimeout(ask, Math.max(0, startedAt + next - now()));
  else setTimeout(end, WAIT_MS, next, isSettled());
}

/** Whether each client has had its last answer for some time; the last queries may still wait for theirs. */
function isSettled() {
  const to = now() - startedAt - ANSWER_MS;
  return streams.every(({ sent, last }) => {
    const recent = sent.filter(([ms]) => ms > to - quietMs && ms <= to);
    return recent.every(([, site]) => site === last);
  });
}

function end(endedMs, settled) {
  clearInterval(watch);
  for (const { socket } of streams) socket.close();
  const asked = streams.map(({ sent }) => sent.map(([ms, site]) => [Math.round(ms), site]));
  process.stdout.write(
    `${JSON.stringify({ asked, endedMs: Math.round(endedMs), settled, longestMs: Math.round(longestMs) })}\n`,
  );
}
ask();
