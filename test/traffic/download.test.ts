import fc from "fast-check";
import { expect, it } from "vitest";
import { answerHead, isWholeAnswer, type Drip } from "../../lib/kit/traffic/download.js";
import {
  fileBytes,
  fileServer,
  oneRouter,
  quicClient,
  quicServer,
  simulate,
  stateOf,
  tcpClient,
  tcpServer,
  type Host,
} from "../../lib/kit/traffic/index.js";
import { append, NOTHING_WRITTEN, writtenPart, type Written } from "../../lib/kit/traffic/written.js";

it("gives back what was written, from every continuation of every value", () => {
  const step = fc.record({ on: fc.nat(1000), data: fc.string({ maxLength: 9 }) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), fc.nat(60), fc.nat(60), (steps, from, to) => {
      const all: { written: Written; text: string }[] = [{ written: NOTHING_WRITTEN, text: "" }];
      for (const { on, data } of steps) {
        const { written, text } = all[on % all.length];
        all.push({ written: append(written, data), text: text + data });
      }
      for (const { written, text } of all) {
        expect(written.length).toBe(text.length);
        expect(writtenPart(written, from, to)).toBe(text.slice(from, Math.max(from, to)));
        expect(writtenPart(written, 0, Infinity)).toBe(text);
      }
    }),
  );
});

/** The answer in a stream as a reader takes it who begins at the start each time. */
function byReadingAll(received: string) {
  const end = received.indexOf("\n");
  if (end < 0) return { body: "", isWhole: false };
  const [server, length] = received.slice(0, end).split(" ");
  const body = received.slice(end + 1);
  return { server, length: Number(length), body, isWhole: body.length >= Number(length) };
}

it("finds the head once, in each beginning of an answer, as reading all of it does", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Za-z.]{1,8}$/), fc.nat(30), fc.nat(3), (identity, bytes, more) => {
      const answer = fileServer(bytes)("GET 0", identity, 0) + "x".repeat(more);
      for (let upTo = 0; upTo <= answer.length; upTo++) {
        const received = answer.slice(0, upTo);
        const { server, length, body, isWhole } = byReadingAll(received);
        const head = answerHead(received);
        expect([head?.server, head?.length, head ? received.slice(head.at) : ""]).toEqual([server, length, body]);
        expect(isWholeAnswer(head, received.length)).toBe(isWhole);
      }
    }),
  );
});

it("is not a head if its line does not end within 64 KiB", () => {
  expect(answerHead("x".repeat(65_536) + "\n")?.at).toBe(65_537);
  expect(answerHead("x".repeat(65_537) + "\n")).toBeUndefined();
});

const SHARED = "192.0.2.80";
const drips: (Drip | undefined)[] = [undefined, { bytes: 700, everyMs: 1 }, { bytes: 100_000, everyMs: 1 }];

it.each(["tcp", "quic"] as const)(
  "downloads 3 MB over %s, at once, in small pieces and faster than it can send",
  (kind) => {
    const address = "203.0.113.7";
    const network = oneRouter({
      shared: SHARED,
      sites: { A: { rttMs: 20, unique: "198.51.100.1" } },
      clients: { client: { address } },
      serves: ["A"],
    });
    const bytes = 3_000_000;
    for (const drip of drips) {
      const to = { address: SHARED, port: kind === "tcp" ? 80 : 443 };
      const asks = kind === "tcp" ? tcpClient({ address, to }) : quicClient({ address, to });
      const client: Host = { ...{ name: "client", role: "client", node: "router" }, program: asks };
      const served = { identity: "A", respond: fileServer(bytes), drip };
      const program = kind === "tcp" ? tcpServer(served) : quicServer(served);
      const server: Host = { ...{ name: "A", role: "site", node: "router" }, program: program };
      const run = simulate({ network, hosts: [client, server] });
      const { file, outcome } = stateOf(run, client) as { file: string; outcome?: string };
      expect(outcome).toBe("complete");
      expect(file === fileBytes(0, bytes)).toBe(true);
    }
  },
);
