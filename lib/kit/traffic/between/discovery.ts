// Discovery, then unicast: one query to the shared address, then all traffic to the address in the answer. It
// costs a round trip, and the connection no longer depends on the route to the shared address (RFC 1546; RFC 7094, section 3.4).
import { send, type Program, type Reaction } from "../endpoint.js";
import { datagram } from "../packet.js";
import { queryBytes } from "../dns/index.js";
import { tcpClient, type TcpClientOptions, type TcpClientState } from "../tcp/index.js";

export interface DiscoveryOptions extends Omit<TcpClientOptions, "to"> {
  /** The shared address, where a name server answers with its site's own address. */
  readonly shared: string;
  /** The port to connect to. Defaults to 80. */
  readonly toPort?: number;
}

export interface DiscoveryState {
  /** The address it received. */
  readonly found?: string;
  readonly download?: TcpClientState;
}

/**
 * A client that asks the anycast address for a unicast address, then downloads from that one over TCP.
 * @example discoverThenDownload({ address: "203.0.113.7", shared: "192.0.2.53" }).initial // {}
 */
export function discoverThenDownload({ shared, toPort = 80, ...options }: DiscoveryOptions): Program<DiscoveryState> {
  const clientTo = (address: string) => tcpClient({ ...options, startMs: 0, to: { address, port: toPort } });
  const wrapped = (found: string, { state, actions }: Reaction<TcpClientState>): Reaction<DiscoveryState> => ({
    state: { found, download: state },
    actions,
  });
  return {
    initial: {},
    label: ({ found, download }) => (found && download ? clientTo(found).label!(download) : "asks where"),
    step(state, input, nowMs): Reaction<DiscoveryState> {
      if (state.found !== undefined)
        return wrapped(state.found, clientTo(state.found).step(state.download!, input, nowMs));
      if (input.kind === "start") {
        const flow = { src: options.address, srcPort: 39_999, dst: shared, dstPort: 53 };
        const query = { kind: "dns", id: 0, question: "where" } as const;
        return { state, actions: [send(datagram(flow, query, queryBytes("where")))] };
      }
      if (input.kind !== "packet" || input.packet.payload.kind !== "dns") return { state };
      const found = input.packet.payload.reply?.answer;
      if (found === undefined) return { state };
      const client = clientTo(found);
      return wrapped(found, client.step(client.initial, { kind: "start" }, nowMs));
    },
  };
}
