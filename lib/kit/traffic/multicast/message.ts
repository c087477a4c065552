// Messages between multicast routers: PIM-SM (RFC 7761) builds trees, MSDP (RFC 3618) announces the sources of one rendezvous
// point to another; and a packet of a stream on a branch of a tree.

/** A source and the group that it sends to: (S,G). */
export interface Stream {
  readonly source: string;
  readonly group: string;
}

export type PimMessage =
  /** "Send me this group": from all sources, (*,G), towards the rendezvous point; from one, (S,G), towards that source. */
  | { readonly type: "Join" | "Prune"; readonly group: string; readonly source?: string }
  /** "Not this source by the shared tree: I have it on its own": (S,G,rpt). */
  | ({ readonly type: "Prune rpt" } & Stream)
  /** A packet from a source's first router to the rendezvous point; without one it is a Null-Register, which only probes. */
  | ({ readonly type: "Register"; readonly number?: number } & Stream)
  | ({ readonly type: "Register-Stop" } & Stream);

export type MsdpMessage =
  /** Stands for the TCP handshake of a session. */
  | { readonly type: "Connect" }
  /** Stands for the TCP reset of a session that one end has dropped. */
  | { readonly type: "Reset" }
  | { readonly type: "Keepalive" }
  /** "These sources are active; I am the rendezvous point that knows them." */
  | { readonly type: "Source-Active"; readonly streams: readonly Stream[] };

/** Packet `number` of a stream, from 1. */
export interface StreamPacket extends Stream {
  readonly number: number;
  /** The router at the upper end of the branch, for the reverse-path check. */
  readonly from: string;
}

export const streamKey = ({ source, group }: Stream) => `${source} ${group}`;
export const streamOf = (key: string): Stream => {
  const [source, group] = key.split(" ");
  return { source, group };
};
