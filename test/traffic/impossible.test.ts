// Invalid scenarios: each is refused at once by a sentence that names the fault, and nothing hangs.
import { describe, expect, it } from "vitest";
import { datagram } from "../../lib/kit/traffic/packet.js";
import { dnsServer } from "../../lib/kit/traffic/dns/server.js";
import { fileServer } from "../../lib/kit/traffic/download.js";
import { oneRouter, type OneRouterOptions } from "../../lib/kit/traffic/networks/one-router.js";
import { quicServer } from "../../lib/kit/traffic/quic/server.js";
import { sceneAt } from "../../lib/kit/traffic/replay.js";
import { simulate } from "../../lib/kit/traffic/simulate.js";
import { stubResolver } from "../../lib/kit/traffic/dns/stub.js";
import { tcpServer } from "../../lib/kit/traffic/tcp/server.js";
import type { Host, Program } from "../../lib/kit/traffic/endpoint.js";

const SHARED = "192.0.2.80";
const CLIENT = "203.0.113.7";
const router = (more: Partial<OneRouterOptions> = {}) =>
  oneRouter({ shared: SHARED, sites: { A: { rttMs: 20 } }, clients: { client: { address: CLIENT } }, ...more });
const at = (name: string, program: Program): Host => ({ name, node: "router", role: "client", program });
const stub = (queryBytes: number) =>
  stubResolver({ address: CLIENT, servers: [SHARED], lookups: [{ atMs: 0, question: "q" }], queryBytes });
/** Does one thing again and again, and never lets time go on. */
const restless = (act: Program["step"]): Program => ({ initial: 0, step: act });

describe("a packet", () => {
  it("larger than the 65,535 bytes of IPv4, or of no size, is refused with its sender's name", () => {
    const run = (bytes: number) => () => simulate({ network: router(), hosts: [at("client", stub(bytes))] });
    expect(run(1e9)).toThrow(/The size of a packet from client: expected an integer from 20 to 65535, got 1000000028/);
    expect(run(NaN)).toThrow(/The size of a packet from client: expected an integer .*NaN/);
  });
});

describe("a run without end", () => {
  const again = restless((state, input) => ({
    state,
    actions: input.kind === "packet" ? [] : [{ kind: "set timer", timer: "again", inMs: 0 }],
  }));
  it("stops at the limit of events, and says so", () => {
    const run = simulate({ network: router(), hosts: [at("client", again)], maxEvents: 500 });
    expect(run).toMatchObject({ ending: "too many events", endedMs: 0 });
    expect(run.trace).toHaveLength(500);
  });
  it("is not asked for by a number of events that is none", () => {
    for (const maxEvents of [NaN, -1, Infinity])
      expect(() => simulate({ network: router(), hosts: [], maxEvents })).toThrow(/maxEvents: expected an integer/);
  });
  it("of a packet between two hosts that send it back and forth ends, as does the time", () => {
    const echo = (to: string, from: string) =>
      restless((state) => ({
        state,
        actions: [
          {
            kind: "send",
            packet: datagram({ src: from, srcPort: 7, dst: to, dstPort: 7 }, { kind: "data", label: "echo" }, 10),
          },
        ],
      }));
    const sites = { A: { rttMs: 20, unique: "198.51.100.1" } };
    const hosts = [at("client", echo("198.51.100.1", CLIENT)), at("A", echo(CLIENT, "198.51.100.1"))];
    expect(simulate({ network: router({ sites }), hosts, untilMs: 1000 })).toMatchObject({ ending: "out of time" });
  });
});

describe("names and addresses", () => {
  it("are one for each thing; a site is one that was given, whatever it is called", () => {
    expect(() => router({ serves: ["toString"] })).toThrow(/unknown site toString; sites are A/);
    expect(() => router({ sites: { client: { rttMs: 1 } } })).toThrow(/Duplicate name client: sites and clients must/);
    expect(() => router({ sites: { A: { rttMs: 1, unique: CLIENT } } })).toThrow(/Duplicate address 203.0.113.7/);
    expect(() => router({ sites: { A: { rttMs: 1, unique: SHARED } } })).toThrow(/Duplicate address 192.0.2.80/);
  });
  it("of no site: every packet is dropped, and the trace says why", () => {
    const lookups = [{ atMs: 0, question: "q" }];
    const client = at("client", stubResolver({ address: CLIENT, servers: [SHARED], lookups, attempts: 1 }));
    const { trace } = simulate({
      network: router({ serves: [] }),
      hosts: [client, at("A", dnsServer({ identity: "A" }))],
    });
    expect(trace.find(({ kind }) => kind === "dropped")).toMatchObject({ at: "router", why: "no route" });
  });
});

describe("servers", () => {
  it.each([tcpServer, quicServer])("%o sends some data at a time, and pauses", (server) => {
    const drip = (bytes: number, everyMs: number) => () => server({ identity: "A", drip: { bytes, everyMs } });
    expect(drip(0, 100)).toThrow(/The bytes of a drip: expected an integer .*got 0/);
    expect(drip(NaN, 100)).toThrow(/The bytes of a drip: expected an integer .*got NaN/);
    expect(drip(10, -1)).toThrow(/The pause of a drip: expected a time of 0 ms or more, got -1/);
  });
  it("have files of some length", () => {
    for (const bytes of [-1, NaN, 0.5, 1e12])
      expect(() => fileServer(bytes)).toThrow(/A file's bytes: expected an integer/);
  });
});

it("a scene is looked up within the trace, even if the step is not a number", () =>
  expect([NaN, -5, 0].map((step) => sceneAt([], step).step)).toEqual([0, 0, 0]));
