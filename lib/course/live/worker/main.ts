// Entry of the runtime that a page unpacks when a cell is first run (dist/live.js). The same script is started twice: as the
// worker that runs cells, and as the helper that cleans their outputs. Both speak over a port that only this code holds.
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

addEventListener("message", begin);
