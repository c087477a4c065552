// Two ends of one connection and a wire between them that a test can make lose, double and reorder.
import fc from "fast-check";
import { eventClock } from "../../lib/kit/traffic/clock.js";
import type { Action } from "../../lib/kit/traffic/endpoint.js";
import type { Packet } from "../../lib/kit/traffic/packet.js";
import { acceptConnection, arrived, expired, openConnection, write } from "../../lib/kit/traffic/tcp/step.js";
import type { TcpConnection, TcpOptions, TcpReaction } from "../../lib/kit/traffic/tcp/connection.js";

export const local = { address: "203.0.113.7", port: 40_000 };
export const remote = { address: "192.0.2.53", port: 80 };

/** What the wire does to the n-th packet: its delay in ms for each copy that arrives; none if it is lost. */
export type Wire = (n: number) => readonly number[];

export const wireArbitrary = fc
  .array(
    fc.oneof({ weight: 5, arbitrary: fc.constant([10]) }, fc.array(fc.integer({ min: 1, max: 300 }), { maxLength: 2 })),
    {
      maxLength: 60,
    },
  )
  .map(
    (fates): Wire =>
      (n) =>
        fates[n] ?? [10],
  );

export interface Exchange {
  readonly client: TcpConnection;
  readonly server: TcpConnection | undefined;
  /** What each application had been given, after every step. */
  readonly seenByClient: readonly string[];
  readonly seenByServer: readonly string[];
}

/** The client says `up` and the server `down`, both close. */
export function exchange(up: string, down: string, wire: Wire, tcp: Partial<TcpOptions> = {}): Exchange {
  type Event = { to: "client" | "server"; packet?: Packet; timer?: string };
  const clock = eventClock<Event>();
  const timers = new Map<string, ReturnType<typeof clock.plan>>();
  let packets = 0;
  let client: TcpConnection | undefined;
  let server: TcpConnection | undefined;
  const seenByClient: string[] = [];
  const seenByServer: string[] = [];
  const act = (who: "client" | "server", actions: readonly Action[]) => {
    for (const action of actions) {
      if (action.kind === "send") {
        const packet = { ttl: 64, ...action.packet, id: packets++ };
        for (const delay of wire(packet.id)) clock.plan(delay, { to: who === "client" ? "server" : "client", packet });
      } else if (action.kind === "set timer" || action.kind === "stop timer") {
        const name = `${who} ${action.timer}`;
        const old = timers.get(name);
        if (old) clock.callOff(old);
        if (action.kind === "set timer") timers.set(name, clock.plan(action.inMs, { to: who, timer: action.timer }));
      }
    }
  };
  const put = (who: "client" | "server", { connection, actions }: TcpReaction) => {
    if (who === "client") client = connection;
    else server = connection;
    act(who, actions);
    if (client) seenByClient.push(client.received);
    if (server) seenByServer.push(server.received);
  };
  put("client", openConnection({ local, remote, nowMs: 0, tcp }));
  put("client", write(client!, up, 0, true));
  for (let event = clock.next(3_000_000); event; event = clock.next(3_000_000)) {
    const nowMs = clock.nowMs();
    const { to, packet, timer } = event;
    const connection = to === "client" ? client : server;
    if (timer !== undefined) put(to, expired(connection!, timer, nowMs));
    else if (connection) put(to, arrived(connection, packet!, nowMs));
    else if (packet!.payload.kind === "tcp" && packet!.payload.syn) {
      put("server", acceptConnection({ local: remote, remote: local, nowMs, tcp, secret: "A" }, packet!.payload));
      put("server", write(server!, down, nowMs, true));
    }
  }
  return { client: client!, server, seenByClient, seenByServer };
}
