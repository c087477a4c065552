// During grading the worker of the tests asks and the worker of the submission answers (answers/channel.ts). A cell
// gets the channel under a symbol. A submission that tampers with it changes only the answers of its own functions.
import { openChannel, type Channel } from "../answers/index.js";

export function openAnswers(): Channel {
  const channel = openChannel();
  Object.assign(globalThis, { [Symbol.for("anycast-kit.answers")]: channel });
  return channel;
}
