import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { providerNetwork } from "../../lib/kit/routing/networks.js";
import { anycastRp, type AnycastRpOptions, type AnycastRpStory } from "../../lib/course/stories/anycast-rp.js";
import { countersOf, fatesOf } from "../../lib/kit/traffic/trace.js";
import { describePacket, traceText } from "../../lib/kit/traffic/describe.js";
import { firstHopRouter } from "../../lib/kit/traffic/multicast/first-hop.js";
import { oneRouter } from "../../lib/kit/traffic/networks/one-router.js";
import { rendezvousPoint } from "../../lib/kit/traffic/multicast/rendezvous-point.js";
import { simulate } from "../../lib/kit/traffic/simulate.js";
import type { Host } from "../../lib/kit/traffic/endpoint.js";

/** The story with a packet a second. */
const play = (options: AnycastRpOptions) =>
  anycastRp({ everyMs: 1000, diesAtMs: 5500, convergenceMs: 1000, ...options });
const text = ({ run }: AnycastRpStory) => traceText(run.trace);
const upTo = (last: number, first = 1) => Array.from({ length: last - first + 1 }, (_, i) => first + i);

describe("rendezvous points on one address", () => {
  it("with MSDP let every receiver hear every source, each by the nearest of them", () => {
    const { receptions, deaf } = play({ msdp: true, diesAtMs: Infinity });
    expect(deaf).toBe(0);
    expect(receptions.map(({ by }) => by)).toEqual([["A"], ["A"], ["B"], ["B"]]);
    // The first packet of a source is gone before the other point has joined it.
    expect(receptions.map(({ heard }) => heard)).toEqual([upTo(11), upTo(11, 2), upTo(11, 2), upTo(11)]);
  });
  it("without MSDP half of the pairs receive nothing: a source reaches only receivers of the same point", () => {
    const { receptions, deaf, pairs } = play({ msdp: false, diesAtMs: Infinity });
    expect([deaf, pairs]).toEqual([2, 4]);
    expect(receptions.filter(({ heard }) => heard.length === 0)).toMatchObject([
      { receiver: "receiver 1", source: "source 2", longestSilenceMs: Infinity },
      { receiver: "receiver 2", source: "source 1", longestSilenceMs: Infinity },
    ]);
  });
  it("speak MSDP between their unique addresses, to port 639; registers and joins go to the shared one", () => {
    const { run } = play({ msdp: true });
    const sent = run.trace.flatMap((entry) => (entry.kind === "sent" ? [entry.packet] : []));
    const of = (kind: string, type?: string) =>
      sent.filter(
        ({ payload }) => payload.kind === kind && (type === undefined || ("type" in payload && payload.type === type)),
      );
    for (const { src, dst, srcPort, dstPort } of of("msdp")) {
      expect([src, dst].sort()).toEqual(["198.51.100.1", "198.51.100.2"]);
      expect([srcPort, dstPort]).toContain(639);
    }
    for (const { dst } of of("pim", "Register")) expect(dst).toBe("192.0.2.1");
    expect(of("pim", "Register").length).toBeGreaterThan(0);
    expect(of("msdp", "Source-Active").length).toBeGreaterThan(0);
  });
  it("stop a source's registers as soon as its packets come by a branch of the tree", () => {
    const lines = text(play({ msdp: true, diesAtMs: Infinity })).split("\n");
    const registers = lines.filter((line) => /source 1 sends .* Register: /.test(line));
    expect(registers.map((line) => /packet \d+/.exec(line)![0])).toEqual(["packet 1", "packet 2"]);
  });
});

