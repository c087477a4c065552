import { describe, expect, it } from "vitest";
import { discoverThenDownload } from "../../lib/kit/traffic/between/discovery.js";
import { dnsServer } from "../../lib/kit/traffic/dns/server.js";
import { egressTable } from "../../lib/kit/traffic/between/egress.js";
import { fatesOf } from "../../lib/kit/traffic/trace.js";
import { fileBytes, fileServer } from "../../lib/kit/traffic/download.js";
import { handsOn } from "../../lib/kit/traffic/between/hands-on.js";
import { knowsConnection, tcpServer } from "../../lib/kit/traffic/tcp/server.js";
import { oneRouter, type OneRouterOptions } from "../../lib/kit/traffic/networks/one-router.js";
import { simulate, stateOf } from "../../lib/kit/traffic/simulate.js";
import { tcpClient } from "../../lib/kit/traffic/tcp/client.js";
import { combinePrograms } from "../../lib/kit/traffic/combine-programs.js";
import type { Host, Program } from "../../lib/kit/traffic/endpoint.js";

const SHARED = "192.0.2.80";
const CLIENT = "203.0.113.7";
const UNIQUE: Readonly<Record<string, string>> = { A: "198.51.100.1", B: "198.51.100.2" };
const SLOW = { respond: fileServer(20_000), drip: { bytes: 1000, everyMs: 100 } };
const network = (more: Partial<OneRouterOptions> = {}) =>
  oneRouter({
    shared: SHARED,
    sites: { A: { rttMs: 20, unique: UNIQUE.A }, B: { rttMs: 60, unique: UNIQUE.B } },
    clients: { client: { address: CLIENT, rttMs: 4 } },
    serves: ["A"],
    changes: [{ atMs: 1000, label: "the route moves to B", serves: ["B"] }],
    ...more,
  });
const at = <State>(name: string, role: Host["role"], program: Program<State>): Host<State> => ({
  name,
  role,
  node: "router",
  program,
});
const web = (name: string) => tcpServer({ identity: name, ...SLOW });
const downloader = () => at("client", "client", tcpClient({ address: CLIENT, to: { address: SHARED, port: 80 } }));

describe("neighbouring sites that forward to the owner", () => {
  const site = (name: string, neighbours: readonly string[]) =>
    at(
      name,
      "site",
      handsOn({ program: web(name), address: UNIQUE[name], knows: knowsConnection, to: () => neighbours }),
    );
  it("keep a download whole over a change of route: A drains, and nothing breaks", () => {
    const client = downloader();
    const hosts = [client, site("A", [UNIQUE.B]), site("B", [UNIQUE.A])];
    const run = simulate({ network: network(), hosts });
    fatesOf(run.trace);
    expect(stateOf(run, client)).toMatchObject({ outcome: "complete", file: fileBytes(0, 20_000) });
    expect(stateOf(run, client).attempts).toMatchObject([{ server: "A" }]);
    expect(
      run.trace.some((entry) => entry.kind === "note" && entry.at === "B" && entry.text.includes("hands on")),
    ).toBe(true);
  });
  it("take new connections themselves", () => {
    const client = at(
      "client",
      "client",
      tcpClient({ address: CLIENT, to: { address: SHARED, port: 80 }, startMs: 2000 }),
    );
    const run = simulate({ network: network(), hosts: [client, site("A", [UNIQUE.B]), site("B", [UNIQUE.A])] });
    expect(stateOf(run, client).attempts).toMatchObject([{ server: "B", end: "complete" }]);
  });
  it("of an unknown connection, reset once: two neighbours do not forward a packet back and forth", () => {
    const client = at(
      "client",
      "client",
      tcpClient({ address: CLIENT, to: { address: SHARED, port: 80 }, idleMs: 1500 }),
    );
    const crash = [
      { kind: "down", host: "A", atMs: 500 },
      { kind: "up", host: "A", atMs: 600 },
    ] as const;
    const run = simulate({
      network: network(),
      hosts: [client, site("A", [UNIQUE.B]), site("B", [UNIQUE.A])],
      happenings: crash,
    });
    // A comes back without its memory. The request goes to B, from there to A, and A resets.
    expect(stateOf(run, client).attempts).toMatchObject([{ end: "reset" }]);
    expect(run.trace.filter((entry) => entry.kind === "note" && entry.text.includes("hands on"))).toHaveLength(1);
    expect(run.ending).toBe("quiet");
  });
  it("refuse a chain that leads in a circle", () => {
    const circle = at(
      "B",
      "site",
      handsOn({ program: web("B"), address: UNIQUE.B, knows: knowsConnection, to: () => [UNIQUE.A, UNIQUE.B] }),
    );
    expect(() => simulate({ network: network(), hosts: [downloader(), site("A", []), circle] })).toThrow(
      /198.51.100.2 > 198.51.100.1 > 198.51.100.2 has a cycle/,
    );
  });
});

