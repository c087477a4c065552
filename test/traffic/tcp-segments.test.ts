// One end of a connection, and single segments that arrive at it: what RFC 9293, RFC 5961 and RFC 6298 say of each.
import { describe, expect, it } from "vitest";
import type { Action, Host } from "../../lib/kit/traffic/endpoint.js";
import { oneRouter } from "../../lib/kit/traffic/networks/one-router.js";
import { pathMtu } from "../../lib/course/stories/path-mtu.js";
import { simulate, stateOf } from "../../lib/kit/traffic/simulate.js";
import { tcpClient } from "../../lib/kit/traffic/tcp/client.js";
import { tcpServer } from "../../lib/kit/traffic/tcp/server.js";
import type { Packet } from "../../lib/kit/traffic/packet.js";
import type { TcpConnection, TcpOptions, TcpReaction } from "../../lib/kit/traffic/tcp/connection.js";
import { type TcpSegment, advance } from "../../lib/kit/traffic/tcp/segment.js";
import { acceptConnection, arrived, expired, openConnection, write } from "../../lib/kit/traffic/tcp/step.js";
import { local, remote } from "./tcp-pair.js";

const PEER = 5_000_000;
const packet = (segment: TcpSegment): Packet => ({
  ...{ id: 0, src: remote.address, dst: local.address, srcPort: remote.port, dstPort: local.port },
  ...{ protocol: "tcp", size: 40, df: true, ttl: 60, payload: { kind: "tcp", ...segment } },
});
const segmentsOf = (actions: readonly Action[]) =>
  actions.flatMap((action) =>
    action.kind === "send" && action.packet.payload.kind === "tcp" ? [action.packet.payload] : [],
  );
const timersOf = (actions: readonly Action[]) =>
  actions.flatMap((action) => (action.kind === "set timer" ? [action.timer.replace(/ .*/, "")] : []));
const hears = (connection: TcpConnection, segment: TcpSegment, nowMs = 100): TcpReaction =>
  arrived(connection, packet(segment), nowMs);
/** A client's end after the handshake, which took 20 ms. */
function established(tcp: Partial<TcpOptions> = {}): TcpConnection {
  const { connection } = openConnection({ local, remote, nowMs: 0, tcp });
  const synAck = { seq: PEER, ack: advance(connection.iss, 1), syn: true, data: "", mss: 65_495 } as const;
  return hears(connection, synAck, 20).connection;
}
/** The same end once it has closed, and its FIN is acknowledged. */
function finished(): TcpConnection {
  const closing = write(established(), "", 30, true).connection;
  return hears(closing, { seq: PEER + 1, ack: advance(closing.iss, 2), data: "" }, 50).connection;
}
const fin = ({ iss }: TcpConnection): TcpSegment => ({ seq: PEER + 1, ack: advance(iss, 2), fin: true, data: "" });

describe("a reset", () => {
  const open = established();
  const reset = (ahead: number) => hears(open, { seq: PEER + 1 + ahead, rst: true, data: "" });
  it("is believed at exactly the number that is wanted", () => expect(reset(0).connection.end).toBe("reset"));
  it("elsewhere in the window is answered by a challenge ACK (RFC 5961, section 3.2)", () => {
    for (const ahead of [1, 65_534]) {
      const { connection, actions } = reset(ahead);
      expect(connection.state).toBe("ESTABLISHED");
      expect(segmentsOf(actions)).toMatchObject([{ seq: advance(open.iss, 1), ack: PEER + 1, data: "" }]);
    }
  });
  it("outside the window of 65,535 bytes is dropped without a word", () => {
    for (const ahead of [-1, 65_535]) expect(reset(ahead)).toMatchObject({ connection: open, actions: [] });
  });
  it("after both ends have said all tells nobody anything: the connection is closed", () => {
    const { connection, actions } = hears(finished(), fin(open));
    expect(connection.state).toBe("TIME-WAIT");
    expect(timersOf(actions)).toEqual(["TIME-WAIT"]);
    const after = hears(connection, { seq: PEER + 2, rst: true, data: "" });
    expect(after.connection).toMatchObject({ state: "CLOSED", end: "closed" });
    expect(after.actions.filter(({ kind }) => kind === "note")).toEqual([]);
  });
});

it("a SYN on an open connection is answered by a challenge ACK (RFC 5961, section 4.2)", () => {
  const { connection, actions } = hears(established(), { seq: PEER + 77, syn: true, data: "" });
  expect(connection.state).toBe("ESTABLISHED");
  expect(segmentsOf(actions)).toMatchObject([{ ack: PEER + 1, data: "" }]);
});

it("an acknowledgement of what was never sent is answered, and believed in nothing", () => {
  const open = established();
  const { connection, actions } = hears(open, { seq: PEER + 1, ack: advance(open.iss, 500), data: "abc" });
  expect(connection).toMatchObject({ una: 1, received: "" });
  expect(segmentsOf(actions)).toHaveLength(1);
});

