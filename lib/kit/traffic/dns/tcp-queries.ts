// Queries over TCP, by a stub or a recursive resolver: one connection each, identified by its port until it is closed (RFC 7766).
import type { Action, Input } from "../endpoint.js";
import {
  connectionKey,
  type SocketAddress,
  type TcpConnection,
  arrived,
  expired,
  openConnection,
  write,
} from "../tcp/index.js";
import type { DnsReply } from "./message.js";
import { replyIn } from "./tcp.js";

/** By local port: the connection, and the caller's key for the question. */
export type TcpQueries = ReadonlyMap<number, { readonly for: string; readonly connection: TcpConnection }>;

export interface TcpQueryNews {
  readonly queries: TcpQueries;
  readonly actions: readonly Action[];
  readonly for: string;
  /** The answer, if it just arrived. */
  readonly reply?: DnsReply;
  /** Whether the connection just ended without an answer. */
  readonly isBroken: boolean;
}

export interface TcpQuestion {
  readonly local: SocketAddress;
  readonly server: string;
  readonly question: string;
  readonly for: string;
}

export function askOverTcp(
  queries: TcpQueries,
  { local, server, question, for: purpose }: TcpQuestion,
  nowMs: number,
): Pick<TcpQueryNews, "queries" | "actions"> {
  const opened = openConnection({ local, remote: { address: server, port: 53 }, nowMs });
  const { connection, actions } = write(opened.connection, `${question}\n`, nowMs);
  return {
    queries: new Map(queries).set(local.port, { for: purpose, connection }),
    actions: [...opened.actions, ...actions],
  };
}

/** Handles a packet for one of the connections; undefined for other packets. */
export function hearOverTcp(queries: TcpQueries, input: Input, nowMs: number): TcpQueryNews | undefined {
  const known = queryOf(queries, input);
  if (!known || (input.kind !== "packet" && input.kind !== "timer")) return undefined;
  const before = known.connection;
  const heard = input.kind === "packet" ? arrived(before, input.packet, nowMs) : expired(before, input.timer, nowMs);
  const reply = before.closing ? undefined : replyIn(heard.connection.received);
  const { connection, actions } = reply
    ? write(heard.connection, "", nowMs, true)
    : { connection: heard.connection, actions: [] };
  const after = new Map(queries);
  if (connection.state === "CLOSED") after.delete(before.local.port);
  else after.set(before.local.port, { ...known, connection });
  return {
    ...{ queries: after, actions: [...heard.actions, ...actions], for: known.for, ...(reply && { reply }) },
    isBroken: connection.state === "CLOSED" && !connection.closing,
  };
}

function queryOf(queries: TcpQueries, input: Input) {
  if (input.kind === "packet")
    return input.packet.protocol === "tcp" ? queries.get(input.packet.dstPort ?? 0) : undefined;
  if (input.kind !== "timer" || !/^(RTO|TIME-WAIT) /.test(input.timer)) return undefined;
  return [...queries.values()].find(({ connection }) => input.timer.endsWith(` ${connectionKey(connection)}`));
}
