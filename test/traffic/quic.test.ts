import { describe, expect, it } from "vitest";
import { handsOn } from "../../lib/kit/traffic/between/hands-on.js";
import { fabric } from "../../lib/kit/traffic/networks/fabric.js";
import { fatesOf } from "../../lib/kit/traffic/trace.js";
import { fileBytes, fileServer } from "../../lib/kit/traffic/download.js";
import { l4Balancer } from "../../lib/kit/traffic/balancer/l4.js";
import { plainTable } from "../../lib/kit/traffic/balancer/table.js";
import { quicClient, type QuicClientOptions } from "../../lib/kit/traffic/quic/client.js";
import { quicServer, type QuicServerOptions, type QuicServerState } from "../../lib/kit/traffic/quic/server.js";
import { rendezvous } from "../../lib/kit/traffic/ecmp/rendezvous.js";
import { simulate, stateOf, type HostEvent, type Run } from "../../lib/kit/traffic/simulate.js";
import { staticNetwork } from "../../lib/kit/traffic/networks/static.js";
import { oneRouter } from "../../lib/kit/traffic/networks/one-router.js";
import type { Host } from "../../lib/kit/traffic/endpoint.js";
import type { Packet } from "../../lib/kit/traffic/packet.js";
import type { QuicPacket } from "../../lib/kit/traffic/quic/packet.js";
import { emit, newQuicConnection } from "../../lib/kit/traffic/quic/connection.js";
import { seededRandom } from "../../lib/kit/routing/convergence/random.js";
import { CLIENT, fibs, network, SHARED, UNIQUE } from "./three-cities.js";

const SLOW = { respond: fileServer(20_000), drip: { bytes: 1000, everyMs: 100 } };
const site = (name: "A" | "B", options: Partial<QuicServerOptions> = {}): Host => ({
  name,
  role: "site",
  node: name === "A" ? "Seattle" : "New York",
  program: quicServer({ identity: name, ...SLOW, ...options }),
});
const download = ({
  client = {},
  server = () => ({}),
  happenings = [],
  moves = true,
  loses,
  untilMs,
}: {
  client?: Partial<QuicClientOptions>;
  server?: (name: "A" | "B") => Partial<QuicServerOptions>;
  happenings?: readonly HostEvent[];
  moves?: boolean;
  loses?: () => boolean;
  untilMs?: number;
} = {}) => {
  const downloader = {
    name: "client",
    role: "client" as const,
    node: "Denver",
    program: quicClient({ address: CLIENT, to: { address: SHARED, port: 443 }, ...client }),
  };
  const changes = moves ? [{ atMs: 1000, label: "A withdraws", fibs: fibs("B") }] : [];
  const run = simulate({
    network: staticNetwork({ network, fibs: fibs("A", "B"), changes }),
    hosts: [downloader, site("A", server("A")), site("B", server("B"))],
    happenings,
    loses,
    untilMs,
  });
  fatesOf(run.trace);
  return { run, state: stateOf(run, downloader) };
};

