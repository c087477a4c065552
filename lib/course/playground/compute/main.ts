// Entry of the playground's worker: answers the page's questions in order.
import type { Question } from "../protocol.js";
import { answer } from "./answer.js";

addEventListener("message", ({ data }: MessageEvent<{ readonly id: number; readonly question: Question }>) => {
  (postMessage as (value: unknown) => void)({ id: data.id, answer: answer(data.question) });
});