it("a FIN that comes again is acknowledged again, and TIME-WAIT starts again", () => {
  const { connection } = hears(finished(), fin(established()));
  const { actions } = hears(connection, fin(connection), 30_000);
  expect(segmentsOf(actions)).toMatchObject([{ ack: PEER + 2 }]);
  expect(timersOf(actions)).toEqual(["TIME-WAIT"]);
});

describe("a handshake of which a part was sent twice", () => {
  const syn = { seq: PEER, syn: true, data: "", mss: 1460 } as const;
  it("measures no round trip: it is unknown which of them was answered (Karn; RFC 6298, section 3)", () => {
    const ends = { local: remote, remote: local, secret: "A" };
    const first = acceptConnection({ ...ends, nowMs: 0 }, syn).connection;
    const again = hears(first, syn, 600);
    expect(segmentsOf(again.actions)).toMatchObject([{ syn: true, seq: first.iss }]);
    const open = hears(again.connection, { seq: PEER + 1, ack: advance(first.iss, 1), data: "" }, 620).connection;
    expect(open).toMatchObject({ state: "ESTABLISHED", rto: { timeoutMs: 3000 } });
    expect(open.rto.srttMs).toBeUndefined();
  });
  it("leaves data a timeout of 3 s until a round trip is measured (RFC 6298, 5.7)", () => {
    const opening = openConnection({ local, remote, nowMs: 0 }).connection;
    const retried = expired(opening, "RTO ", 1000).connection;
    const synAck = { ...syn, ack: advance(opening.iss, 1) };
    const open = hears(retried, synAck, 1020).connection;
    expect(open.rto.timeoutMs).toBe(3000);
    const asked = write(open, "GET", 1020);
    expect(asked.actions).toContainEqual(expect.objectContaining({ kind: "set timer", inMs: 3000 }));
    const answered = hears(asked.connection, { seq: PEER + 1, ack: advance(open.iss, 4), data: "" }, 1040);
    expect(answered.connection.rto.timeoutMs).toBe(220);
  });
});

it("a sender of large segments keeps to the window of the receiver", () => {
  let connection = write(established({ mss: 8960 }), "x".repeat(1_000_000), 30).connection;
  for (let i = 0; i < 60; i++) {
    const acked = { seq: PEER + 1, ack: advance(connection.iss, Math.min(connection.una + 8960, connection.next)) };
    connection = hears(connection, { ...acked, data: "" }, 40 + i).connection;
    expect(connection.next - connection.una).toBeLessThanOrEqual(65_535);
  }
  expect(connection.next - connection.una).toBeGreaterThan(50_000);
});

describe("a host that loses its memory and starts again from the same port", () => {
  it("is not taken for what it was: numbers have moved on (RFC 6528)", () => {
    const at = <State>(name: string, program: Host<State>["program"]): Host<State> => ({
      ...{ name, node: "router", role: "site", program },
    });
    const client = at(
      "client",
      tcpClient({ address: local.address, to: remote, idleMs: 2000, tcp: { synRetries: 2 } }),
    );
    const run = simulate({
      network: oneRouter({
        shared: remote.address,
        sites: { A: { rttMs: 20 } },
        clients: { client: { address: local.address } },
      }),
      hosts: [client, at("A", tcpServer({ identity: "A" }))],
      happenings: [
        { kind: "down", host: "client", atMs: 500 },
        { kind: "up", host: "client", atMs: 600 },
      ],
    });
    expect(stateOf(run, client)).toMatchObject({ outcome: "complete" });
  });
});

it("probing goes on to smaller segments until one fits: half of 1024 bytes, and half again", () => {
  for (const mtu of [1400, 1000, 500]) {
    const { complete, downloads } = pathMtu({ cure: "probe", mtu, servers: 4, clients: 4 });
    expect(complete, `MTU ${mtu}`).toBe(downloads);
  }
});

describe("a TCP that cannot be", () => {
  it.each<[Partial<TcpOptions>, RegExp]>([
    [{ mss: 0 }, /TCP's mss: expected an integer from 1 to 65495, got 0/],
    [{ mss: NaN }, /TCP's mss: expected an integer .*got NaN/],
    [{ initialWindow: 0 }, /TCP's initialWindow: expected an integer .*got 0/],
    [{ retries: -1 }, /TCP's retries: expected an integer .*got -1/],
    [{ synRetries: Infinity }, /TCP's synRetries: expected an integer .*got Infinity/],
    [
      { rto: { initialMs: NaN, minMs: 200, maxMs: 120_000, floor: "variance" } },
      /TCP's rto.initialMs: expected a time .*got NaN/,
    ],
  ])("%j is refused by name", (tcp, message) =>
    expect(() => openConnection({ local, remote, nowMs: 0, tcp })).toThrow(message),
  );
});
