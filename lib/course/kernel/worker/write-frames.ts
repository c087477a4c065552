// Writes frames to the supervisor: synchronously, in order, whole. Node's functions are captured before any cell runs.
import { writeSync } from "node:fs";
import { longestFrame, outPipe, type Frame } from "../frames.js";

const piece = 256 * 1024;

export function frameWriter(token: string): (frame: Frame) => void {
  const { stringify } = JSON;
  const write = writeSync;
  const from = Buffer.from.bind(Buffer);
  const pause = new Int32Array(new SharedArrayBuffer(4));
  const { wait } = Atomics;

  // A line begins with a line break: what a cell wrote to the pipe by itself, unfinished, does not become its beginning.
  const put = (line: string) => {
    const bytes = from(line, "utf8");
    for (let at = 0; at < bytes.length;) {
      try {
        at += write(outPipe, bytes, at, bytes.length - at);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
        wait(pause, 0, 0, 1); // the supervisor is reading
      }
    }
  };
  return (frame) => {
    if (frame.type === "stream" && frame.text.length > piece) {
      for (let at = 0; at < frame.text.length; at += piece)
        put(`\n${token}${stringify({ ...frame, text: frame.text.slice(at, at + piece) })}\n`);
      return;
    }
    const line = `\n${token}${stringify(frame)}\n`;
    if (line.length > longestFrame) throw new RangeError("A figure larger than 128 MB cannot be shown.");
    put(line);
  };
}
