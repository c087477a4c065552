// A cell's standard output and error: what `process.stdout` and `process.stderr` do while cells run. Bytes become text
// immediately, a character that is written in two halves included.
import { StringDecoder } from "node:string_decoder";

type Name = "stdout" | "stderr";

export interface CellStreams {
  /** Before each cell: a cell may have put something else in their place. */
  open(): void;
  /** After each cell: writes half a character as what it is, damaged. */
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
    // Ended for good, the stream would be missing in every later cell, and in child processes.
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
