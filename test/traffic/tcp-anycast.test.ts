import { describe, expect, it } from "vitest";
import { countersOf, fatesOf } from "../../lib/kit/traffic/trace.js";
import { fileBytes, fileServer } from "../../lib/kit/traffic/download.js";
import { simulate, stateOf } from "../../lib/kit/traffic/simulate.js";
import { staticNetwork } from "../../lib/kit/traffic/networks/static.js";
import { tcpClient, type TcpClientOptions } from "../../lib/kit/traffic/tcp/client.js";
import { tcpServer, type TcpServerOptions } from "../../lib/kit/traffic/tcp/server.js";
import type { Host } from "../../lib/kit/traffic/endpoint.js";
import { CLIENT, fibs, network, SHARED } from "./three-cities.js";

const client = (options: Partial<TcpClientOptions> = {}) => ({
  name: "client",
  role: "client" as const,
  node: "Denver",
  program: tcpClient({ address: CLIENT, to: { address: SHARED, port: 80 }, ...options }),
});
const SLOW = { respond: fileServer(20_000), drip: { bytes: 1000, everyMs: 100 } };
const site = (name: "A" | "B", options: Partial<TcpServerOptions> = {}): Host => ({
  name,
  role: "site",
  node: name === "A" ? "Seattle" : "New York",
  program: tcpServer({ identity: name, ...SLOW, ...options }),
});
const moved = (atMs: number) => ({ atMs, label: "A withdraws", fibs: fibs("B") });
const download = (options: Partial<TcpClientOptions>, b: Partial<TcpServerOptions> = {}, untilMs = 3_600_000) => {
  const downloader = client(options);
  const run = simulate({
    network: staticNetwork({ network, fibs: fibs("A", "B"), changes: [moved(1000)] }),
    hosts: [downloader, site("A"), site("B", b)],
    untilMs,
  });
  fatesOf(run.trace);
  return { run, state: stateOf(run, downloader) };
};

describe("a download over TCP", () => {
  it("completes at one site while routes are steady, and the connection closes on both sides", () => {
    const downloader = client();
    const server = site("A");
    const run = simulate({ network: staticNetwork({ network, fibs: fibs("A", "B") }), hosts: [downloader, server] });
    const state = stateOf(run, downloader);
    expect(state).toMatchObject({ outcome: "complete", file: fileBytes(0, 20_000) });
    expect(state.attempts).toMatchObject([{ server: "A", end: "complete", bytes: 20_000 }]);
    expect(stateOf(run, server as Host<{ connections: ReadonlyMap<string, unknown> }>).connections.size).toBe(0);
    expect(run.ending).toBe("quiet");
    expect(countersOf(run.trace).dropped).toEqual({});
  });

  it("is reset within a round trip when the route moves to another site", () => {
    const { run, state } = download({});
    expect(state.outcome).toBe("broken");
    expect(state.attempts).toMatchObject([{ server: "A", end: "reset" }]);
    expect(state.endedMs! - 1000).toBeLessThan(150); // the next piece, and B's answer to its acknowledgement
    expect(
      run.trace.some((entry) => entry.kind === "note" && entry.at === "B" && entry.text.includes("does not know")),
    ).toBe(true);
  });

  it("hangs where the other site's firewall is silent: the server gives up after 924.6 s or more, the client waits without end", () => {
    const { run, state } = download({}, { strangers: "silence" });
    expect(state.outcome).toBeUndefined();
    const gaveUp = run.trace
      .filter((entry) => entry.kind === "timer" && entry.at === "A" && entry.timer.startsWith("RTO"))
      .at(-1)!;
    expect(gaveUp.atMs).toBeGreaterThan(924_600);
    expect(gaveUp.atMs).toBeLessThan(924_600 + 120_000 + 2000);
  });

  it("that was uploading learns by itself, no sooner than after 924.6 s", () => {
    // The request is what gets no acknowledgement.
    const { state } = download({ idleMs: 2000 }, { strangers: "silence" });
    expect(state.attempts).toMatchObject([{ end: "timed out" }]);
    expect(state.endedMs! - 2000).toBeGreaterThan(924_600);
  });

  it("that is over is answered by a reset, whatever still comes of it: the client's host does not know it either", () => {
    const resets = ({ run }: ReturnType<typeof download>) =>
      run.trace.flatMap((entry) =>
        entry.kind === "sent" &&
        entry.at === "client" &&
        entry.packet.payload.kind === "tcp" &&
        entry.packet.payload.rst
          ? [entry.packet.srcPort]
          : [],
      );
    // A goes on sending after B has reset the client; and after the client has connected to B from another port.
    for (const onBreak of ["give up", "resume"] as const) {
      const ports = resets(download({ onBreak }, {}, 5000));
      expect(ports.length).toBeGreaterThan(1);
      expect(new Set(ports)).toEqual(new Set([40_000]));
    }
    expect(resets(download({ onBreak: "resume", patienceMs: 3000 }, { strangers: "silence" }, 20_000))).toContain(
      40_000,
    );
  });

  it("that its application begins again has the whole file from the new site", () => {
    const { state } = download({ onBreak: "begin again" });
    expect(state).toMatchObject({ outcome: "complete", file: fileBytes(0, 20_000) });
    expect(state.attempts).toMatchObject([
      { server: "A", end: "reset" },
      { server: "B", end: "complete", bytes: 20_000 },
    ]);
  });

  it("that its application resumes gets from the new site only what is missing", () => {
    const { state } = download({ onBreak: "resume" });
    expect(state).toMatchObject({ outcome: "complete", file: fileBytes(0, 20_000) });
    expect(state.attempts[0].bytes + state.attempts[1].bytes).toBe(20_000);
    expect(state.attempts[0].bytes).toBeGreaterThan(8000);
  });

  it("with an application of little patience is given up sooner than TCP would", () => {
    const { state } = download({ patienceMs: 3000, onBreak: "resume" }, { strangers: "silence" });
    expect(state.attempts).toMatchObject([{ end: "out of patience" }, { server: "B", end: "complete" }]);
    expect(state.file).toBe(fileBytes(0, 20_000));
  });
});