describe("the death of a rendezvous point", () => {
  it("costs a receiver the convergence, with MSDP: the other point knew of the source already", () => {
    const { receptions } = play({ msdp: true });
    expect(receptions.map(({ by }) => by)).toEqual([["A", "B"], ["A", "B"], ["B"], ["B"]]);
    for (const { longestSilenceMs } of receptions) expect(longestSilenceMs).toBeLessThan(1000 + 1000 + 60);
    expect(receptions[0].heard).toEqual(upTo(11).filter((number) => number !== 6));
  });
  it("costs a minute more where the other point has nobody to hear of the source from but its next register", () => {
    const { receptions } = play({ msdp: false, untilMs: 90_000 });
    const [first] = receptions;
    expect(first.by).toEqual(["A", "B"]);
    expect(first.longestSilenceMs).toBeGreaterThan(45_000);
    expect(first.longestSilenceMs).toBeLessThan(1000 + 60_000 + 1000);
  });
  it("ends the deafness of those without MSDP: with one point left, all meet there", () => {
    const { receptions, deaf } = play({ msdp: false, untilMs: 90_000 });
    expect(deaf).toBe(0);
    for (const { heard } of receptions) expect(heard.at(-1)).toBe(89);
  });
  it("is not noticed by receivers that went on to the sources' own trees", () => {
    const { receptions } = play({ msdp: true, trees: "source" });
    for (const { longestSilenceMs, by } of receptions) {
      expect(longestSilenceMs).toBeLessThan(1060);
      expect(by.at(-1)).toMatch(/^source/);
    }
  });
  it("is survived if no receiver near the other point had joined the group before: it joins the sources it learned", () => {
    const { receptions } = play({ msdp: true, receivers: ["Denver"], sources: ["Seattle"] });
    expect(receptions).toMatchObject([{ by: ["A", "B"] }]);
    expect(receptions[0].longestSilenceMs).toBeLessThan(1000 + 1000 + 60);
  });
  it("is noticed by its MSDP peer after 75 s; after its return it has no state, and learns it again", () => {
    const story = play({ msdp: true, returnsAtMs: 100_000, untilMs: 130_000 });
    expect(text(story)).toContain("B has not heard its MSDP peer 198.51.100.1 for 75 s");
    expect(story.receptions.map(({ by }) => by)).toEqual([["A", "B", "A"], ["A", "B", "A"], ["B"], ["B"]]);
    for (const { longestSilenceMs, heard } of story.receptions) {
      expect(longestSilenceMs).toBeLessThan(1000 + 1000 + 60);
      expect(heard.at(-1)).toBe(129);
    }
  });
  it("may be too short to be noticed: a message of a session that is forgotten is answered by a reset, and the caller calls again", () => {
    const unique = { A: "198.51.100.1", B: "198.51.100.2" } as const;
    const point = (name: "A" | "B"): Host => ({
      ...{ name, role: "site", node: "router" },
      program: rendezvousPoint({
        address: unique[name],
        peers: Object.values(unique).filter((each) => each !== unique[name]),
      }),
    });
    const { trace } = simulate({
      network: oneRouter({
        shared: "192.0.2.1",
        sites: { A: { rttMs: 10, unique: unique.A }, B: { rttMs: 10, unique: unique.B } },
        clients: {},
      }),
      hosts: [point("A"), point("B")],
      happenings: [
        { atMs: 10_000, host: "B", kind: "down" },
        { atMs: 11_000, host: "B", kind: "up" },
      ],
      untilMs: 65_000,
    });
    const sent = trace.flatMap((entry) =>
      entry.kind === "sent" ? [`${entry.at} ${describePacket(entry.packet)}`] : [],
    );
    const hello = ["A MSDP Connect", "B MSDP Keepalive", "A MSDP Keepalive"];
    expect(sent).toEqual([...hello, "A MSDP Keepalive", "B MSDP Reset", ...hello]);
  });
});

