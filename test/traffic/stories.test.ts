import { describe, expect, it } from "vitest";
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
    expect(routeChange({ protocol: "quic" })).toMatchObject({ noticed: "a broken connection", answeredBy: ["A"] });
    expect(routeChange({ protocol: "quic", preferredAddress: true })).toMatchObject({
      noticed: "nothing",
      answeredBy: ["A"],
    });
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
