// A cell's standard output and error: `process.stdout` and `process.stderr` while cells run. Bytes become text
// immediately, except that a character written in two parts is joined first.
import { StringDecoder } from "node:string_decoder";

type Name = "stdout" | "stderr";

export interface CellStreams {
  /** Call before each cell, because an earlier cell may have replaced the streams. */
  open(): void;
  /** Call after each cell: writes an incomplete character as a replacement character. */
  flush(): void;
}

export function cellStreams(send: (name: Name, text: string) => void): CellStreams {
  const decoders = { stdout: new StringDecoder("utf8"), stderr: new StringDecoder("utf8") };
  const put = (name: Name, text: string) => text !== "" && send(name, text);

  function replace(name: Name): void {
    const stream = process[name];
    const write = (data: unknown, encoding?: unknown, done?: unknown): boolean => {
      if (typeof data !== "string" && !ArrayBuffer.isView(data))
        throw new TypeError(
          `process.${name}.write() needs text or bytes (got ${data === null ? "null" : typeof data}).`,
        );
      if (typeof data === "string") put(name, decoders[name].end() + data);
      else put(name, decoders[name].write(Buffer.from(data.buffer, data.byteOffset, data.byteLength)));
      const callback = typeof encoding === "function" ? encoding : done;
      if (typeof callback === "function") process.nextTick(callback);
      return true;
    };
    // If this ended the stream, every later cell and child processes would have no output.
    const end = (data?: unknown, encoding?: unknown, done?: unknown) => {
      if (data !== undefined && data !== null && typeof data !== "function") write(data, encoding);
      const callback = [data, encoding, done].find((each) => typeof each === "function");
      if (callback) process.nextTick(callback);
      return stream;
    };
    Object.assign(stream, { write, end, destroy: () => stream });
  }

  return {
    open: () => (["stdout", "stderr"] as const).forEach(replace),
    flush: () => (["stdout", "stderr"] as const).forEach((name) => put(name, decoders[name].end())),
  };
}
