// A user of a service with an address for each region: asks DNS for the address, keeps it for its TTL, and sends a request to it
// at regular intervals. And the name server, which changes its answer when it has noticed that the region failed.
import { datagram, type Action, type Program } from "anycast-kit/traffic";

export interface RegionUserState {
  readonly address?: string;
  readonly untilMs: number;
}

/** The name of the service. */
const NAME = "www.example";

/** @param nameServer address of the name server */
export function regionUser(options: {
  readonly address: string;
  readonly nameServer: string;
  readonly everyMs: number;
  readonly requests: number;
}): Program<RegionUserState> {
  const { address, nameServer, everyMs, requests } = options;
  const flow = (dst: string, dstPort: number) => ({ src: address, srcPort: 40_000, dst, dstPort });
  const send = (packet: ReturnType<typeof datagram>): Action => ({ kind: "send", packet });
  const request = (to: string) => send(datagram(flow(to, 443), { kind: "data", label: "request" }, 200));
  return {
    initial: { untilMs: 0 },
    step(state, input, nowMs) {
      if (input.kind === "start") {
        const actions = Array.from({ length: requests }, (_, i): Action => {
          return { kind: "set timer", timer: `request ${i}`, inMs: i * everyMs };
        });
        return { state, actions };
      }
      if (input.kind === "timer") {
        if (state.address !== undefined && nowMs < state.untilMs) return { state, actions: [request(state.address)] };
        const query = { kind: "dns", id: 1, question: NAME } as const;
        return { state, actions: [send(datagram(flow(nameServer, 53), query, 40))] };
      }
      if (input.kind !== "packet" || input.packet.payload.kind !== "dns") return { state };
      const { reply } = input.packet.payload;
      if (!reply) return { state };
      const known = { address: reply.answer, untilMs: nowMs + 1000 * reply.ttlSeconds };
      return { state: known, actions: [request(reply.answer)] };
    },
  };
}

/** A server of the service: every request gets a reply from the address that was asked. */
export const regionServer = (site: string): Program<null> => ({
  initial: null,
  step(state, input) {
    if (input.kind !== "packet") return { state };
    const { src, srcPort, dst, dstPort } = input.packet;
    const back = { src: dst, srcPort: dstPort, dst: src, dstPort: srcPort };
    return {
      state,
      actions: [{ kind: "send", packet: datagram(back, { kind: "data", label: `reply from ${site}` }, 1000) }],
    };
  },
});

/** Answers with an address of the service; with another one from `noticesAtMs` on. */
export const regionNameServer = (options: {
  readonly addressFor: (noticed: boolean) => string;
  readonly ttlSeconds: number;
  readonly noticesAtMs: number;
}): Program<null> => ({
  initial: null,
  step(state, input, nowMs) {
    if (input.kind !== "packet" || input.packet.payload.kind !== "dns") return { state };
    const { packet } = input;
    const { addressFor, ttlSeconds, noticesAtMs } = options;
    const answer = addressFor(nowMs >= noticesAtMs);
    const back = { src: packet.dst, srcPort: packet.dstPort, dst: packet.src, dstPort: packet.srcPort };
    const reply = { server: answer, answer, ttlSeconds, serial: 1, truncated: false };
    return { state, actions: [{ kind: "send", packet: datagram(back, { ...input.packet.payload, reply }, 60) }] };
  },
});