describe("a download over QUIC", () => {
  it("completes while routes are steady", () => {
    const { run, state } = download({ moves: false });
    expect(state).toMatchObject({ outcome: "complete", server: "A", file: fileBytes(0, 20_000) });
    expect(run.ending).toBe("quiet");
  });
  it("ends with a stateless reset when the route moves to a site that shares the key", () => {
    const { state } = download();
    expect(state).toMatchObject({ outcome: "stateless reset", server: "A" });
    expect(state.endedMs! - 1000).toBeLessThan(150);
  });
  it("does not believe a reset of a site that has another key: it waits until it is idle for 30 s", () => {
    const respond = fileServer(200_000);
    const drip = { bytes: 10_000, everyMs: 100 };
    const { run, state } = download({ server: (name) => ({ resetKey: name, respond, drip }) });
    expect(state.outcome).toBe("idle timeout");
    expect(state.endedMs).toBeGreaterThan(31_000);
    expect(run.trace.some((entry) => entry.kind === "note" && entry.text.includes("ignores a reset"))).toBe(true);
  });
  it("survives the change if the server had a preferred address: only the handshake is anycast", () => {
    const { state } = download({ server: (name) => ({ preferredAddress: UNIQUE[name] }) });
    expect(state).toMatchObject({ outcome: "complete", server: "A", file: fileBytes(0, 20_000) });
    expect(state.quic!.remote.address).toBe(UNIQUE.A);
  });
  it("does not survive it with a client that keeps to the shared address", () => {
    const server = (name: "A" | "B") => ({ preferredAddress: UNIQUE[name] });
    expect(download({ server, client: { followsPreferred: false } }).state.outcome).toBe("stateless reset");
  });
  it("survives a new port of the client: the connection has an ID", () => {
    const happenings = [{ kind: "signal", signal: "migrate", host: "client", atMs: 500 }] as const;
    const { run, state } = download({ moves: false, happenings });
    expect(state).toMatchObject({ outcome: "complete", server: "A" });
    expect((run.states.get("A") as { migrations: number }).migrations).toBe(1);
  });
  it("delivers every byte in order over links that lose one packet in ten", () => {
    for (const seed of [1, 2, 3]) {
      const random = seededRandom(seed);
      const { state } = download({ moves: false, loses: () => random() < 0.05 });
      expect(state).toMatchObject({ outcome: "complete", file: fileBytes(0, 20_000) });
    }
  });
});

describe("RFC 9000 and 9002, packet by packet", () => {
  const sent = ({ trace }: Run) => trace.flatMap((entry) => (entry.kind === "sent" ? [entry.packet] : []));
  const typeOf = ({ payload }: Packet) => (payload.kind === "quic" ? payload.type : payload.kind);
  it("the first round trip that a server measures counts in full", () => {
    const { run } = download({ moves: false, server: () => ({ respond: fileServer(100) }), untilMs: 500 });
    const [{ quic }] = [...(run.states.get("A") as QuicServerState).connections.values()];
    expect(quic.srttMs).toBeGreaterThan(10); // Denver to Seattle and back
    expect(quic.srttMs).toBeLessThan(25);
  });
  it("slow start: a packet more for each that is acknowledged, the handshake too, up to the receiver's limit", () => {
    const { run } = download({ moves: false, server: () => ({ respond: fileServer(400_000), drip: undefined }) });
    const atMs = run.trace.flatMap((entry) =>
      entry.kind === "sent" && entry.at === "A" && entry.packet.payload.kind === "quic" && entry.packet.payload.stream ? [entry.atMs] : []); // prettier-ignore
    const rounds = new Map<number, number>();
    for (const each of atMs) rounds.set(each, (rounds.get(each) ?? 0) + 1);
    expect([...rounds.values()].slice(0, 5)).toEqual([11, 22, 44, 56, 56]);
  });
  it("whatever asks a path whether it works fills 1200 bytes, and a reset is smaller than what it answers", () => {
    const { run } = download({ server: (name) => ({ preferredAddress: UNIQUE[name] }) });
    const asking = sent(run).filter((packet) => /initial|handshake|path/.test(typeOf(packet)));
    expect(new Set(asking.map(typeOf)).size).toBe(4);
    for (const { size } of asking) expect(size).toBe(1228);
    const packets = sent(download().run);
    const reset = packets.find((packet) => typeOf(packet) === "stateless reset")!;
    for (const { size } of packets.filter((packet) => packet !== reset)) expect(size).toBeGreaterThan(reset.size);
  });
  it("a second server that heard the Initial too is not listened to", () => {
    const asker = {
      ...{ name: "client", role: "client" as const, node: "router" },
      program: quicClient({ address: CLIENT, to: { address: SHARED, port: 443 } }),
    };
    const sites = { A: { rttMs: 1200 }, B: { rttMs: 20 } };
    // A is slow to answer; after 999 ms the client asks again, and the route leads to B by then.
    const run = simulate({
      network: oneRouter({
        ...{ shared: SHARED, sites, clients: { client: { address: CLIENT } }, serves: ["A"] },
        changes: [{ atMs: 900, label: "the route moves to B", serves: ["B"] }],
      }),
      hosts: [asker, ...(["A", "B"] as const).map((name) => ({ ...site(name), node: "router" }))],
    });
    const { outcome, server, quic } = stateOf(run, asker);
    expect({ outcome, server }).toEqual({ outcome: "complete", server: "B" });
    expect(new Set(quic!.seen).size).toBe(quic!.seen.length);
  });
  it("a server asks a new address whether the client is there, and is answered", () => {
    const happenings = [{ kind: "signal", signal: "migrate", host: "client", atMs: 500 }] as const;
    const { run } = download({ moves: false, happenings });
    const asked = sent(run).filter((packet) => typeOf(packet).startsWith("path"));
    expect(asked.map((packet) => [packet.src, packet.srcPort, typeOf(packet)])).toEqual([
      [SHARED, 443, "path challenge"],
      [CLIENT, 50_001, "path response"],
    ]);
  });
  it("a delayed packet does not move the connection back", () => {
    const server = quicServer({ identity: "A" });
    let state = server.initial;
    const arrives = (srcPort: number, packet: QuicPacket) => {
      const flow = {
        src: CLIENT,
        srcPort,
        dst: SHARED,
        dstPort: 443,
        protocol: "udp",
        size: 1228,
        df: true,
        ttl: 60,
      } as const;
      state = server.step(
        state,
        { kind: "packet", packet: { ...flow, id: 0, payload: { kind: "quic", ...packet } } },
        0,
      ).state;
    };
    arrives(50_000, { type: "initial", dcid: "first", scid: "client", number: 0, acks: [] });
    const [dcid] = state.connections.keys();
    arrives(50_001, { type: "1-RTT", dcid, number: 5, acks: [] });
    arrives(50_000, { type: "1-RTT", dcid, number: 3, acks: [] });
    expect(state.connections.get(dcid)!.quic.remote.port).toBe(50_001);
    expect(state.migrations).toBe(1);
  });
  it("the first ack-eliciting packet after a silence restarts the idle timer", () => {
    const ends = { local: { address: CLIENT, port: 1 }, remote: { address: SHARED, port: 2 }, dcid: "a", scid: "b" };
    const timers = ({ actions }: ReturnType<typeof emit>) =>
      actions.flatMap((action) => (action.kind === "set timer" ? [action.timer] : []));
    const first = emit(newQuicConnection(ends), { type: "1-RTT" }, 0);
    expect(timers(first)).toContain("idle b");
    expect(timers(emit(first.connection, { type: "1-RTT" }, 5))).not.toContain("idle b");
  });
});

