// Servers behind one address, drawn as tiers: the servers that one connection reached, and the share of all connections of each.
import { tiersFigure, type Figure, type FigureText } from "anycast-kit/figures";
import type { Run } from "anycast-kit/traffic";

export interface ReachedServersOptions extends FigureText {
  /** The nodes before the servers, from the top: the client, then the router or the balancer. */
  readonly above: readonly [string, string];
  readonly servers: readonly string[];
  readonly run: Run;
  /** What comes of it, written at each server after the first and in the legend: "reset". */
  readonly end: string;
}

/**
 * The servers that received a connection's packets: the first has it, any other does not.
 * @example reachedServersFigure({ name: "phone", title: "Two servers", above: ["phone", "LB1"], servers: ["A", "B"], run, end: "reset" })
 */
export function reachedServersFigure({ above, servers, run, end, ...text }: ReachedServersOptions): Figure {
  const reached = new Set(
    run.trace.flatMap((entry) => (entry.kind === "received" && servers.includes(entry.at) ? [entry.at] : [])),
  );
  const [first, ...others] = reached;
  const noteOf = (name: string) => (name === first ? "has it" : others.includes(name) ? end : "");
  return tiersFigure({
    ...text,
    tiers: [
      ...above.map((name) => ({ label: "", nodes: [{ name }] })),
      {
        label: "servers",
        nodes: servers.map((name) => ({ name, note: noteOf(name), isAlarm: others.includes(name) })),
      },
    ],
    links: [above, ...servers.map((name): [string, string] => [above[1], name])],
    paths: [...reached].map((name, i) => ({ nodes: [...above, name], ...(i > 0 && { isAstray: true, note: end }) })),
    astray: end,
  });
}

export interface ServerSharesOptions extends FigureText {
  /** The servers of each leaf. */
  readonly leaves: Readonly<Record<string, readonly string[]>>;
  /** The server of each connection. */
  readonly connections: readonly string[];
}

/**
 * Racks below one spine, with the share of the connections that each leaf and server gets; a link is as wide as its share.
 * @example serverSharesFigure({ name: "racks", title: "Who gets what", leaves: { "leaf 1": ["A"], "leaf 2": ["B"] }, connections: ["A", "B"] })
 */
export function serverSharesFigure({ leaves, connections, ...text }: ServerSharesOptions): Figure {
  const share = (name: string) => connections.filter((each) => each === name).length / connections.length;
  const sum = (below: readonly string[]) => below.reduce((total, name) => total + share(name), 0);
  const percent = (part: number) => `${(100 * part).toFixed(0)} %`;
  const wires = Object.entries(leaves).flatMap(([leaf, below]): [string, string, number][] => [
    ["spine", leaf, sum(below)],
    ...below.map((name): [string, string, number] => [leaf, name, share(name)]),
  ]);
  return tiersFigure({
    ...text,
    tiers: [
      { label: "", nodes: [{ name: "spine" }] },
      { label: "leaves", nodes: Object.entries(leaves).map(([name, below]) => ({ name, note: percent(sum(below)) })) },
      {
        label: "servers",
        nodes: Object.values(leaves)
          .flat()
          .map((name) => ({ name, note: percent(share(name)) })),
      },
    ],
    links: wires,
  });
}
