// How a run ended, in words: for the command and for the playground.
import type { Ending } from "./history.js";

const number = (value: number) => value.toLocaleString("en", { maximumFractionDigits: 1 });

/**
 * The ending as half a sentence; the numbers of messages may follow.
 * @example describeEnding({ kind: "converged", atMs: 1500 }) // "settled after 1,500 ms;"
 */
export function describeEnding(ending: Ending): string {
  const ases = "ases" in ending ? ending.ases.map((asn) => `AS${asn}`).join(", ") : "";
  switch (ending.kind) {
    case "converged":
      return `settled after ${number(ending.atMs)} ms;`;
    case "oscillates":
      return `never settles: from ${number(ending.fromMs)} ms on, the same ${number(ending.messages)} message${ending.messages === 1 ? "" : "s"} repeat every ${number(ending.periodMs)} ms, and ${ases} keep changing routes;`;
    case "gave-up":
      return `had not settled after ${number(ending.steps)} steps (${number(ending.atMs)} ms), with ${ases} still changing;`;
    case "stopped":
      return `stopped at ${number(ending.atMs)} ms;`;
  }
}
