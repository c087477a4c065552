import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seededRandom } from "../../lib/kit/routing/convergence/random.js";
import { countersOf, fatesOf } from "../../lib/kit/traffic/trace.js";
import { dnsServer } from "../../lib/kit/traffic/dns/server.js";
import { fileBytes, fileServer } from "../../lib/kit/traffic/download.js";
import { oneRouter } from "../../lib/kit/traffic/networks/one-router.js";
import { quicClient } from "../../lib/kit/traffic/quic/client.js";
import { quicServer } from "../../lib/kit/traffic/quic/server.js";
import { radiusClient, radiusServer } from "../../lib/kit/traffic/radius/eap.js";
import { simulate, stateOf, type HostEvent } from "../../lib/kit/traffic/simulate.js";
import { stubResolver } from "../../lib/kit/traffic/dns/stub.js";
import { tcpClient } from "../../lib/kit/traffic/tcp/client.js";
import { tcpServer } from "../../lib/kit/traffic/tcp/server.js";
import { combinePrograms } from "../../lib/kit/traffic/combine-programs.js";
import type { Host, Program } from "../../lib/kit/traffic/endpoint.js";

const SHARED = "192.0.2.80";
const NAMES = ["A", "B", "C"] as const;
const at = <State>(name: string, role: Host["role"], program: Program<State>): Host<State> => ({
  ...{ name, role, node: "router", program },
});

/** Anything may happen: routes to any sites at any time, sites that fail and recover, links that lose, small MTUs. */
const scenario = fc.record({
  changes: fc.array(fc.record({ atMs: fc.nat(3000), serves: fc.subarray([...NAMES]) }), { maxLength: 4 }),
  deaths: fc.array(fc.record({ atMs: fc.nat(3000), host: fc.constantFrom(...NAMES), lastsMs: fc.nat(2000) }), {
    maxLength: 2,
  }),
  loss: fc.constantFrom(0, 0.05, 0.3),
  mtu: fc.constantFrom(undefined, 576, 1300),
  fields: fc.constantFrom("5-tuple", "L3", "per packet", "flow label"),
  seed: fc.nat(1000),
});
type Scenario = typeof scenario extends fc.Arbitrary<infer T> ? T : never;

function play({ changes, deaths, loss, mtu, fields, seed }: Scenario) {
  const random = seededRandom(seed);
  const users = {
    dns: at(
      "dns",
      "client",
      stubResolver({
        address: "203.0.113.1",
        servers: [SHARED],
        lookups: [0, 700, 1400].map((atMs) => ({ atMs, question: `q${atMs}` })),
        queryBytes: 1800,
      }),
    ),
    tcp: at(
      "tcp",
      "client",
      tcpClient({
        address: "203.0.113.2",
        to: { address: SHARED, port: 80 },
        onBreak: "resume",
        patienceMs: 20_000,
        tcp: { flowLabel: true },
      }),
    ),
    quic: at("quic", "client", quicClient({ address: "203.0.113.3", to: { address: SHARED, port: 443 } })),
    radius: at("radius", "client", radiusClient({ address: "203.0.113.4", server: SHARED, logins: [0, 1000] })),
  };
  const clients = Object.fromEntries(
    Object.keys(users).map((name, i) => [name, { address: `203.0.113.${i + 1}`, rttMs: 10, mtu }]),
  );
  const sites = Object.fromEntries(
    NAMES.map((name, i) => [name, { rttMs: 10 + 20 * i, unique: `198.51.100.${i + 1}` }]),
  );
  const slow = { respond: fileServer(9000), drip: { bytes: 900, everyMs: 100 } };
  const servers = NAMES.map((identity) =>
    at(
      identity,
      "site",
      combinePrograms(
        dnsServer({ identity }),
        tcpServer({ identity, ...slow }),
        quicServer({ identity, ...slow }),
        radiusServer({ identity }),
      ),
    ),
  );
  const happenings = deaths.flatMap(({ atMs, host, lastsMs }): HostEvent[] => [
    { kind: "down", host, atMs },
    { kind: "up", host, atMs: atMs + lastsMs },
  ]);
  const run = simulate({
    network: oneRouter({
      ...{ shared: SHARED, sites, clients, hash: { fields }, routerAddress: "203.0.113.254" },
      changes: changes.map((each) => ({ ...each, label: `to ${each.serves.join("")}` })),
    }),
    hosts: [...Object.values(users), ...servers],
    happenings,
    untilMs: 120_000,
    loses: () => random() < loss,
  });
  return { run, users };
}

