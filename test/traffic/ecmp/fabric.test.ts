import { describe, expect, it } from "vitest";
import { handsOn } from "../../../lib/kit/traffic/between/hands-on.js";
import {
  brokenShare,
  daisyChainTable,
  plainTable,
  secondChanceTable,
  type ServerTable,
} from "../../../lib/kit/traffic/balancer/table.js";
import { fabric, type FabricOptions, type Leaves } from "../../../lib/kit/traffic/networks/fabric.js";
import { fatesOf } from "../../../lib/kit/traffic/trace.js";
import { fileServer } from "../../../lib/kit/traffic/download.js";
import { flowHashes } from "../../../lib/kit/traffic/ecmp/disruption.js";
import { hashThreshold } from "../../../lib/kit/traffic/ecmp/hash-threshold.js";
import { knowsConnection, tcpServer } from "../../../lib/kit/traffic/tcp/server.js";
import { l4Balancer } from "../../../lib/kit/traffic/balancer/l4.js";
import { modulo } from "../../../lib/kit/traffic/ecmp/modulo.js";
import { reach } from "../../../lib/kit/traffic/reach.js";
import { rendezvous } from "../../../lib/kit/traffic/ecmp/rendezvous.js";
import { simulate, stateOf } from "../../../lib/kit/traffic/simulate.js";
import { tcpClient } from "../../../lib/kit/traffic/tcp/client.js";
import type { HashPolicy } from "../../../lib/kit/traffic/ecmp/hash.js";
import type { Host } from "../../../lib/kit/traffic/endpoint.js";
import type { Packet, PacketDraft } from "../../../lib/kit/traffic/packet.js";

const VIP = "192.0.2.80";
const address = (i: number) => `203.0.113.${i + 1}`;
const FLOWS = 60;
const clients = Object.fromEntries(
  Array.from({ length: FLOWS }, (_, i) => [`client ${i}`, { address: address(i), delayMs: 10 }]),
);
const build = (leaves: Leaves, more: Partial<FabricOptions> = {}) => fabric({ address: VIP, leaves, clients, ...more });
const users = (port = 40_000) =>
  Array.from({ length: FLOWS }, (_, i) => ({
    name: `client ${i}`,
    role: "client" as const,
    node: "internet",
    program: tcpClient({ address: address(i), port, to: { address: VIP, port: 80 } }),
  }));
const slow = (identity: string) =>
  tcpServer({ identity, respond: fileServer(5000), drip: { bytes: 500, everyMs: 100 } });
const server = (name: string, node: string): Host => ({ name, role: "site", node, program: slow(name) });
const syn = (i: number): PacketDraft => ({
  ...{ src: address(i), srcPort: 40_000, dst: VIP, dstPort: 80, protocol: "tcp", size: 40, df: true },
  payload: { kind: "data", label: "" },
});
const owners = (network: ReturnType<typeof build>, atMs: number) =>
  Array.from({ length: FLOWS }, (_, i) => {
    const end = reach(network.open(), syn(i), "internet", atMs);
    return end.kind === "host" ? end.host : end.why;
  });

