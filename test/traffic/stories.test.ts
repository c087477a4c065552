import { describe, expect, it } from "vitest";
import { BALANCED_CASES, balancedDownloads } from "../../lib/course/stories/balanced-paths.js";
import { building, BUILDING_EVENTS, BUILDING_METHODS } from "../../lib/course/stories/building.js";
import { egressCall } from "../../lib/course/stories/egress-call.js";
import { MTU_CURES, pathMtu } from "../../lib/course/stories/path-mtu.js";
import { radiusEap } from "../../lib/course/stories/radius-eap.js";
import { routeChange } from "../../lib/course/stories/route-change.js";
import { traceText } from "../../lib/kit/traffic/describe.js";

describe("the same change of route", () => {
  it("is not noticed by DNS, breaks TCP, and breaks QUIC unless the server gave an address of its own", () => {
    expect(routeChange({ protocol: "dns" })).toMatchObject({
      noticed: "nothing",
      answeredBy: ["A", "A", "A", "B", "B"],
    });
    expect(routeChange({ protocol: "tcp" })).toMatchObject({ noticed: "a broken connection", answeredBy: ["A"] });
    const long = { protocol: "quic", fileBytes: 1_000_000 } as const;
    expect(routeChange({ ...long, untilMs: 4000 })).toMatchObject({ noticed: "waits still", answeredBy: ["A"] });
    const given = routeChange({ ...long, untilMs: 60_000 });
    expect(given).toMatchObject({ noticed: "a broken connection", answeredBy: ["A"], end: "idle timeout" });
    expect(given.endedMs).toBeGreaterThan(30_000);
    expect(routeChange({ protocol: "quic", preferredAddress: true })).toMatchObject({
      noticed: "nothing",
      answeredBy: ["A"],
    });
  });
  it("is compared with the undisturbed story of the same options, which is played once", () => {
    const moved = (protocol: "dns" | "quic", B: number, movesAtMs: number) =>
      routeChange({ protocol, rttMs: { A: 20, B, C: 100 }, preferredAddress: true, movesAtMs });
    const endOf = (protocol: "dns" | "quic", B: number) => moved(protocol, B, Infinity).endedMs!;
    for (const movesAtMs of [300, 450, 700])
      for (const B of [60, 200])
        for (const protocol of ["dns", "quic"] as const) {
          const { endedMs, lateMs } = moved(protocol, B, movesAtMs);
          expect(lateMs).toBe(Math.max(0, endedMs! - endOf(protocol, B)));
        }
    // A story asks its round trips for each packet's delay.
    let asked = 0;
    const rttMs = { A: 31, B: 60, get C() { return asked++, 100; } }; // prettier-ignore
    const counts = [300, 310, 320].map((movesAtMs) => {
      asked = 0;
      routeChange({ protocol: "dns", rttMs, movesAtMs, movesOnAtMs: movesAtMs + 100 });
      return asked;
    });
    expect(counts[0]).toBeGreaterThan(counts[1]);
    expect(counts[1]).toBe(counts[2]);
  });
  it("leaves a download hanging where the other site is silent, and costs a delay where the application resumes", () => {
    expect(routeChange({ protocol: "tcp", strangers: "silence" }).noticed).toBe("waits still");
    expect(routeChange({ protocol: "tcp", onBreak: "resume" })).toMatchObject({
      noticed: "a delay",
      answeredBy: ["A", "B"],
    });
  });
  it("that never comes breaks nothing", () => {
    for (const protocol of ["dns", "tcp", "quic"] as const)
      expect(routeChange({ protocol, movesAtMs: Infinity }).noticed).toBe("nothing");
  });
  it("that is undone before the client speaks again is not noticed by TCP either", () =>
    expect(routeChange({ protocol: "tcp", movesAtMs: 421, movesBackAtMs: 435 }).noticed).toBe("nothing"));
  it("is a ladder: a reset from B, one round trip after the first word to it", () => {
    const { ladder } = routeChange({ protocol: "tcp" });
    expect(ladder.rails.map(({ name }) => name)).toEqual(["client", "A", "B"]);
    const reset = ladder.rungs.find(({ kind }) => kind === "reset")!;
    expect(reset).toMatchObject({ from: "B", to: "client", label: "RST" });
    const word = ladder.rungs.find(({ to }) => to === "B")!;
    expect(reset.until - word.at).toBe(60);
    expect(ladder.rungs[0]).toMatchObject({ at: 0, until: 10, from: "client", to: "A", label: "SYN", kind: "data" });
    for (const { at, until } of ladder.rungs) expect(until).toBeGreaterThanOrEqual(at);
  });
  it("is the same text in every run", () => {
    const text = () => traceText(routeChange({ protocol: "tcp" }).run.trace);
    expect(text()).toBe(text());
    expect(text()).toContain("B does not know this connection");
  });
  it("refuses to move back before it moved", () =>
    expect(() => routeChange({ protocol: "dns", movesBackAtMs: 1 })).toThrow(
      /movesBackAtMs must be after movesAtMs .*got 1 /,
    ));
});

