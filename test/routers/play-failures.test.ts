// A play whose site server cannot start ends with an error that has the server's own words: at the beginning, and in the middle.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { bird } from "../../lib/kit/routers/index.js";
import type { Daemon } from "../../lib/kit/routers/daemon.js";
import { namespaceOf } from "../../lib/kit/routers/network-script.js";
import { comparePlay, preparePlay, runPlay } from "../../lib/kit/routers/play/index.js";
import { readScenario } from "../../lib/kit/routing/scenario/index.js";
import { needs, repository } from "../needs.js";

const file = join(repository, "test", "routers", "played", "service-fails-static.json");
const play = preparePlay(readScenario(readFileSync(file, "utf8")), { scale: 10 });
const failing = play.events.find(({ kind }) => kind === "service-up")!;
const site = play.plan.routers.find(({ announces }) => announces?.announcement.site === failing.site)!;

/** A program that takes the server's port: at once, or when the server has had it and is gone. */
const taker = (later: boolean) => `import socket, time
def is_taken(): return "0100007F:0035" in open("/proc/net/udp").read()
while ${later ? "True" : "False"} and not is_taken(): time.sleep(0.02)
while is_taken(): time.sleep(0.02)
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.bind(("127.0.0.1", 53))
time.sleep(1000)`;

/** BIRD, and that program in the namespace of the site. */
const withTaker = (later: boolean): Daemon => ({
  ...bird,
  start: (plan, first, options) =>
    `${bird.start(plan, first, options)}\nnsenter --net=/run/netns/${namespaceOf(site.number, first)} python3 -c '${taker(later)}' >/dev/null 2>&1 &\nsleep 1`,
});

needs("bird", "root").describe("a site server that cannot start", { timeout: 60_000 }, () => {
  needs("bird").it("is reported with its own words at the beginning", async () => {
    await expect(runPlay(withTaker(false), [play])).rejects.toThrow(/A command failed: .*EADDRINUSE/s);
  });
  needs("bird").it("is reported with its own words when its service comes back", async () => {
    await expect(runPlay(withTaker(true), [play])).rejects.toThrow(/site A is back: the command failed: .*EADDRINUSE/s);
  });
});

needs("bird", "root").describe("a router that is later than the model", { timeout: 60_000 }, () => {
  needs("bird").it("is watched until it has the model's last answer", async () => {
    const scenario = readScenario(
      readFileSync(join(repository, "test", "routers", "played", "withdraw-and-announce.json"), "utf8"),
    );
    const withdraws = preparePlay({ ...scenario, events: scenario.events.slice(0, 1) }, { scale: 10 });
    const LATE_S = 4;
    const late: Daemon = { ...bird, change: (...words) => `sleep ${LATE_S}\n${bird.change(...words)}` };
    const [played] = await runPlay(late, [withdraws]);
    const rows = comparePlay(withdraws, played);
    const moved = rows.find(({ asn }) => asn === 64501)!;
    expect(played.settled).toBe(true);
    expect(played.toMs).toBeGreaterThan(withdraws.toMs + 1000);
    expect([moved.answered[0].site, moved.answered.at(-1)!.site]).toEqual(["A", "B"]);
  });
});
