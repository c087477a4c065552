// A client that downloads a file over TCP. When the connection breaks it gives up, begins again, or resumes (a range request;
// Al-Qudah et al., WWW 2009). The transport cannot move a connection to another site; the application can.
import { answerHead, isWholeAnswer, requestFrom, type AnswerHead } from "../download.js";
import { note, send, setTimer, stopTimer, type Action, type Program, type Reaction } from "../endpoint.js";
import { checkTime } from "../error.js";
import { reversed, type Packet } from "../packet.js";
import {
  connectionKey,
  type SocketAddress,
  type TcpConnection,
  type TcpEnd,
  type TcpOptions,
  type TcpReaction,
} from "./connection.js";
import { resetPacket } from "./reset.js";
import { arrived, expired, openConnection, write } from "./step.js";

export interface TcpClientOptions {
  readonly address: string;
  readonly to: SocketAddress;
  /** The port of its first connection. Defaults to 40000. Each further attempt takes the next. */
  readonly port?: number;
  /** When it connects, ms. Defaults to 0. */
  readonly startMs?: number;
  /** Idle time of the connection before the request, ms. Defaults to 0. */
  readonly idleMs?: number;
  /** Defaults to "give up". */
  readonly onBreak?: "give up" | "begin again" | "resume";
  /** Limit on connection attempts. Defaults to 3. */
  readonly attempts?: number;
  /** Idle timeout of the application, ms. Defaults to none. */
  readonly patienceMs?: number;
  readonly tcp?: Partial<TcpOptions>;
}

/** One connection, from the point of view of the user. */
export interface Attempt {
  readonly openedMs: number;
  readonly endedMs: number;
  /** The server that answered; absent if none did. */
  readonly server?: string;
  /** Bytes of the file received over it. */
  readonly bytes: number;
  readonly end: "complete" | TcpEnd | "out of patience";
}

export interface TcpClientState {
  readonly attempts: readonly Attempt[];
  readonly tcp?: TcpConnection;
  readonly openedMs: number;
  /** The first line of the current answer, once received. */
  readonly head?: AnswerHead;
  /** The file so far. */
  readonly file: string;
  readonly outcome?: "complete" | "broken";
  /** The time of the last progress. */
  readonly endedMs?: number;
}

/**
 * A TCP client that connects, sends a request and reads the answer (RFC 9293), with retransmission by RFC 6298. Times in ms.
 * @example tcpClient({ address: "203.0.113.7", to: { address: "192.0.2.53", port: 80 } }).initial.attempts // []
 */
export function tcpClient(options: TcpClientOptions): Program<TcpClientState> {
  const {
    address,
    to,
    port = 40_000,
    startMs = 0,
    idleMs = 0,
    onBreak = "give up",
    attempts = 3,
    patienceMs,
    tcp,
  } = options;
  checkTime(startMs, "startMs");
  checkTime(idleMs, "idleMs");

  function connect(state: TcpClientState, nowMs: number): Reaction<TcpClientState> {
    const local = { address, port: port + state.attempts.length };
    const opened = openConnection({ local, remote: to, nowMs, tcp });
    return keep({ ...state, openedMs: nowMs, head: undefined }, opened, nowMs);
  }
  function keep(before: TcpClientState, reaction: TcpReaction, nowMs: number): Reaction<TcpClientState> {
    const { connection } = reaction;
    const actions: Action[] = [...reaction.actions];
    const hasNews = connection.received !== before.tcp?.received || connection.state !== before.tcp?.state;
    if (hasNews && patienceMs !== undefined && connection.state !== "CLOSED")
      actions.push(setTimer("patience", patienceMs));
    if (before.tcp?.state === "SYN-SENT" && connection.state === "ESTABLISHED")
      actions.push(setTimer("request", idleMs));
    const head = before.head ?? answerHead(connection.received);
    const state = { ...before, tcp: connection, head };
    if (isWholeAnswer(head, connection.received.length) && !connection.closing && state.outcome === undefined) {
      const done = finish(state, "complete", nowMs);
      const closed = write(connection, "", nowMs, true);
      return {
        state: { ...done.state, tcp: closed.connection },
        actions: [...actions, ...done.actions!, ...closed.actions],
      };
    }
    if (connection.state !== "CLOSED" || state.outcome !== undefined) return { state, actions };
    const ended = finish(state, connection.end ?? "closed", nowMs);
    return { state: ended.state, actions: [...actions, ...ended.actions!] };
  }
  /** Ends an attempt, successful or not; may start another. */
  function finish(state: TcpClientState, end: Attempt["end"], nowMs: number): Reaction<TcpClientState> {
    const { head, tcp } = state;
    const body = head ? tcp!.received.slice(head.at) : "";
    const server = head?.server;
    const attempt = { openedMs: state.openedMs, endedMs: nowMs, bytes: body.length, end, ...(server && { server }) };
    const file = onBreak === "begin again" ? body : state.file + body;
    const after = { ...state, file, attempts: [...state.attempts, attempt] };
    const quiet = [stopTimer("patience"), stopTimer("request")];
    if (end === "complete") {
      const actions = [
        ...quiet,
        note(`has the file, from ${after.attempts.map((each) => each.server ?? "nobody").join(", ")}`, "good"),
      ];
      return { state: { ...after, outcome: "complete", endedMs: nowMs }, actions };
    }
    if (onBreak === "give up" || after.attempts.length >= attempts) {
      const text = `the download is broken: ${end} after ${body.length} bytes`;
      return { state: { ...after, outcome: "broken", endedMs: nowMs }, actions: [...quiet, note(text, "bad")] };
    }
    const retry = connect({ ...after, file: onBreak === "resume" ? file : "" }, nowMs);
    return { state: retry.state, actions: [...quiet, note(`${end}: connects again`), ...retry.actions!] };
  }
  function hear(state: TcpClientState, packet: Packet, nowMs: number): Reaction<TcpClientState> {
    const { payload } = packet;
    const flow = "about" in payload ? reversed(payload.about) : packet;
    const isOurs = flow.dstPort === state.tcp?.local.port && flow.src === state.tcp?.remote.address;
    if (!state.tcp || !isOurs) {
      // For an abandoned attempt or an unknown connection: the client's host treats it like any unknown segment.
      const reset = payload.kind === "tcp" && flow.dst === address ? resetPacket(packet, payload) : undefined;
      return { state, actions: reset ? [send(reset)] : [] };
    }
    return keep(state, arrived(state.tcp, packet, nowMs), nowMs);
  }
  return {
    initial: { attempts: [], openedMs: 0, file: "" },
    label: ({ tcp: connection, outcome }) =>
      connection?.end ?? (outcome === "broken" ? "broken" : (connection?.state ?? "idle")),
    step(state, input, nowMs) {
      if (input.kind === "start") return { state, actions: [setTimer("connect", startMs)] };
      if (input.kind === "packet") return hear(state, input.packet, nowMs);
      if (input.kind !== "timer") return { state };
      if (input.timer === "connect") return connect(state, nowMs);
      if (!state.tcp) return { state };
      if (input.timer === "request") return keep(state, write(state.tcp, requestFrom(state.file.length), nowMs), nowMs);
      if (input.timer === "patience")
        return state.outcome === undefined ? finish(state, "out of patience", nowMs) : { state };
      const isOurs = input.timer.endsWith(connectionKey(state.tcp));
      return isOurs ? keep(state, expired(state.tcp, input.timer, nowMs), nowMs) : { state };
    },
  };
}