describe("a QUIC download when the route moves", () => {
  it("is never ended by B, which must not reset what A may still serve (RFC 9000, 21.11)", () => {
    const { run, end } = routeChange({ protocol: "quic", fileBytes: 1_000_000, untilMs: 60_000 });
    expect(end).toBe("idle timeout");
    expect(run.trace.some((entry) => entry.kind === "note" && entry.text.startsWith("ignores a reset"))).toBe(true);
  });
  it("is complete if the rest of the file fits the packets that need no acknowledgement", () =>
    expect([8000, 64_000].map((fileBytes) => routeChange({ protocol: "quic", fileBytes }).noticed)).toEqual([
      "nothing",
      "nothing",
    ]));
});

describe("the cures for a route change", () => {
  const change = { protocol: "tcp", fileBytes: 64_000, untilMs: 60_000 } as const;
  it("complete the download; only beginning again sends bytes twice", () => {
    expect(routeChange({ ...change, cure: "forward to the owner" })).toMatchObject({ noticed: "nothing", end: "complete", bytesTwice: 0 }); // prettier-ignore
    expect(routeChange({ ...change, cure: "discover, then unicast" })).toMatchObject({ noticed: "nothing", end: "complete" }); // prettier-ignore
    expect(routeChange({ ...change, protocol: "quic", cure: "forward to the owner" }).end).toBe("complete");
    expect(routeChange({ ...change, onBreak: "resume" })).toMatchObject({ end: "reset", bytesTwice: 0 });
    const again = routeChange({ ...change, onBreak: "begin again" });
    expect(again.bytesTwice).toBeGreaterThan(0);
    expect(again.bytesTwice).toBeLessThan(64_000);
  });
  it("do not help when A fails, except that the anycast client is reset at once and the unicast client waits for a timeout", () => {
    const fails = { protocol: "tcp", idleMs: 13_000, failsAtMs: 1000, movesAtMs: 11_000, untilMs: 86_400_000 } as const;
    expect(routeChange(fails)).toMatchObject({ end: "reset", endedMs: 13_080 });
    const unicast = routeChange({ ...fails, to: "A's own address" });
    expect(unicast.end).toBe("timed out");
    expect(unicast.endedMs! - 13_000).toBeGreaterThan(924_600);
  });
});

describe("a call from the shared address", () => {
  it("succeeds only if the answer comes home, by routing or by the owner table", () => {
    expect(egressCall({ catchment: "A" })).toMatchObject({ outcome: "complete", roundTripMs: 30 });
    expect(egressCall({ catchment: "B" }).outcome).toBe("broken");
    expect(egressCall({ catchment: "B", ownerTable: true }).outcome).toBe("complete");
  });
});

describe("RFC 4786's three cases of equal paths", () => {
  it("break downloads only per packet and only towards two sites", () => {
    const counts = BALANCED_CASES.map((which) => [balancedDownloads(which, "per packet", 10), balancedDownloads(which, "5-tuple", 10)]); // prettier-ignore
    expect(counts).toEqual([[10, 10], [10, 10], [0, 10]]); // prettier-ignore
  });
});

