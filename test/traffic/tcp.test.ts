import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  afterRoundTrip,
  backedOff,
  givesUpAfterMs,
  initialRto,
  LINUX_RTO,
  RFC_6298,
} from "../../lib/kit/traffic/tcp/rto.js";
import { resetFor } from "../../lib/kit/traffic/tcp/reset.js";
import { advance, distance } from "../../lib/kit/traffic/tcp/segment.js";
import { exchange, wireArbitrary } from "./tcp-pair.js";

describe("the retransmission timeout", () => {
  it("is 1 s before anything is measured, and doubles", () => {
    let rto = initialRto(RFC_6298);
    const seen = Array.from({ length: 8 }, () => (rto = backedOff(rto, RFC_6298)).timeoutMs);
    expect(seen).toEqual([2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000]);
  });
  it("follows RFC 6298: SRTT = R, RTTVAR = R/2 at first, then one eighth and one quarter of what is new", () => {
    const first = afterRoundTrip(initialRto(RFC_6298), 400, RFC_6298);
    expect(first).toEqual({ srttMs: 400, rttvarMs: 200, timeoutMs: 1200 });
    expect(afterRoundTrip(first, 800, RFC_6298)).toEqual({ srttMs: 450, rttvarMs: 250, timeoutMs: 1450 });
  });
  it("is never below 1 s in the RFC, nor below SRTT + 200 ms in Linux", () => {
    expect(afterRoundTrip(initialRto(RFC_6298), 10, RFC_6298).timeoutMs).toBe(1000);
    expect(afterRoundTrip(initialRto(LINUX_RTO), 10, LINUX_RTO).timeoutMs).toBe(210);
  });
  it("makes Linux give up on data after 924.6 s at least, and on a SYN after 127 s", () => {
    expect(givesUpAfterMs(15)).toBe(924_600);
    expect(givesUpAfterMs(6, { firstMs: 1000 })).toBe(127_000);
  });
});

describe("a host that does not know the connection", () => {
  it("answers with a reset at the number the sender expects", () =>
    expect(resetFor({ seq: 5, ack: 77, data: "GET" })).toEqual({ seq: 77, rst: true, data: "" }));
  it("acknowledges a segment without ACK in its reset", () =>
    expect(resetFor({ seq: 0xffffffff, syn: true, data: "" })).toEqual({ seq: 0, ack: 0, rst: true, data: "" }));
  it("never answers a reset", () => expect(resetFor({ seq: 5, rst: true, data: "" })).toBeUndefined());
});

describe("sequence numbers", () => {
  it("wrap", () => {
    expect(advance(0xffffffff, 2)).toBe(1);
    expect(distance(1, 0xffffffff)).toBe(2);
    expect(distance(0xffffffff, 1)).toBe(-2);
  });
});

describe("two ends of a connection", () => {
  const text = (length: number) => Array.from({ length }, (_, i) => "abcdefghijklmnopqrstuvwxyz"[i % 26]).join("");
  it("exchange everything and close, over a wire that loses nothing", () => {
    const { client, server } = exchange(text(5000), text(50_000), () => [10]);
    expect(server!.received).toBe(text(5000));
    expect(client.received).toBe(text(50_000));
    expect([client.end, server!.end]).toEqual(["closed", "closed"]);
  });
  it("acknowledge each other also while both go back to their first byte", () => {
    // The first segment of each is lost, the last comes early: both send again, and each has all that the other sends.
    const lost = [2, 4];
    const { client, server } = exchange(text(701), text(701), (n) => (lost.includes(n) ? [] : [10]), { mss: 700 });
    expect([client.end, server!.end]).toEqual(["closed", "closed"]);
    expect(client.timeouts).toBeLessThan(4);
  });
  it("never see bytes out of order, and see all of them in the end, whatever the wire loses, doubles or delays", () =>
    fc.assert(
      fc.property(fc.nat(9000), fc.nat(9000), wireArbitrary, (up, down, wire) => {
        const [said, answered] = [text(up), text(down)];
        const { client, server, seenByClient, seenByServer } = exchange(said, answered, wire, { mss: 700 });
        expect(seenByClient.every((seen) => answered.startsWith(seen))).toBe(true);
        expect(seenByServer.every((seen) => said.startsWith(seen))).toBe(true);
        expect(client.end).toBe("closed");
        expect(client.received).toBe(answered);
        expect(server!.received).toBe(said);
      }),
      { numRuns: 100 },
    ));
  it("end when both lose a segment at once: an acknowledgement is never old, or each would answer the other's without end", () => {
    const fates: Record<number, readonly number[]> = { 3: [], 5: [173], 9: [] };
    let packets = 0;
    const wire = (n: number) => {
      packets = n;
      if (n > 1000) throw new Error("a storm of acknowledgements");
      return fates[n] ?? [10];
    };
    const { client, server } = exchange(text(4825), text(7959), wire, { mss: 700 });
    expect([client.received, server!.received]).toEqual([text(7959), text(4825)]);
    expect([client.end, server!.end]).toEqual(["closed", "closed"]);
    expect(packets).toBeLessThan(100);
  });
  it("learn after 127 s that no SYN is answered", () => {
    const { client, server } = exchange("", "", () => []);
    expect(client.end).toBe("timed out");
    expect(client.retransmissions).toBe(6);
    expect(server).toBeUndefined();
  });
});
