// The library in its worker, seen from the page: questions go out one at a time. Of several "look" questions that wait only the last is
// asked. A question that takes too long ends the worker, so that no scenario can freeze the page.
import { scriptUrl } from "../../live/page/index.js";
import type { Answer, Question } from "../protocol.js";

/** Time limit of an answer, ms. */
export const LONGEST_MS = 20_000;

export interface Library {
  ask<Type extends Question["type"]>(question: Question & { readonly type: Type }): Promise<Answer<Type>>;
  /** Ends what is being computed. */
  stop(): void;
}

interface Waiting {
  readonly question: Question;
  readonly resolve: (answer: never) => void;
}

/** @param busy called as a computation begins and ends */
export function openLibrary(busy: (isBusy: boolean) => void): Library {
  let worker: Promise<Worker> | undefined;
  let queue: Waiting[] = [];
  let running: (Waiting & { readonly id: number; readonly timer: number }) | undefined;
  let asked = 0;

  const fail = (message: string): Answer<"look"> => ({ fault: { message } });
  const finish = (answer: unknown) => {
    if (!running) return;
    clearTimeout(running.timer);
    const { resolve } = running;
    running = undefined;
    busy(false);
    resolve(answer as never);
    next();
  };
  const end = (message: string) => {
    void worker?.then((old) => old.terminate());
    worker = undefined;
    finish(fail(message));
  };

  async function start(): Promise<Worker> {
    const made = new Worker(await scriptUrl("playground"));
    made.onmessage = ({ data }: MessageEvent<{ readonly id: number; readonly answer: unknown }>) => {
      if (data.id === running?.id) finish(data.answer);
    };
    made.onerror = (event) => {
      event.preventDefault();
      end(`The computation failed: ${event.message || "the worker did not start"}. Undo the last change.`);
    };
    return made;
  }

  function next(): void {
    if (running) return;
    const waiting = queue.shift();
    if (!waiting) return;
    const id = ++asked;
    const timer = window.setTimeout(() => {
      end(`The computation took more than ${LONGEST_MS / 1000} s and was stopped. Remove ASes, links or events.`);
    }, LONGEST_MS);
    running = { ...waiting, id, timer };
    busy(true);
    worker ??= start();
    worker.then(
      (started) => {
        if (running?.id === id) started.postMessage({ id, question: waiting.question });
      },
      (error: Error) => end(`This browser cannot compute here: ${error.message}`),
    );
  }

  return {
    ask(question) {
      return new Promise((resolve) => {
        if (question.type === "look")
          queue = queue.filter((each) => {
            if (each.question.type !== "look") return true;
            each.resolve(fail("A newer text took its place.") as never);
            return false;
          });
        queue.push({ question, resolve: resolve });
        next();
      });
    },
    stop: () => end("Stopped."),
  };
}
