// AS graphs in one line: "1>2" AS1 sells to AS2, "1-2" they peer; "@" names the PoPs of an AS: "1@London,Paris".
import { compile } from "../../../lib/kit/topology/compile-graph.js";
import { defineAsGraph, type AsGraphInput, type AsLink } from "../../../lib/kit/topology/as-graph.js";
import type { CompiledAsGraph } from "../../../lib/kit/topology/compiled.js";

export function worldInput(text: string): AsGraphInput {
  const words = text.split(/\s+/).filter(Boolean);
  const pops = new Map(words.filter((word) => word.includes("@")).map((word) => word.split("@") as [string, string]));
  const links = words
    .filter((word) => !word.includes("@"))
    .map((word): AsLink => {
      const [, a, kind, b] = /^(\d+)([>-])(\d+)$/.exec(word)!;
      return kind === ">" ? { provider: Number(a), customer: Number(b) } : { peers: [Number(a), Number(b)] };
    });
  const asns = new Set(links.flatMap((link) => ("peers" in link ? [...link.peers] : [link.provider, link.customer])));
  return {
    ases: [...asns].map((asn) => ({
      asn,
      pops:
        pops
          .get(String(asn))
          ?.split(",")
          .map((name) => name.replace("_", " ")) ?? [],
    })),
    links,
  };
}

export const world = (text: string): CompiledAsGraph => compile(defineAsGraph(worldInput(text)));
