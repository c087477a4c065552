// The three cases of a router that balances over equal paths (RFC 4786, 4.4.3), drawn beside each other with the packets' paths.
import { tiersFigure, type Figure } from "anycast-kit/figures";
import { BALANCED_CASES } from "./balanced-paths.js";

type Pairs = readonly (readonly [string, string])[];

const BOTH: Pairs = [
  ["router", "left"],
  ["router", "right"],
];

/** Nodes in tiers, cables, and two paths, of each case. */
const CASES: readonly { readonly tiers: readonly (readonly string[])[]; readonly links: Pairs; readonly paths: readonly (readonly string[])[] }[] = [
  {
    tiers: [["router"], ["next"], ["A"]],
    links: [["router", "next"], ["router", "next"], ["next", "A"]],
    paths: [["router", "next", "A"], ["router", "next", "A"]],
  },
  {
    tiers: [["router"], ["left", "right"], ["exit"], ["A"]],
    links: [...BOTH, ["left", "exit"], ["right", "exit"], ["exit", "A"]],
    paths: [["router", "left", "exit", "A"], ["router", "right", "exit", "A"]],
  },
  {
    tiers: [["router"], ["left", "right"], ["A", "B"]],
    links: [...BOTH, ["left", "A"], ["right", "B"]],
    paths: [["router", "left", "A"], ["router", "right", "B"]],
  },
]; // prettier-ignore

/** @example show(...balancedCases()) */
export function balancedCases(): readonly Figure[] {
  return CASES.map(({ tiers, links, paths }, i) =>
    tiersFigure({
      name: `case-${i + 1}`,
      title: `${i + 1}. ${BALANCED_CASES[i]}`,
      tiers: tiers.map((nodes, row) => ({ label: LABELS[row], nodes: nodes.map((name) => ({ name })) })),
      links,
      paths: paths.map((nodes) => ({ nodes, site: nodes[nodes.length - 1], note: `packets to site ${nodes.at(-1)}` })),
      keys: "none",
      third: true,
    }),
  );
}

const LABELS = ["balances", "next hops", "then", "then"];
