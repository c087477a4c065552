// Counters of a motion, read from the trace.
import type { Packet, Trace, TraceEntry } from "anycast-kit/traffic";
import type { Counter } from "../../motion/index.js";

type Test = (entry: TraceEntry) => boolean;

/** Grows with every entry that passes the test. */
export const counted = (
  trace: Trace,
  label: string,
  test: Test,
  more: Pick<Counter, "site" | "isLoss"> = {},
): Counter => ({
  label,
  ...more,
  atMs: trace.filter(test).map(({ atMs }) => atMs),
});

export const isQuery: Test = (entry) =>
  entry.kind === "sent" && entry.packet.payload.kind === "dns" && !entry.packet.payload.reply;

/** A DNS reply of this server arrives. */
export const isReplyOf =
  (server: string): Test =>
  (entry) =>
    entry.kind === "received" && entry.packet.payload.kind === "dns" && entry.packet.payload.reply?.server === server;

export const carriesReset = ({ payload }: Packet): boolean =>
  payload.kind === "tcp" ? payload.rst === true : payload.kind === "quic" && payload.type === "stateless reset";

export const isReset: Test = (entry) => entry.kind === "sent" && carriesReset(entry.packet);

export const isLoss: Test = ({ kind }) => kind === "dropped";

/** The stub resolver gives a lookup up. */
export const isFailure: Test = (entry) => entry.kind === "note" && entry.text.endsWith(": no answer");
