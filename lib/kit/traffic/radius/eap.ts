// RADIUS carrying EAP (RFC 3579): stateful in spite of UDP. Between challenges the server keeps the state named by the State
// attribute (RFC 2865, 5.24); a server that did not issue it can only reject. Sites that share this state may take over during
// a login.
import { note, send, setTimer, stopTimer, type Program, type Reaction } from "../endpoint.js";
import { TrafficError } from "../error.js";
import { datagram, reversed } from "../packet.js";

/** Bytes of a RADIUS message with a piece of EAP, approximately. */
const BYTES = 200;

export interface RadiusServerOptions {
  readonly identity: string;
  /** Number of exchanges of a login; 1 is a password, without state. Defaults to 6, about as many as EAP-TLS. */
  readonly rounds?: number;
  /** Sites that share their state can continue each other's logins. Defaults to "own". */
  readonly memory?: "own" | "shared";
}

/**
 * A RADIUS server in the middle of EAP (RFC 2865, RFC 3579): the rounds of one login need the state of one server.
 * @example radiusServer({ identity: "A" }).initial // { rejected: 0 }
 */
export function radiusServer({
  identity,
  rounds = 6,
  memory = "own",
}: RadiusServerOptions): Program<{ readonly rejected: number }> {
  return {
    initial: { rejected: 0 },
    step(state, input) {
      if (input.kind !== "packet" || input.packet.payload.kind !== "radius") return { state };
      const { packet } = input;
      const { id, round, state: given } = input.packet.payload;
      const issuer = given?.split("/")[0];
      const isStranger = round > 1 && memory === "own" && issuer !== identity;
      const code = isStranger ? "Access-Reject" : round < rounds ? "Access-Challenge" : "Access-Accept";
      const handed = code === "Access-Challenge" ? { state: given ?? `${identity}/${packet.src}` } : {};
      const reply = { kind: "radius", code, id, round, server: identity, ...handed } as const;
      const actions = [send(datagram(reversed(packet), reply, BYTES))];
      if (isStranger) actions.push(note(`knows nothing of the conversation that ${issuer} began`, "bad"));
      return { state: { rejected: state.rejected + (isStranger ? 1 : 0) }, actions };
    },
  };
}

export interface RadiusClientOptions {
  readonly address: string;
  /** The server's address, which is configured in every switch and access point; typically an anycast address. */
  readonly server: string;
  /** When users log in, ms. */
  readonly logins: readonly number[];
  /** Timeout for an answer, ms, and number of retries. Defaults to 3000 and 3. */
  readonly timeoutMs?: number;
  readonly retries?: number;
}

export interface Login {
  readonly outcome?: "accepted" | "rejected" | "no answer";
  readonly round: number;
  readonly tries: number;
  readonly state?: string;
  /** Servers that answered, in order. */
  readonly servers: readonly string[];
}

/**
 * A RADIUS client that logs users in with EAP (RFC 2865, RFC 3579): it repeats an unanswered request to the same address. Times
 * are in ms.
 * @example radiusClient({ address: "203.0.113.7", server: "192.0.2.53", logins: [0, 1000] }).initial.length // 2
 * @throws TrafficError for invalid timers
 */
export function radiusClient({
  address,
  server,
  logins,
  timeoutMs = 3000,
  retries = 3,
}: RadiusClientOptions): Program<readonly Login[]> {
  if (!(timeoutMs > 0 && retries >= 0))
    throw new TrafficError(
      `A RADIUS client needs a timeout above 0 ms and 0 or more retries (got ${timeoutMs} ms, ${retries} retries).`,
    );
  const put = (state: readonly Login[], id: number, login: Login) => state.map((each, i) => (i === id ? login : each));
  function ask(state: readonly Login[], id: number, login: Login): Reaction<readonly Login[]> {
    const flow = { src: address, srcPort: 20_000 + id, dst: server, dstPort: 1812 };
    const handed = login.state === undefined ? {} : { state: login.state };
    const request = { kind: "radius", code: "Access-Request", id, round: login.round, ...handed } as const;
    const actions = [send(datagram(flow, request, BYTES)), setTimer(`retry ${id}`, timeoutMs)];
    return { state: put(state, id, { ...login, tries: login.tries + 1 }), actions };
  }
  return {
    initial: logins.map(() => ({ round: 1, tries: 0, servers: [] })),
    step(state, input) {
      if (input.kind === "start") return { state, actions: logins.map((atMs, id) => setTimer(`login ${id}`, atMs)) };
      if (input.kind === "timer") {
        const id = Number(input.timer.split(" ")[1]);
        if (state[id].tries <= retries) return ask(state, id, state[id]);
        return { state: put(state, id, { ...state[id], outcome: "no answer" }), actions: [note("no answer", "bad")] };
      }
      if (input.kind !== "packet" || input.packet.payload.kind !== "radius") return { state };
      const { id, code, round, state: handed, server: name } = input.packet.payload;
      const login = state[id];
      if (login.outcome !== undefined || round !== login.round) return { state };
      const heard = { ...login, servers: [...login.servers, name!] };
      if (code === "Access-Challenge") return ask(state, id, { ...heard, round: round + 1, tries: 0, state: handed });
      const isIn = code === "Access-Accept";
      const ended: Login = { ...heard, outcome: isIn ? "accepted" : "rejected" };
      return {
        state: put(state, id, ended),
        actions: [stopTimer(`retry ${id}`), note(ended.outcome!, isIn ? "good" : "bad")],
      };
    },
  };
}
