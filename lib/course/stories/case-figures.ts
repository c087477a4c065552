// The three cases of a router that balances over equal paths (RFC 4786, 4.4.3), drawn beside each other with the packets' paths.
import { tiersFigure, type Figure } from "anycast-kit/figures";

type Pairs = readonly (readonly [string, string])[];

const BOTH: Pairs = [
  ["R1", "R2"],
  ["R1", "R3"],
];

/** Nodes in tiers with a word for each, cables, and two paths, of each case. R1 balances. */
const CASES: readonly { readonly title: string; readonly tiers: readonly (readonly [label: string, nodes: readonly string[]])[]; readonly links: Pairs; readonly paths: readonly (readonly string[])[] }[] = [
  {
    title: "1. Links to one router",
    tiers: [["balances", ["R1"]], ["next hop", ["R2"]], ["site", ["A"]]],
    links: [["R1", "R2"], ["R1", "R2"], ["R2", "A"]],
    paths: [["R1", "R2", "A"], ["R1", "R2", "A"]],
  },
  {
    title: "2. Paths that meet again",
    tiers: [["balances", ["R1"]], ["next hops", ["R2", "R3"]], ["they meet", ["R4"]], ["site", ["A"]]],
    links: [...BOTH, ["R2", "R4"], ["R3", "R4"], ["R4", "A"]],
    paths: [["R1", "R2", "R4", "A"], ["R1", "R3", "R4", "A"]],
  },
  {
    title: "3. Two sites",
    tiers: [["balances", ["R1"]], ["next hops", ["R2", "R3"]], ["sites", ["A", "B"]]],
    links: [...BOTH, ["R2", "A"], ["R3", "B"]],
    paths: [["R1", "R2", "A"], ["R1", "R3", "B"]],
  },
]; // prettier-ignore

/** @example show(...balancedCases()) */
export function balancedCases(): readonly Figure[] {
  return CASES.map(({ title, tiers, links, paths }, i) =>
    tiersFigure({
      name: `case-${i + 1}`,
      title,
      tiers: tiers.map(([label, nodes]) => ({ label, nodes: nodes.map((name) => ({ name })) })),
      links,
      paths: paths.map((nodes) => ({ nodes, site: nodes[nodes.length - 1], note: `packets to site ${nodes.at(-1)}` })),
      keys: "none",
      third: true,
    }),
  );
}
