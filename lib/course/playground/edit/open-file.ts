// A file that somebody opens: a scenario as it is, a question of data/questions, or an AS graph of `anycast generate`, which gets
// one site so that it can be routed.
import type { Draft } from "./draft.js";
import { textOf } from "./text.js";

export interface Opened {
  readonly text: string;
  /** What was done with the file; absent for a scenario. */
  readonly note?: string;
}

/** The scenario's text in a file. Whether it is valid, the reader of scenarios says. */
export function openFile(text: string): Opened {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return { text };
  }
  if (typeof json !== "object" || json === null) return { text };
  const { format, scenario, question, answer, ases, links } = json as Record<string, unknown>;
  if (format === "anycast-question" && typeof scenario === "object" && scenario !== null) {
    const description = [question, answer].filter((each) => typeof each === "string").join("\n");
    return { text: textOf({ ...(scenario as Draft), ...(description !== "" && { description }) }), note: "The file is a question; its scenario is open." }; // prettier-ignore
  }
  if (format === undefined && Array.isArray(ases) && Array.isArray(links)) {
    const origin = lastCustomer(links as readonly Record<string, unknown>[]) ?? (ases[0] as { asn?: unknown })?.asn;
    const draft = { format: "anycast-scenario", version: 1, name: "graph", ases, links, announcements: [{ site: "A", origin }] }; // prettier-ignore
    return { text: textOf(draft as unknown as Draft), note: `The file is an AS graph without sites: site A was added at AS${String(origin)}.` }; // prettier-ignore
  }
  return { text };
}

function lastCustomer(links: readonly Record<string, unknown>[]): unknown {
  return [...links].reverse().find((link) => typeof link?.customer === "number")?.customer;
}