describe("discovery, then unicast", () => {
  it("outlives the change of route, for one round trip more", () => {
    const client = at("client", "client", discoverThenDownload({ address: CLIENT, shared: SHARED }));
    const site = (name: string) =>
      at(name, "site", combinePrograms(dnsServer({ identity: name, answers: () => UNIQUE[name] }), web(name)));
    const run = simulate({ network: network(), hosts: [client, site("A"), site("B")] });
    const { found, download } = stateOf(run, client);
    expect(found).toBe(UNIQUE.A);
    expect(download).toMatchObject({ outcome: "complete", file: fileBytes(0, 20_000) });
    const direct = downloader();
    const steady = simulate({
      network: network({ changes: [] }),
      hosts: [direct, at("A", "site", web("A")), at("B", "site", web("B"))],
    });
    expect(download!.endedMs! - stateOf(steady, direct).endedMs!).toBeCloseTo(24, 6);
  });
});

describe("calling out from a shared address", () => {
  const table = egressTable({ addresses: { [SHARED]: "A" } });
  it("gives 31 servers a slice of 2,048 ports each", () => {
    expect(table.serversEach).toBe(31);
    expect(table.slice(0)).toEqual({ first: 2048, last: 4095 });
    expect(table.slice(30)).toEqual({ first: 63_488, last: 65_535 });
    expect(() => table.slice(31)).toThrow(/The server must be an integer from 0 to 30 \(got 31\): 31 share/);
  });
  it("knows every port's one owner, and that the lowest have none", () => {
    for (let server = 0; server < 31; server++)
      for (const port of Object.values(table.slice(server)))
        expect(table.owner(SHARED, port)).toEqual({ site: "A", server });
    expect(table.owner(SHARED, 80)).toBeUndefined();
    expect(table.owner("192.0.2.1", 5000)).toBeUndefined();
  });
  // A calls a server of somebody else's, which is nearest to B.
  const ORIGIN = "203.0.113.99";
  const call = (withTable: boolean) => {
    const { first } = table.slice(3);
    const caller = tcpClient({ address: SHARED, port: first, to: { address: ORIGIN, port: 80 } });
    const a = at("A", "site", handsOn({ program: caller, address: UNIQUE.A, knows: () => true }));
    const toOwner = (packet: { dst: string; dstPort?: number }) => {
      const owner = table.owner(packet.dst, packet.dstPort ?? 0);
      return withTable && owner && owner.site !== "B" ? [UNIQUE[owner.site]] : [];
    };
    const b = at("B", "site", handsOn({ program: web("B"), address: UNIQUE.B, knows: knowsConnection, to: toOwner }));
    const origin = at("origin", "client", tcpServer({ identity: "origin" }));
    const clients = { origin: { address: ORIGIN, rttMs: 10 } };
    const run = simulate({ network: network({ serves: ["B"], changes: [], clients }), hosts: [a, b, origin] });
    fatesOf(run.trace);
    return stateOf(run, a);
  };
  it("never works where replies come home to another site", () =>
    expect(call(false)).toMatchObject({ outcome: "broken", file: "" }));
  it("always works if that site has the table, for the extra path from site to site", () => {
    const state = call(true);
    expect(state).toMatchObject({ outcome: "complete", file: fileBytes(0, 10_000) });
    expect(state.tcp!.rto.srttMs).toBeCloseTo(10 + 5 + (5 + 30) + (30 + 10), 0); // there; back to B; from B to A
  });
  it("is a bidirectional table: an SYN ACK is not a new connection", () => expect(call(true).attempts).toHaveLength(1));
  it("refuses no address, and slices that do not fit", () => {
    expect(() => egressTable({ addresses: {} })).toThrow(/must have at least one address/);
    expect(() => egressTable({ addresses: { [SHARED]: "A" }, portsEach: 64_000 })).toThrow(/No slice of 64000 ports/);
  });
});

describe("one router", () => {
  it("names a time below zero, and a link too narrow for IP", () => {
    const changes = [{ atMs: -5, label: "back then", serves: ["B"] }];
    expect(() => network({ changes })).toThrow(/The change "back then": expected a time of 0 ms or more, got -5/);
    expect(() => network({ sites: { A: { rttMs: -1 }, B: { rttMs: 1 } } })).toThrow(
      /round-trip time of site A: expected a time of 0 ms or more, got -1/,
    );
    const narrow = { client: { address: CLIENT, mtu: 67 } };
    expect(() => network({ clients: narrow })).toThrow(/The link of client client: the MTU must be at least 68 bytes/);
  });
  it("names a site that is not there", () =>
    expect(() => network({ serves: ["Z"] })).toThrow(/the start: unknown site Z; sites are A, B/));
});
