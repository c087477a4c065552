// A router's forwarding table, and a packet's path through such tables.
import { describeNextHop, type Fib, type Walk } from "../../routing/index.js";
import type { Figure, FigureText } from "../core/index.js";
import { tableFigure } from "./table.js";

/**
 * One router's FIB, most specific prefix first; equally good next hops are joined by "or".
 * @example fibTable(fibs.get("Denver"), { name: "fib", title: "The table of Denver" }).data.rows.length // 3
 * @throws FigureError if the table is empty
 */
export function fibTable(fib: Fib, text: FigureText): Figure {
  const count = `${fib.routes.length} ${fib.routes.length === 1 ? "prefix" : "prefixes"}`;
  return tableFigure({
    description: `The forwarding table (FIB) of ${fib.router}: ${count}, most specific first, and for each the cost and the next hops.`,
    ...text,
    columns: ["prefix", "next hop", "cost", "learned from"],
    rows: fib.routes.map(({ prefix, source, metric, nextHops }) => [
      prefix.text,
      nextHops.map(describeNextHop).join(" or "),
      metric,
      source,
    ]),
  });
}

/**
 * A packet hop by hop: the router, the prefix that matched, its cost, the delay so far, and why it went on as it did.
 * @example walkTable(walkPacket({ network, fibs, from: "Denver", to: "192.0.2.53" }), { name: "walk", title: "A packet" }).data.rows.length // 2
 */
export function walkTable(walk: Walk, text: FigureText): Figure {
  const end = walk.site === undefined ? walk.outcome : `delivered to site ${walk.site}`;
  return tableFigure({
    description: `The path of a packet to ${walk.to.text} over ${walk.hops.length} routers, ${end}. Delay is light in straight fibre, one way; queues and equipment are left out.`,
    ...text,
    columns: ["hop", "router", "after (ms)", "longest match", "cost left", "reason"],
    rows: walk.hops.map(({ router, route, atMs, reason }, i) => [
      i + 1,
      router,
      Math.round(atMs * 10) / 10,
      route?.prefix.text ?? "none",
      route?.metric ?? "",
      reason,
    ]),
  });
}
