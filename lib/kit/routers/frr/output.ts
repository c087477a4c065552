// Parses the output of FRR's `show bgp ... json`: the state of sessions, and the best route to each prefix.
import type { LargeCommunity } from "../communities.js";
import type { DaemonRoute } from "../daemon.js";
import type { PlannedRouter } from "../plan.js";

/** Consecutive JSON objects, with any text in between. No regular expression: in a file of others a string may have megabytes. */
export function jsonDocuments(text: string): unknown[] {
  const documents: unknown[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (character === '"') {
      const end = endOfString(text, i);
      if (end === undefined) return documents;
      i = end;
    } else if (character === "{" && depth++ === 0) start = i;
    else if (character === "}" && --depth === 0) documents.push(JSON.parse(text.slice(start, i + 1)));
  }
  return documents;
}

/** The position of a string's last quote; undefined if it has none. */
function endOfString(text: string, start: number): number | undefined {
  for (let i = start + 1; i < text.length; i++)
    if (text[i] === "\\") i++;
    else if (text[i] === '"') return i;
  return undefined;
}

interface FrrPath {
  readonly aspath?: { readonly segments?: readonly { readonly list: readonly number[] }[] };
  readonly bestpath?: { readonly overall?: boolean; readonly selectionReason?: string };
  readonly largeCommunity?: { readonly list?: readonly string[] };
  readonly sourced?: boolean;
  readonly peer?: { readonly peerId?: string };
}

/** The best routes in the answers to `show bgp ipv4 unicast 192.0.2.0/24 json`, one document for each prefix. */
export function frrRoutes(text: string, { sessions }: PlannedRouter): DaemonRoute[] {
  return jsonDocuments(text).flatMap((document) => {
    const { prefix, paths = [] } = document as { readonly prefix?: string; readonly paths?: readonly FrrPath[] };
    const best = paths.find(({ bestpath }) => bestpath?.overall === true);
    if (!best || prefix === undefined) return [];
    const path = (best.aspath?.segments ?? []).flatMap(({ list }) => list);
    const communities = (best.largeCommunity?.list ?? []).map(
      (each) => each.split(":").map(Number) as unknown as LargeCommunity,
    );
    const session = sessions.find(({ remote }) => remote === best.peer?.peerId);
    const protocol = best.sourced === true ? "announced" : (session?.protocol ?? "?");
    const reason = best.bestpath?.selectionReason;
    return [{ prefix, protocol, path, communities, ...(reason !== undefined && { reason }) }];
  });
}

/** The sessions that `show bgp summary json` does not report as established. */
export function frrSessionsDown(text: string, { sessions }: PlannedRouter): string[] {
  type Summary = Readonly<Record<string, { readonly peers?: Readonly<Record<string, { readonly state?: string }>> }>>;
  const [summary] = jsonDocuments(text) as readonly Summary[];
  const families = Object.values(summary ?? {});
  const isUp = (address: string) => families.some(({ peers }) => peers?.[address]?.state === "Established");
  return sessions.filter(({ remote }) => !isUp(remote)).map(({ protocol }) => protocol);
}