describe("a leaf-spine fabric", () => {
  it("breaks exactly the connections whose hash leads elsewhere after a server was added", () => {
    const before = { "leaf 1": ["S1", "S2", "S3"] };
    const after = { "leaf 1": ["S1", "S2", "S3", "S4"] };
    for (const balancing of [modulo, hashThreshold, rendezvous]) {
      const change = { atMs: 500, label: "S4 joins", leaves: after };
      const network = build(before, { balancing, spines: 1, changes: [change] });
      const hosts = users();
      const run = simulate({ network, hosts: [...hosts, ...after["leaf 1"].map((name) => server(name, "leaf 1"))] });
      fatesOf(run.trace);
      const was = owners(network, 0);
      const is = owners(network, 600);
      hosts.forEach((host, i) => {
        const { outcome, attempts } = stateOf(run, host);
        expect(attempts[0].server).toBe(was[i]);
        expect(outcome).toBe(was[i] === is[i] ? "complete" : "broken");
        if (was[i] !== is[i]) expect(attempts[0].end).toBe("reset");
      });
      expect(was.filter((name, i) => name !== is[i]).length).toBeGreaterThan(3);
    }
  });

  it("with resilient buckets keeps every busy connection when a server is added, if buckets are many", () => {
    const change = { atMs: 500, label: "S4 joins", leaves: { "leaf 1": ["S1", "S2", "S3", "S4"] } };
    const balancing = { buckets: 256, idleTimerMs: 60_000 };
    const network = build({ "leaf 1": ["S1", "S2", "S3"] }, { balancing, spines: 1, changes: [change] });
    const hosts = users();
    const run = simulate({
      network,
      hosts: [...hosts, ...["S1", "S2", "S3", "S4"].map((name) => server(name, "leaf 1"))],
    });
    expect(hosts.filter((host) => stateOf(run, host).outcome === "complete")).toHaveLength(FLOWS);
  });

  it("with resilient buckets forgets a server that went and came back, also if no packet came in between", () => {
    const both = { "leaf 1": ["S1", "S2"] };
    /** Where one flow of this server is, before it goes and after it is back. */
    const flowOf = (gone: string, atMs: readonly number[]) => {
      const changes = [
        { atMs: 500, label: `${gone} goes`, leaves: { "leaf 1": both["leaf 1"].filter((name) => name !== gone) } },
        { atMs: 600, label: `${gone} is back`, leaves: both },
      ];
      const network = build(both, { balancing: { buckets: 16 }, spines: 1, changes });
      const one = owners(network, 0).indexOf(gone);
      const forwarder = network.open();
      const ends = atMs.map((at) => reach(forwarder, syn(one), "internet", at));
      return ends.map((end) => (end.kind === "host" ? end.host : end.why));
    };
    const gone = ["S1", "S2"];
    // Its buckets went to the other; after its return it gets idle buckets, starting with the first, so one of the two gets
    // different ones.
    expect(gone.map((name) => flowOf(name, [0, 700]).join()).sort()).not.toEqual(["S1,S1", "S2,S2"]);
    for (const name of gone) expect(flowOf(name, [0, 550])[1]).not.toBe(name);
  });

  it("gives a leaf with one server as much as a leaf with three: 50/50 where 75/25 was wanted; weights cure it", () => {
    const leaves = { "leaf 1": ["S1", "S2", "S3"], "leaf 2": ["S4"] };
    const share = (weights: FabricOptions["weights"]) => {
      const forwarder = build(leaves, { weights }).open();
      const flows = 4000;
      let toS4 = 0;
      for (let port = 0; port < flows; port++) {
        const end = reach(forwarder, { ...syn(0), srcPort: 1024 + port }, "internet", 0);
        if (end.kind === "host" && end.host === "S4") toS4++;
      }
      return toS4 / flows;
    };
    const standardError = (p: number) => Math.sqrt((p * (1 - p)) / 4000);
    expect(Math.abs(share("per leaf") - 0.5)).toBeLessThan(3 * standardError(0.5));
    expect(Math.abs(share("per server") - 0.25)).toBeLessThan(3 * standardError(0.25));
  });

  it("sends all flows of one client to one server when it hashes addresses only", () => {
    const forwarder = build({ "leaf 1": ["S1", "S2", "S3"] }, { hash: { fields: "L3" } }).open();
    const ends = [1, 2, 3, 4, 5, 6, 7, 8].map((srcPort) => reach(forwarder, { ...syn(0), srcPort }, "internet", 0));
    expect(new Set(ends.map((end) => end.kind === "host" && end.host)).size).toBe(1);
  });

  it("refuses to have no server, a server twice, a small MTU, a time below zero, and no spine", () => {
    expect(() => build({})).toThrow(/must have a server below a leaf/);
    expect(() => build({ a: ["S1"], b: ["S1"] })).toThrow(/Duplicate server S1/);
    expect(() => build({ a: ["S1"] }, { clients: { c: { address: "203.0.113.9", delayMs: 1, mtu: 60 } } })).toThrow(
      /client c: the MTU must be at least 68 bytes/,
    );
    expect(() => build({ a: ["S1"] }, { changes: [{ atMs: -1, label: "x", leaves: { a: ["S1"] } }] })).toThrow(
      /"x": expected a time of 0 ms or more, got -1/,
    );
    expect(() => build({ a: ["S1"] }, { spines: 0 })).toThrow(/spines must be an integer from 1 to 1024 \(got 0\)/);
    expect(() => build({ a: ["S1"] }, { spines: 1e9 })).toThrow(
      /spines must be an integer from 1 to 1024 \(got 1000000000\)/,
    );
  });
  it("refuses one name for two things, and one address for two hosts: packets would go round in circles", () => {
    expect(() => build({ edge: ["S1"] })).toThrow(/Duplicate name edge/);
    expect(() => build({ a: ["a"] })).toThrow(/Duplicate name a in a fabric/);
    expect(() => build({ "spine 1": ["S1"] })).toThrow(/Duplicate name spine 1 in a fabric/);
    const twice = { c1: { address: "203.0.113.9", delayMs: 1 }, c2: { address: "203.0.113.9", delayMs: 1 } };
    expect(() => build({ a: ["S1"] }, { clients: twice })).toThrow(/Duplicate address 203.0.113.9/);
  });
});

