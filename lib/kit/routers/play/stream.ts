// The clients of a play: one program in the hub asks for all of them at a steady rate, until they have the model's last answers.
import { setTimeout as sleep } from "node:timers/promises";
import type { Namespaces } from "../namespaces.js";
import { here } from "../network-script.js";
import { RoutersError } from "../routers-error.js";
import { insideOf, runProgram } from "../traffic/index.js";

/** A play ends when every client has had the model's last answer for this long. */
export const QUIET_MS = 2000;
/** But not later than this after the end of the model's effects. */
export const MOST_LONGER_MS = 15_000;

const STREAM = "/run/anycast/stream";
const LOOK_MS = 100;

/** Starts all clients. @returns when they began, in ms of the clock */
export async function startClients(namespaces: Namespaces, stream: object): Promise<number> {
  await namespaces.run(
    [
      here(`cat > ${STREAM}.json`, [JSON.stringify(stream)]),
      `${insideOf("hub")} ${runProgram("query-stream.mjs")} ${STREAM}.json > ${STREAM}.out 2> ${STREAM}.err &`,
      `until grep -q started ${STREAM}.out; do if [ -s ${STREAM}.err ]; then cat ${STREAM}.err >&2; exit 1; fi; sleep 0.05; done`,
    ].join("\n"),
  );
  return Number(/started ([\d.]+)/.exec(await namespaces.run(`cat ${STREAM}.out`))![1]);
}

interface Answers {
  readonly asked: readonly (readonly (readonly [number, string | null])[])[];
  readonly longestMs: number;
  readonly endedMs: number;
  readonly settled: boolean;
}

/** What all clients were answered, after the last of them has stopped. @throws RoutersError if they fail */
export async function answers(namespaces: Namespaces, endsAt: number): Promise<Answers> {
  await sleep(Math.max(0, endsAt - Date.now()));
  for (const until = Date.now() + MOST_LONGER_MS + 20_000; ; await sleep(LOOK_MS)) {
    const line = (await namespaces.run(`grep '^{' ${STREAM}.out || cat ${STREAM}.err`)).trim();
    if (line.startsWith("{") && line.endsWith("}")) return JSON.parse(line) as Answers;
    if (line !== "" && !line.startsWith("{")) throw new RoutersError(`The clients failed: ${line}`);
    if (Date.now() > until) throw new RoutersError("The clients did not end.");
  }
}