describe("whatever happens to routes, sites and links", () => {
  it("no packet is made or lost without a cause in the trace, no byte comes out of order, and time goes forward", () =>
    fc.assert(
      fc.property(scenario, (chosen) => {
        const { run, users } = play(chosen);
        const fates = fatesOf(run.trace); // throws for a packet that is made twice, or ends without having been sent
        const { sent, received, split, inFlight, dropped } = countersOf(run.trace);
        const lost = Object.values(dropped).reduce((sum, each) => sum + each, 0);
        expect(fates.size).toBe(sent);
        expect(received + split + lost + inFlight).toBe(sent);
        expect(Object.keys(dropped).every((why) => why.length > 0)).toBe(true);
        for (const entry of run.trace)
          if (entry.kind === "sent" && entry.at === "router") expect(entry.about).toBeDefined();
        expect(run.trace.every(({ atMs }, i) => i === 0 || atMs >= run.trace[i - 1].atMs)).toBe(true);
        const { file } = stateOf(run, users.tcp);
        expect(file).toBe(fileBytes(0, file.length));
        expect(stateOf(run, users.quic).file).toBe(fileBytes(0, stateOf(run, users.quic).file.length));
      }),
      { numRuns: 60 },
    ));
  it("the same scenario is the same trace, to the last entry", () =>
    fc.assert(
      fc.property(scenario, (chosen) => {
        expect(play(chosen).run.trace).toEqual(play(chosen).run.trace);
      }),
      { numRuns: 5 },
    ));
});

describe("RADIUS with EAP, over UDP", () => {
  const outcomes = (memory: "own" | "shared", rounds: number) => {
    const logins = Array.from({ length: 40 }, (_, i) => 10 * i);
    const client = at("client", "client", radiusClient({ address: "203.0.113.1", server: SHARED, logins }));
    const sites = { A: { rttMs: 20 }, B: { rttMs: 20 } };
    const changes = [{ atMs: 255, label: "the route moves to B", serves: ["B"] }];
    const clients = { client: { address: "203.0.113.1" } };
    const servers = (["A", "B"] as const).map((identity) =>
      at(identity, "site", radiusServer({ identity, rounds, memory })),
    );
    const run = simulate({
      network: oneRouter({ shared: SHARED, sites, clients, serves: ["A"], changes }),
      hosts: [client, ...servers],
    });
    return stateOf(run, client);
  };
  it("rejects every login in progress when the route moves, although nothing is wrong with it", () => {
    const logins = outcomes("own", 6);
    const rejected = logins.filter(({ outcome }) => outcome === "rejected");
    // A login lasts six round trips of 20 ms; twelve logins are in progress at any time.
    expect(rejected.length).toBeGreaterThanOrEqual(9);
    expect(rejected.length).toBeLessThanOrEqual(13);
    expect(rejected.every(({ servers }) => servers.includes("A") && servers.at(-1) === "B")).toBe(true);
    expect(logins.filter(({ outcome }) => outcome === "accepted")).toHaveLength(40 - rejected.length);
  });
  it("accepts everybody where the sites share their state, or where one exchange is all", () => {
    for (const logins of [outcomes("shared", 6), outcomes("own", 1)])
      expect(logins.every(({ outcome }) => outcome === "accepted")).toBe(true);
  });
});

describe("routers that hash the IPv6 flow label", () => {
  /** A download from which the fifth packet of the client is lost, and with it a timeout comes. */
  const download = (flowLabel: boolean) => {
    let fromClient = 0;
    const client = at(
      "client",
      "client",
      tcpClient({ address: "203.0.113.1", to: { address: SHARED, port: 80 }, idleMs: 500, tcp: { flowLabel } }),
    );
    const sites = Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`S${i + 1}`, { rttMs: 20 }]));
    const run = simulate({
      network: oneRouter({
        shared: SHARED,
        sites,
        clients: { client: { address: "203.0.113.1" } },
        hash: { fields: flowLabel ? "flow label" : "5-tuple" },
      }),
      hosts: [client, ...Object.keys(sites).map((identity) => at(identity, "site", tcpServer({ identity })))],
      loses: ({ src }) => src === "203.0.113.1" && ++fromClient === 3, // SYN, ACK, and then the request
    });
    return stateOf(run, client);
  };
  it("take a connection to another server after one lost packet: the sender changes the label", () => {
    expect(download(false)).toMatchObject({ outcome: "complete" });
    expect(download(true).attempts).toMatchObject([{ end: "reset" }]);
  });
});
