// The leg behind an anycast edge: from the site where the user's connection ends to the site that has the content.
import { expectedRttMs, TYPICAL_INFLATION } from "../../geo/index.js";
import { site as siteOf } from "../announcing.js";
import type { InternetDeployment } from "../internet/index.js";
import type { Design } from "./design.js";

/** The sites with the content, if it is not at every site. */
export function contentAt(design: Design): readonly string[] | undefined {
  if (design.kind === "hybrid") return [design.origin];
  return design.kind === "accelerator" ? design.endpoints : undefined;
}

/** By site, the site that has its content, along the backbone the nearest, and the round trip there, ms; itself and 0 without an edge. */
export function behind(deployment: InternetDeployment, design: Design) {
  const ends = contentAt(design)?.map((name) => siteOf(deployment, name));
  return deployment.sites.map((each) => {
    if (!ends) return { name: each.name, ms: 0 };
    const all = ends.map((end) => ({ name: end.name, ms: expectedRttMs(each, end, TYPICAL_INFLATION.cloud) }));
    return all.reduce((best, other) => (other.ms < best.ms ? other : best));
  });
}

/**
 * The network's part of one transaction, ms: a connection, and `rounds` round trips in which TCP's window grows. An edge that ends
 * HTTP has an open connection to the content with a large window: the leg behind counts once. An edge that ends only TCP opens a
 * second connection, also with a large window, when the client's SYN arrives: the request waits until both are open.
 */
export function networkMs({ kind }: Design, rttMs: number, behindMs: number, rounds: number): number {
  const second = kind === "accelerator" ? Math.max(0, behindMs - rttMs) : 0;
  return (1 + rounds) * rttMs + behindMs + second;
}
