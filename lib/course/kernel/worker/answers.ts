// Where marks are decided, the worker of the tests asks and the worker of the submission answers (answers/channel.ts). A cell
// finds both under one symbol. What a submission does to it there changes what its own functions answer, and nothing else.
import { openChannel, type Channel } from "../answers/index.js";

export function openAnswers(): Channel {
  const channel = openChannel();
  Object.assign(globalThis, { [Symbol.for("anycast-kit.answers")]: channel });
  return channel;
}
