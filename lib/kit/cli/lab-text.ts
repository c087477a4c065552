// The text of a scenario for real routers. It is planned in the thread that hears signals, so that what is too large is refused
// before it is read as a scenario, which takes seconds.
import { readText } from "../files/index.js";
import { Failure } from "./failure.js";

/** Characters of a scenario for routers; 400 routers, all joined, have 4 million. */
const most = 5e6;
/** ASes, each of at least one router; the plan counts the routers themselves. */
const mostAses = 400;

/** @throws Failure, ReadLimitError or the file system's error */
export async function readLabText(file: string): Promise<string> {
  const text = await readText(file, { what: "a scenario" });
  if (text.length > most)
    throw new Failure(
      `${file} has ${(text.length / 1e6).toFixed(1)} MB, a scenario for routers ${most / 1e6} at most.`,
      "Take a smaller part of the topology.",
    );
  const ases = asesOf(text);
  if (ases > mostAses)
    throw new Failure(
      `${file}: The scenario needs ${ases} routers, each a process of its own; ${mostAses} is the most.`,
      "Take a smaller part of the topology.",
    );
  return text;
}

/** Nothing where it is not JSON: the reader of scenarios says where. */
function asesOf(text: string): number {
  try {
    const { ases } = JSON.parse(text) as { readonly ases?: unknown };
    return Array.isArray(ases) ? ases.length : 0;
  } catch {
    return 0;
  }
}
