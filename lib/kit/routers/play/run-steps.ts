// Runs the commands of a play's events, each at its time.
import { setTimeout as sleep } from "node:timers/promises";
import type { Namespaces } from "../namespaces.js";
import { RoutersError } from "../routers-error.js";
import type { PlayStep } from "./events-script.js";
import type { Play } from "./play.js";

interface Due {
  readonly step: PlayStep;
  /** In ms of the clock. */
  readonly atMs: number;
}

/** When each step is due, the first first. */
export const timetable = (plays: readonly Play[], steps: readonly (readonly PlayStep[])[], startedAt: number): Due[] =>
  plays
    .flatMap(({ fromMs }, i) => steps[i].map((step) => ({ step, atMs: startedAt + step.event.at - fromMs })))
    .sort((a, b) => a.atMs - b.atMs);

/** Events as close as this start together. */
const TOGETHER_MS = 20;
/** How long the command of an event may take: a busy machine needs seconds to start a server. A command that fails is reported at once. */
const PATIENCE_MS = 60_000;

/** How often a running command is looked at, ms. */
const LOOK_MS = 100;

/** Runs each step at its time, side by side. @returns when each was done, in ms of the clock. @throws RoutersError if one fails */
export async function runSteps(namespaces: Namespaces, due: readonly Due[], onProgress: (text: string) => void) {
  const file = (i: number) => `/run/anycast/step-${i}`;
  for (let i = 0; i < due.length;) {
    const together = due.slice(i).filter(({ atMs }) => atMs - due[i].atMs <= TOGETHER_MS);
    await sleep(Math.max(0, due[i].atMs - Date.now()));
    onProgress(together.map(({ step }) => step.text).join(", "));
    const scripts = together.map(({ step }, n) => {
      const own = file(i + n);
      return `( trap '[ -s ${own}.done ] || : > ${own}.failed' EXIT; set -e\n${step.script}\ndate +%s%3N > ${own}.done ) > ${own}.log 2>&1 &`;
    });
    await namespaces.run(scripts.join("\n"));
    i += together.length;
  }
  const done = new Map<PlayStep, number>();
  const until = Date.now() + PATIENCE_MS;
  for (const [i, { step }] of due.entries())
    for (;;) {
      const text = (
        await namespaces.run(`cat ${file(i)}.done 2>/dev/null || { [ ! -e ${file(i)}.failed ] || echo failed; }`)
      ).trim();
      if (/^\d+$/.test(text)) {
        done.set(step, Number(text));
        break;
      }
      if (text === "failed" || Date.now() > until) {
        const said = (await namespaces.run(`cat ${file(i)}.log`)).trim() || "no error message";
        throw new RoutersError(
          `${step.text}: ${text === "failed" ? "the command failed" : `the command still runs after ${PATIENCE_MS / 1000} s`}: ${said}.`,
        );
      }
      await sleep(LOOK_MS);
    }
  return done;
}
