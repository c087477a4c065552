// Entry of the runtime that a page unpacks (dist/live.js). The same script is started three times: in the page, where it runs the
// explorers; as the worker that runs cells; and as the helper that cleans their outputs. Workers speak over a port that only this
// code holds.
import { startExplorers } from "../../browser/index.js";
import type { Role } from "../protocol.js";
import { answerQuestions } from "./answer-questions.js";
import { lockDown } from "./lock-down.js";
import { runCells } from "./run-cells.js";

function begin({ data, ports }: MessageEvent): void {
  removeEventListener("message", begin);
  const [port] = ports;
  const post = port.postMessage.bind(port);
  if ((data as Role) === "helper") return answerQuestions(port, post);
  const powers = lockDown();
  runCells(port, post, powers);
}

// In a task of its own: compiling this script takes half as long as a task should.
if ("document" in globalThis) setTimeout(startExplorers);
else addEventListener("message", begin);