describe("one building", () => {
  it.each(BUILDING_METHODS)("with %s breaks exactly the flows whose later packets miss their server", (method) => {
    for (const event of BUILDING_EVENTS) {
      const { flows, complete } = building({ method, event, downloads: 16 });
      expect(complete).toBe(flows.filter(({ isComplete }) => isComplete).length);
      for (const { isComplete, visits, server } of flows) expect(visits.includes(server), event).toBe(isComplete);
      if (event === "nothing") expect(complete).toBe(16);
    }
  });
  it("loses most flows of modulo when a server joins, few of rendezvous, none of the two chains", () => {
    const complete = BUILDING_METHODS.map((method) => building({ method, event: "G joins" }).complete);
    const [modulo, rendezvous, flowTable, second, daisy] = complete;
    expect(modulo).toBeLessThan(30);
    expect(rendezvous).toBeGreaterThan(95);
    expect(rendezvous).toBeLessThan(110);
    expect([flowTable, second, daisy]).toEqual([120, 120, 120]);
  });
});

describe("the same change of route in the middle of a RADIUS login", () => {
  it("has it rejected between two challenges, by a server that knows nothing of it, although every packet was answered", () => {
    const { noticed, answeredBy, ladder } = radiusEap({});
    expect(noticed).toBe("a rejected login");
    expect(answeredBy).toEqual([["A", "A", "A", "B"]]);
    expect(ladder.rungs.map(({ label }) => label)).toContain("Access-Reject 4");
    expect(ladder.remarks.map(({ label }) => label)).toContain("knows nothing of the conversation that A began");
  });
  it("is not noticed where the sites share their state, where one exchange is all, or where it comes before or after", () => {
    expect(radiusEap({ memory: "shared" })).toMatchObject({
      noticed: "nothing",
      answeredBy: [["A", "A", "A", "B", "B", "B"]],
    });
    for (const options of [{ rounds: 1 }, { movesAtMs: Infinity }, { movesAtMs: 380 }, { movesAtMs: 520 }])
      expect(radiusEap(options).noticed).toBe("nothing");
  });
  it("affects only logins in progress", () => {
    const { logins } = radiusEap({ logins: [0, 200, 400, 600] });
    expect(logins.map(({ outcome }) => outcome)).toEqual(["accepted", "accepted", "rejected", "accepted"]);
  });
  it("waits still where the story ends before an answer; rounds and times that cannot be are refused", () => {
    expect(radiusEap({ untilMs: 400 }).noticed).toBe("waits still");
    expect(() => radiusEap({ rounds: 0 })).toThrow(/rounds must be an integer of 1 or more/);
    expect(() => radiusEap({ movesAtMs: -1 })).toThrow(/expected a time of 0 ms or more, got -1/);
    expect(() => radiusEap({ logins: [-5] })).toThrow(/expected a time of 0 ms or more, got -5/);
  });
});

describe("path MTU discovery", () => {
  it("works for whichever server the router's messages reach, and for all with any cure", () => {
    const stories = Object.fromEntries(MTU_CURES.map((cure) => [cure, pathMtu({ cure, clients: 32 })]));
    expect(stories.none.complete).toBeLessThan(8);
    for (const cure of MTU_CURES.slice(1)) expect(stories[cure].complete).toBe(32);
    const { errors, errorsForTheRightServer } = stories.none;
    expect(errorsForTheRightServer).toBeLessThan(errors / 4);
    expect(stories["hash the embedded header"].errorsForTheRightServer).toBe(
      stories["hash the embedded header"].errors,
    );
    expect(stories["clamp the MSS"].errors).toBe(0);
    expect(stories["pass on to all"].errorsForTheRightServer).toBe(stories["pass on to all"].errors);
  });
  it("needs a link that IP can use", () =>
    expect(() => pathMtu({ cure: "none", mtu: 67 })).toThrow(/the MTU must be at least 68 bytes .*got 67/));
});