describe("whichever point fails and wherever receivers are", () => {
  const abilene = providerNetwork("abilene");
  const routers = fc.shuffledSubarray(
    abilene.routers.map(({ id }) => id),
    { minLength: 5, maxLength: 7 },
  );
  const chosen = fc.record({
    routers,
    msdp: fc.boolean(),
    trees: fc.constantFrom("shared" as const, "source" as const),
    diesAtMs: fc.integer({ min: 3000, max: 20_000 }),
    convergenceMs: fc.integer({ min: 0, max: 5000 }),
    back: fc.option(fc.integer({ min: 1, max: 60_000 }), { nil: undefined }),
  });
  type Chosen = typeof chosen extends fc.Arbitrary<infer T> ? T : never;
  const UNTIL = 100_000;
  const optionsOf = ({ routers: [a, b, c, d, ...rest], back, ...other }: Chosen): AnycastRpOptions => ({
    ...{ network: abilene, points: [a, b], sources: [c, d], receivers: rest, untilMs: UNTIL, ...other },
    ...(back !== undefined && { returnsAtMs: other.diesAtMs + other.convergenceMs + back }),
  });
  it("no packet is made or lost without a cause, and no receiver hears a packet twice", () =>
    fc.assert(
      fc.property(chosen, (each) => {
        const { run, receptions } = play(optionsOf(each));
        const fates = fatesOf(run.trace);
        const { sent, received, split, inFlight, dropped } = countersOf(run.trace);
        expect(fates.size).toBe(sent);
        expect(received + split + inFlight + Object.values(dropped).reduce((sum, n) => sum + n, 0)).toBe(sent);
        for (const { heard, sent: made } of receptions) {
          expect(new Set(heard).size).toBe(heard.length);
          expect(Math.max(0, ...heard)).toBeLessThanOrEqual(made);
        }
      }),
      { numRuns: 25 },
    ));
  it("with MSDP every receiver gets packets, and no gap is longer than convergence, one packet and the delay", () =>
    fc.assert(
      fc.property(chosen, (each) => {
        const { receptions, deaf } = play(optionsOf({ ...each, msdp: true }));
        expect(deaf).toBe(0);
        for (const { longestSilenceMs } of receptions)
          expect(longestSilenceMs).toBeLessThan(each.convergenceMs + 2 * 1000 + 500);
      }),
      { numRuns: 25 },
    ));
  it("without MSDP no silence outlasts the next register, once one point is left", () =>
    fc.assert(
      fc.property(chosen, (each) => {
        const { receptions } = play(optionsOf({ ...each, msdp: false, back: undefined }));
        for (const { heard, sent } of receptions) expect(heard.at(-1)).toBeGreaterThanOrEqual(sent - 1);
      }),
      { numRuns: 25 },
    ));
  it("the same story is the same text", () => {
    const told = () => text(play({ msdp: true }));
    expect(told()).toBe(told());
  });
});

describe("the story with its defaults", () => {
  const { ladder, receptions, fidelity } = anycastRp({ msdp: true });
  it("is a ladder that can be read, from west to east as the routers lie", () => {
    expect(ladder.rails.map(({ name }) => name)).toEqual([
      "source 1",
      "A",
      "receiver 1",
      "receiver 2",
      "B",
      "source 2",
    ]);
    expect(ladder.rungs.length).toBeLessThanOrEqual(80);
    expect(ladder.rungs.map(({ label }) => label)).toEqual(
      expect.arrayContaining(["Register: packet 1", "Source-Active (S1, G1)", "packet 2, G1"]),
    );
    expect(ladder.remarks.map(({ label }) => label)).toContain("routes have moved from A");
  });
  it("loses one packet of six for the receivers at A", () =>
    expect(receptions.map(({ heard }) => heard)).toEqual([
      [1, 2, 3, 5, 6],
      [2, 3, 5, 6],
      [2, 3, 4, 5, 6],
      [1, 2, 3, 4, 5, 6],
    ]));
  it("says what is modelled, and what is not", () => {
    expect(fidelity.modelled.join(" ")).toMatch(/Null-Register.*Source-Active/s);
    expect(fidelity.notModelled.join(" ")).toMatch(/branch.*random/s);
  });
});

describe("a story that cannot be", () => {
  it.each<[Partial<AnycastRpOptions>, RegExp]>([
    [{ points: ["Seattle"] }, /points: expected 2 to 8/],
    [{ receivers: [] }, /receivers: expected 1 to/],
    [{ sources: [] }, /sources: expected 1 to/],
    [{ diesAtMs: -1 }, /diesAtMs: expected a time .*got -1/],
    [{ convergenceMs: NaN }, /convergenceMs/],
    [{ everyMs: 0 }, /everyMs must be above 0/],
    [{ returnsAtMs: 6000 }, /returnsAtMs must be after .*got 6000/],
    // Exactly when routes move, no router would be notified of a point that lost its state.
    [{ returnsAtMs: 6500 }, /returnsAtMs must be after .*got 6500/],
    [{ untilMs: -5 }, /untilMs: expected a time .*got -5/],
    [{ receivers: ["Atlantis"] }, /Atlantis/],
  ])("%j is refused by name", (options, message) => {
    expect(() => play({ msdp: true, ...options })).toThrow(message);
  });
  it("so is a source without a pause", () =>
    expect(() =>
      firstHopRouter({ address: "203.0.113.1", group: "233.252.0.1", rendezvous: "192.0.2.1", everyMs: 0 }),
    ).toThrow(/above 0/));
});