describe("a layer-4 balancer in front", () => {
  const backends = { S1: "198.51.100.1", S2: "198.51.100.2", S3: "198.51.100.3", S4: "198.51.100.4" };
  const unique = Object.fromEntries(
    Object.entries({ ...backends, LB1: "198.51.100.101", LB2: "198.51.100.102" }).map(([name, own]) => [
      name,
      { address: own, leaf: "leaf 2" },
    ]),
  );
  const balancer = (
    name: string,
    tables: readonly { fromMs: number; table: ServerTable }[],
    flowTable: boolean,
  ): Host => ({
    name,
    role: "balancer",
    node: "leaf 1",
    program: l4Balancer({ address: unique[name].address, servers: backends, tables, flowTable }),
  });
  const behind = (name: keyof typeof backends): Host => ({
    name,
    role: "site",
    node: "leaf 2",
    program: handsOn({ program: slow(name), address: backends[name], knows: knowsConnection }),
  });
  const survivors = (
    tables: readonly { fromMs: number; table: ServerTable }[],
    { flowTable = false, ecmpMoves = false } = {},
  ) => {
    const changes = ecmpMoves ? [{ atMs: 500, label: "LB1 goes", leaves: { "leaf 1": ["LB2"] } }] : [];
    const network = build({ "leaf 1": ["LB1", "LB2"] }, { unique, changes });
    const hosts = users();
    const names = ["S1", "S2", "S3", "S4"] as const;
    const run = simulate({
      network,
      hosts: [...hosts, ...["LB1", "LB2"].map((name) => balancer(name, tables, flowTable)), ...names.map(behind)],
    });
    fatesOf(run.trace);
    return hosts.filter((host) => stateOf(run, host).outcome === "complete").length;
  };
  const three = plainTable(modulo(["S1", "S2", "S3"]));
  const four = plainTable(modulo(["S1", "S2", "S3", "S4"]));
  const change = [
    { fromMs: 0, table: three },
    { fromMs: 500, table: four },
  ];
  it("without memory loses connections when a server is added", () =>
    expect(survivors(change)).toBeLessThan(FLOWS / 2));
  it("with a flow table loses none", () => expect(survivors(change, { flowTable: true })).toBe(FLOWS));
  it("with a flow table loses some when ECMP moves flows to another balancer at the same time", () =>
    expect(survivors(change, { flowTable: true, ecmpMoves: true })).toBeLessThan(FLOWS));
  it("takes its tables in any order", () => expect(survivors([...change].reverse())).toBe(survivors(change)));
  it("loses none when only ECMP moves: all balancers have one table", () =>
    expect(survivors([{ fromMs: 0, table: three }], { ecmpMoves: true })).toBe(FLOWS));
  it("with daisy chaining loses none without any memory, even so", () => {
    const chained = daisyChainTable(three, modulo(["S1", "S2", "S3", "S4"]));
    const tables = [
      { fromMs: 0, table: three },
      { fromMs: 500, table: chained },
    ];
    expect(survivors(tables, { ecmpMoves: true })).toBe(FLOWS);
  });
  it("with second chance loses none while one server drains", () => {
    const all = { S1: "active", S2: "active", S3: "active" } as const;
    const tables = [
      { fromMs: 0, table: secondChanceTable(all) },
      { fromMs: 500, table: secondChanceTable({ ...all, S2: "draining" }) },
    ];
    expect(survivors(tables, { ecmpMoves: true })).toBe(FLOWS);
  });
});

