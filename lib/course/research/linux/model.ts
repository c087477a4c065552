// The laboratory of test/traffic/kernel as the simulator has it: four servers on one address behind a router, one client.
import {
  hashThreshold,
  hashFlow,
  hashPacket,
  type HashPolicy,
  replaceMembers,
  resilientGroup,
  useBucket,
  fragments,
  datagram,
  ETHERNET_MTU,
  tcpClient,
  type TcpClientState,
  tcpServer,
} from "anycast-kit/traffic";
import { CLIENT, movedRoute, SHARED } from "../../stories/index.js";

export const SERVERS = ["S1", "S2", "S3", "S4"] as const;
/** tcp_retries2 in the experiment: the default of 15 takes a quarter of an hour. */
export const RETRIES = 3;
/** Flows to count. */
const MANY = 12_000;

/** A change of members under one of the kernel's two kinds of group. */
export interface MemberChange {
  readonly id: string;
  readonly group: "hash-threshold" | "resilient";
  readonly label: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

export const memberChanges: readonly MemberChange[] = (["hash-threshold", "resilient"] as const).flatMap((group) => [
  { id: `${group}-first`, group, label: "S1, one of four, is removed", before: SERVERS, after: ["S2", "S3", "S4"] },
  { id: `${group}-third`, group, label: "S3, one of four, is removed", before: SERVERS, after: ["S1", "S2", "S4"] },
  { id: `${group}-added`, group, label: "S4 joins S1, S2, S3", before: ["S1", "S2", "S3"], after: SERVERS },
]);

/** A flow's server before and after. */
export type Transition = readonly [had: string, has: string];

/** What a change does to flows whose hashes lie evenly over the range, all of them just used: no bucket is idle. */
export function transitions({ group, before, after }: MemberChange): readonly Transition[] {
  const hashes = Array.from({ length: MANY }, (_, i) => Math.floor(((i + 0.5) * 2 ** 32) / MANY));
  if (group === "hash-threshold") {
    const [was, is] = [hashThreshold(before), hashThreshold(after)];
    return hashes.map((hash) => [was.choose(hash), is.choose(hash)]);
  }
  const buckets = 256;
  let was = resilientGroup({ members: before, buckets, idleTimerMs: 60_000 });
  for (let bucket = 0; bucket < buckets; bucket++) was = useBucket(was, bucket, 0).group;
  const is = replaceMembers(was, after, 1);
  return hashes.map((hash) => [was.buckets[hash % buckets].member, is.buckets[hash % buckets].member]);
}

/** The shares of one client's flows at the four servers. */
export function spread(fields: HashPolicy["fields"], flows = MANY): number[] {
  const group = hashThreshold(SERVERS);
  const reached = Array.from({ length: flows }, (_, i) => group.choose(hashFlow(flowOf(i), { fields })));
  return SERVERS.map((name) => reached.filter((each) => each === name).length / flows);
}

/** The share of flows whose query of 4000 bytes reaches one server whole: in three fragments, of which the first has ports. */
export function wholeQueries(flows = MANY): number {
  const group = hashThreshold(SERVERS);
  let whole = 0;
  for (let id = 0; id < flows; id++) {
    const query = { ...datagram(flowOf(id), { kind: "data", label: "a long query" }, 4000), id, ttl: 64 };
    const parts = fragments(query, ETHERNET_MTU).map((each) => ({ ...each, id, ttl: 64 }));
    const reached = new Set(parts.map((each) => group.choose(hashPacket(each, { fields: "5-tuple" }))));
    if (reached.size === 1) whole++;
  }
  return whole / flows;
}

const flowOf = (i: number) =>
  ({ src: CLIENT, dst: SHARED, protocol: "udp", srcPort: 10_000 + i, dstPort: 53 }) as const;

/** A word into silence: how it ends, and after how many seconds. */
export function silentEnd(): { readonly end: string; readonly seconds: number } {
  const idleMs = 1000;
  const rttMs = { A: 0.1, B: 0.1 };
  const to = { address: SHARED, port: 80 };
  const { run } = movedRoute({
    client: tcpClient({ address: CLIENT, to, idleMs, tcp: { retries: RETRIES } }),
    server: (identity) => tcpServer({ identity, strangers: "silence" }),
    ...{ rttMs, movesAtMs: 500, untilMs: 60_000 },
  });
  const [{ end, endedMs }] = (run.states.get("client") as TcpClientState).attempts;
  return { end, seconds: (endedMs - idleMs - rttMs.A) / 1000 };
}
