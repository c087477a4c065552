// The health check of an anycast site: asks the site's name server at a fixed interval. After `fall` failures in a row it writes
// "down" to FILE.health and runs FILE.apply, which withdraws or de-prefers the route; after `rise` successes and the hold-down, "up".
// Argument: JSON with server, file, intervalMs, fall, rise, holdDownMs. Prints a line of JSON for each change of the route: the
// health, how long the change took, and the longest time for which this process could not run, ms.
import { spawn } from "node:child_process";
import { createSocket } from "node:dgram";
import { writeFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { setInterval, setTimeout } from "node:timers";
import packet from "dns-packet";

const { server, file, intervalMs, fall, rise, holdDownMs } = JSON.parse(process.argv[2]);
const PORT = 53;

/** Whether the server answers within one interval. */
function probe() {
  return new Promise((resolve) => {
    // Connected, so that a port without a server is known at once (ICMP port unreachable).
    const socket = createSocket("udp4");
    let ended = false;
    const end = (isWell) => {
      if (ended) return;
      ended = true;
      socket.close();
      resolve(isWell);
    };
    socket.on("error", () => end(false));
    socket.on("message", () => end(true));
    socket.connect(PORT, server, (error) => {
      if (error) return end(false);
      const question = { name: "hostname.bind", type: "TXT", class: "CH" };
      socket.send(packet.encode({ type: "query", id: 1, questions: [question] }), (failed) => {
        if (failed) end(false);
      });
    });
    setTimeout(() => end(false), intervalMs * 0.9);
  });
}

function apply(health) {
  writeFileSync(`${file}.health`, health);
  const child = spawn("flock", [`${file}.lock`, "sh", `${file}.apply`], { stdio: ["ignore", "inherit", "inherit"] });
  const began = performance.now();
  return new Promise((resolve) =>
    child.on("close", () => {
      const tookMs = Math.round(performance.now() - began);
      process.stdout.write(`${JSON.stringify({ health, tookMs, stalledMs: Math.round(stalledMs) })}\n`);
      resolve();
    }),
  );
}

const LOOK_MS = 50;
let stalledMs = 0;
let lookedAt = performance.now();
setInterval(() => {
  stalledMs = Math.max(stalledMs, performance.now() - lookedAt - LOOK_MS);
  lookedAt = performance.now();
}, LOOK_MS);

let isUp = true;
let failures = 0;
let successes = 0;
let wellSince = 0;
let next = Date.now();
for (;;) {
  if (await probe()) {
    failures = 0;
    if (successes++ === 0) wellSince = Date.now();
  } else {
    failures++;
    successes = 0;
  }
  const changes = isUp ? failures >= fall : successes >= rise && Date.now() - wellSince >= holdDownMs;
  if (changes) {
    isUp = !isUp;
    await apply(isUp ? "up" : "down");
  }
  next = Math.max(next + intervalMs, Date.now());
  await new Promise((resolve) => setTimeout(resolve, next - Date.now()));
}