describe("QUIC behind a balancer", () => {
  const VIP = "192.0.2.80";
  const servers = Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`S${i + 1}`, `198.51.100.${i + 1}`]));
  const unique = Object.fromEntries(
    Object.entries({ ...servers, LB: "198.51.100.100" }).map(([name, address]) => [name, { address, leaf: "leaf" }]),
  );
  const outcome = (readsConnectionIds: boolean) => {
    const client = {
      name: "client",
      role: "client" as const,
      node: "internet",
      program: quicClient({ address: CLIENT, to: { address: VIP, port: 443 } }),
    };
    const table = plainTable(rendezvous(Object.keys(servers)));
    const balancer: Host = {
      name: "LB",
      role: "balancer",
      node: "leaf",
      program: l4Balancer({
        address: unique.LB.address,
        servers,
        tables: [{ fromMs: 0, table }],
        flowTable: false,
        readsConnectionIds,
      }),
    };
    const behind = Object.keys(servers).map((name): Host => {
      const program = quicServer({ identity: name, ...SLOW });
      return {
        name,
        role: "site",
        node: "leaf",
        program: handsOn({ program, address: servers[name], knows: () => true }),
      };
    });
    const run = simulate({
      network: fabric({
        address: VIP,
        leaves: { leaf: ["LB"] },
        clients: { client: { address: CLIENT, delayMs: 10 } },
        unique,
      }),
      hosts: [client, balancer, ...behind],
      happenings: [{ kind: "signal", signal: "migrate", host: "client", atMs: 500 }],
    });
    return stateOf(run, client).outcome;
  };
  it("that hashes addresses and ports, a client that moves is taken to another server", () =>
    expect(outcome(false)).toBe("stateless reset"));
  it("that reads connection IDs, it stays where it was", () => expect(outcome(true)).toBe("complete"));
});