describe("what a balancer does with one packet", () => {
  const servers = { S1: "198.51.100.1", S2: "198.51.100.2", S3: "198.51.100.3", S4: "198.51.100.4" };
  const LB = "198.51.100.100";
  const program = (hash?: HashPolicy) =>
    l4Balancer({
      address: LB,
      servers,
      tables: [{ fromMs: 0, table: plainTable(modulo(Object.keys(servers))) }],
      hash,
    });
  const arriving = (draft: PacketDraft): Packet => ({ ttl: 64, ...draft, id: 0 });
  const step = (packet: Packet, hash?: HashPolicy, state = program(hash).initial) =>
    program(hash).step(state, { kind: "packet", packet }, 0);
  const sent = ({ actions }: ReturnType<typeof step>) =>
    actions!.flatMap((action) => (action.kind === "send" ? [action.packet] : []));
  const tooBig = (i: number): Packet => {
    const { src, srcPort, dst, dstPort, protocol } = syn(i);
    const about = { src: dst, srcPort: dstPort, dst: src, dstPort: srcPort, protocol };
    const payload = { kind: "too big", mtu: 1400, about } as const;
    return arriving({ src: "203.0.113.254", dst: VIP, protocol: "icmp", size: 56, df: false, payload });
  };
  it("does not let the tunnel cut up what must not be cut up (RFC 2003, section 3.1)", () => {
    for (const df of [true, false]) expect(sent(step(arriving({ ...syn(0), df })))).toMatchObject([{ df, size: 60 }]);
  });
  it("finds the flow of an ICMP error in its table only if it reads the header inside", () => {
    for (const [fields, follows] of [
      [{ fields: "5-tuple", icmpErrors: "embedded" }, true],
      [{ fields: "5-tuple" }, false],
    ] as const) {
      const followed = Array.from({ length: FLOWS }, (_, i) => {
        const opened = step(arriving(syn(i)), fields);
        return sent(step(tooBig(i), fields, opened.state))[0].dst === sent(opened)[0].dst;
      });
      expect(followed.every(Boolean)).toBe(follows);
    }
  });
  it("keeps an error about its own tunnel to itself", () => {
    const about = { src: LB, dst: servers.S1, protocol: "ipip" } as const;
    const error = { ...tooBig(0), dst: LB, payload: { kind: "too big", mtu: 1500, about } as const };
    const { actions } = step(error);
    expect(actions).toEqual([{ kind: "note", text: "hears of its own tunnel: too big: 1500", tone: "bad" }]);
  });
});

describe("tables", () => {
  const hashes = flowHashes(20_000);
  const active = { S1: "active", S2: "active", S3: "active", S4: "active" } as const;
  it("second chance breaks nothing when one server drains or fills, and refuses two at once", () => {
    const before = secondChanceTable(active);
    expect(brokenShare({ before, after: secondChanceTable({ ...active, S3: "draining" }), hashes })).toBe(0);
    expect(brokenShare({ before, after: secondChanceTable({ ...active, S5: "filling" }), hashes })).toBe(0);
    expect(() => secondChanceTable({ ...active, S3: "draining", S5: "filling" })).toThrow(
      /one change at a time .got S3 and S5/,
    );
  });
  it("second chance has nobody left to ask after two servers joined unseen", () => {
    const after = secondChanceTable({ ...active, S5: "active", S6: "active" });
    // Both newcomers rank before the old primary in 2/6 x 1/5 of the rows.
    const broken = brokenShare({ before: secondChanceTable(active), after, hashes });
    const p = (2 / 6) * (1 / 5);
    expect(Math.abs(broken - p)).toBeLessThan(3 * Math.sqrt((p * (1 - p)) / 20_000));
  });
  it("daisy chaining bears one change of any size, and not two in a row", () => {
    const first = plainTable(modulo(["S1", "S2", "S3"]));
    const second = daisyChainTable(first, modulo(["S1", "S2", "S3", "S4"]));
    const third = daisyChainTable(second, modulo(["S1", "S2", "S3", "S4", "S5"]));
    expect(brokenShare({ before: first, after: second, hashes })).toBe(0);
    expect(brokenShare({ before: first, after: third, hashes })).toBeGreaterThan(0.3);
  });
});
